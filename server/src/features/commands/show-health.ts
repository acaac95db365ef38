import { defineCommand } from '../command.js';
import { healthText } from '../markdown/health-text.js';
import { type Explanation, SHOW_HEALTH_COMMAND } from '../requests.js';

/** How the server is: how long requests take, what memory is for, which boards are loaded. */
export const showHealth = defineCommand<unknown, Explanation>({
  command: SHOW_HEALTH_COMMAND,
  accepts: (_argument): _argument is unknown => true,
  uriOf: () => undefined,
  handle: (_context, _argument, server) => ({
    title: 'Health of the language server',
    markdown: healthText(server.health()),
  }),
});

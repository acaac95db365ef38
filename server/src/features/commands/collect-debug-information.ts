import { defineCommand } from '../command.js';
import { debugText } from '../markdown/health-text.js';
import { COLLECT_DEBUG_INFORMATION_COMMAND, type Explanation } from '../requests.js';

/** What a person can put into a report of a bug: nothing of what files hold, and paths from the workspace's folder only. */
export const collectDebugInformation = defineCommand<unknown, Promise<Explanation>>({
  command: COLLECT_DEBUG_INFORMATION_COMMAND,
  accepts: (_argument): _argument is unknown => true,
  uriOf: () => undefined,
  handle: async (_context, _argument, server) => ({
    title: 'Debug information',
    markdown: debugText(await server.report()),
  }),
});

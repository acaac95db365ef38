import { defineCommand } from '../command.js';
import { OPEN_DOCUMENTATION_COMMAND } from '../requests.js';

/** Where the page about a code of findings is; the client, or the protocol for it, opens the page. */
export const openDocumentation = defineCommand<string, string | null>({
  command: OPEN_DOCUMENTATION_COMMAND,
  // A code is part of a file's name, so that nothing else may be in it.
  accepts: (argument): argument is string =>
    typeof argument === 'string' && /^[a-z0-9-]+(\/[a-z0-9-]+)?$/.test(argument),
  uriOf: () => undefined,
  handle: (_context, code, server) => server.documentationOf(code) ?? null,
});

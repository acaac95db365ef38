import { commands } from '../features/index.js';
import { withoutMarkup } from '../features/markdown/markup.js';
import { type Explanation, OPEN_DOCUMENTATION_COMMAND } from '../features/requests.js';
import { execute } from './dispatch.js';
import type { Session } from './session.js';

/** Carries out commands. A client that does not show their results itself has them shown in the protocol's own ways. */
export function serveCommands(session: Session): void {
  session.connection.onExecuteCommand(async ({ command, arguments: [argument] = [] }) => {
    const known = commands.find((each) => each.command === command);
    if (!known) return null;
    const result = await execute(session, known, argument);
    if (result !== null && !session.options.showsExplanations)
      show(session, command, result).catch((reason) => {
        session.connection.console.error(`The client does not show what ${command} gave: ${reason}`);
      });
    return result;
  });
}

async function show({ connection, params }: Session, command: string, result: unknown): Promise<void> {
  if (command === OPEN_DOCUMENTATION_COMMAND) {
    const uri = String(result);
    if (params.capabilities.window?.showDocument?.support) await connection.window.showDocument({ uri });
    else await connection.window.showInformationMessage(uri);
  } else {
    // Every other command explains something.
    const { title, markdown } = result as Explanation;
    await connection.window.showInformationMessage(`${title}\n\n${withoutMarkup(markdown)}`);
  }
}

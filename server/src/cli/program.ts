import { Command, CommanderError } from 'commander';
import { version } from '../disk/version.js';
import { buildCommand } from './build-command.js';
import { checkCommand } from './check-command.js';
import { decompileCommand } from './decompile-command.js';
import { EXIT_INTERNAL, EXIT_OK, EXIT_USAGE, UsageError } from './exit-status.js';
import { expandCommand } from './expand-command.js';
import { explainCommand } from './explain-command.js';
import { ipcCommand } from './ipc-command.js';

const program = new Command('dts-analyzer')
  .description("Devicetree sources as the kernel's build sees them, checked with knowledge of the hardware.")
  .version(version, '-V, --version')
  .exitOverride()
  .showHelpAfterError('(add --help for the options)')
  .addHelpText(
    'after',
    '\nExit status: 0 nothing at or above --fail-on, 1 something, 2 wrong usage or an unreadable path, 3 an internal failure.',
  );
program.option('--stdio', 'serve the Language Server Protocol over standard input and output, for any editor');
const commands = [checkCommand, explainCommand, expandCommand, ipcCommand, buildCommand, decompileCommand];
for (const command of commands.map((create) => create())) program.addCommand(command.exitOverride());

// Whoever reads the output may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = statusOf(error);
}

function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
  if (error instanceof UsageError) {
    console.error(`error: ${error.message}`);
    return EXIT_USAGE;
  }
  console.error('dts-analyzer failed; please report this:');
  console.error(error);
  return EXIT_INTERNAL;
}

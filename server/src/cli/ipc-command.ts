import { Command, Option } from 'commander';
import { FORMATS, ipcMapOfView } from '../features/ipc-map/ipc-map.js';
import { createViews } from '../workspace/views.js';
import { UsageError } from './exit-status.js';
import { includePathOption } from './include-path-option.js';
import { openWorkspace, toUri } from './open-workspace.js';
import { addProjectOptions, type ProjectOptions, projectOf } from './project-options.js';

export function ipcCommand(): Command {
  const command = new Command('ipc')
    .description("Print how a board's processors talk to each other: locks, SMEM, links, doorbells, reserved memory.")
    .argument('<board>', 'a board, an overlay (applied to its base), or a source file (seen through a board)')
    .addOption(new Option('--format <format>', 'how to print').choices(FORMATS).default('text'))
    .addOption(includePathOption())
    .action(run);
  return addProjectOptions(command);
}

interface IpcOptions extends ProjectOptions {
  readonly format: (typeof FORMATS)[number];
  readonly includePath: readonly string[];
}

async function run(path: string, { format, includePath, ...project }: IpcOptions): Promise<void> {
  const workspace = await openWorkspace({
    flags: { includePaths: includePath.map(toUri) },
    project: projectOf(project),
  });
  const view = await createViews(workspace).viewOf(toUri(path));
  if (!view) throw new UsageError(`cannot read '${path}'`);
  const answer = ipcMapOfView(view, format);
  if (!answer) throw new UsageError(`no board includes '${path}'`);
  process.stdout.write(answer.text);
}

import { statSync } from 'node:fs';
import type { Command } from 'commander';
import type { SettingsPolicy } from '../workspace/settings-lookup.js';
import { UsageError } from './exit-status.js';
import { toUri } from './open-workspace.js';

/** What a person says of project files on the command line: `false` for none, a path for one, else the nearest counts. */
export interface ProjectOptions {
  readonly config?: string | false;
}

/** Adds the options that choose the project file. */
export function addProjectOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      'take the settings of this file instead of the nearest .dts-analyzer.json above each source',
    )
    .option('--no-config', 'look for no .dts-analyzer.json');
}

/** The project file that the options want. */
export function projectOf({ config }: ProjectOptions): NonNullable<SettingsPolicy['project']> {
  if (config === undefined) return 'nearest';
  if (config === false) return 'none';
  if (!statSync(config, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`cannot read '${config}'`);
  return toUri(config);
}

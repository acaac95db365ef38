import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { diskLoader } from '../disk/disk-loader.js';
import { readFdt } from '../fdt/read.js';
import { toSource } from '../fdt/source-text.js';
import { EXIT_FINDINGS, UsageError } from './exit-status.js';
import { toUri } from './open-workspace.js';

export function decompileCommand(): Command {
  return new Command('decompile')
    .description('Print the source of a flattened devicetree, with the labels that its /__symbols__ tells of.')
    .argument('<file>', 'a .dtb or .dtbo')
    .option('-o, --output <file>', 'write it there instead of to the standard output')
    .action(run);
}

async function run(path: string, { output }: { output?: string }): Promise<void> {
  const bytes = await diskLoader.loadBytes?.(toUri(path));
  if (!bytes) throw new UsageError(`cannot read '${path}'`);
  const result = readFdt(bytes);
  if ('error' in result) {
    console.error(`${path}: error: at byte ${result.error.offset}: ${result.error.message}`);
    process.exitCode = EXIT_FINDINGS;
    return;
  }
  const { text, unwritableNames } = toSource(result.fdt);
  if (output === undefined) process.stdout.write(text);
  else writeTo(output, text);
  for (const name of unwritableNames)
    console.error(`${path}: error: no source can have the name ${JSON.stringify(name)}`);
  if (unwritableNames.length > 0) process.exitCode = EXIT_FINDINGS;
}

function writeTo(output: string, text: string): void {
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw new UsageError(`cannot write '${output}': ${error instanceof Error ? error.message : error}`);
  }
}

import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { Uri } from '../text/uri.js';
import { filesBelow, isRootName } from '../workspace/boards.js';
import { buildBlob } from '../workspace/build.js';
import { collectFindings, type MergedFinding } from '../workspace/merge.js';
import { DEFAULT_SETTINGS } from '../workspace/settings.js';
import type { Workspace } from '../workspace/workspace.js';
import { EXIT_FINDINGS, EXIT_USAGE, UsageError } from './exit-status.js';
import { openWorkspace, toUri } from './open-workspace.js';
import { blobPath } from './output-paths.js';
import { startProgress } from './progress.js';
import { textOfFindings } from './reporters/text.js';

export function buildCommand(): Command {
  return new Command('build')
    .description("Compile boards and overlays into flattened devicetrees, byte for byte as the kernel's build does.")
    .argument('<path...>', 'boards (.dts), overlays (.dtso) or folders (every board and overlay below)')
    .option('-o, --output <file>', "write the one blob there; '-' is the standard output")
    .option('--out-dir <folder>', 'write the blobs below this folder instead of below the current one')
    .option('-@, --symbols', 'give every label an entry in /__symbols__, as dtc -@ does', false)
    .option(
      '-I, --include-path <folder>',
      'search includes there too; may be given several times',
      (folder, all: string[]) => [...all, folder],
      [],
    )
    .addHelpText(
      'after',
      '\nA blob gets the path of its source, relative to the current directory, ending in .dtb or .dtbo.',
    )
    .action(run);
}

interface BuildCommandOptions {
  readonly output?: string;
  readonly outDir?: string;
  readonly symbols: boolean;
  readonly includePath: readonly string[];
}

/** A source to compile, and where the blob goes; nowhere for the standard output. */
interface Job {
  readonly root: Uri;
  readonly target: string | undefined;
}

async function run(paths: readonly string[], options: BuildCommandOptions): Promise<void> {
  const { output, symbols, includePath } = options;
  const workspace = await openWorkspace({ ...DEFAULT_SETTINGS, includePaths: includePath.map(toUri) });
  const { jobs, unreadable } = await plan(workspace, paths, options);
  for (const path of unreadable) console.error(`error: cannot read '${path}'`);
  const progress = startProgress('sources compiled');
  const collection = collectFindings();
  let refused = 0;
  // Boards of one SoC begin with the same text, so each is parsed as an edit of the one before.
  const session = workspace.parser.open();
  for (const [index, { root, target }] of jobs.entries()) {
    const built = await buildBlob(workspace, root, session, { symbols });
    for (const finding of built?.findings ?? []) if (finding.severity === 'error') collection.add(finding, root);
    if (built?.blob) write(target, built.blob);
    else refused++;
    progress.update(index + 1, jobs.length);
  }
  session.close();
  progress.end();
  const report = `${textOfFindings(collection.result())}${summary(jobs.length - refused, collection.result())}\n`;
  if (output === '-') process.stderr.write(refused > 0 ? report : '');
  else process.stdout.write(report);
  process.exitCode = unreadable.length > 0 ? EXIT_USAGE : refused > 0 ? EXIT_FINDINGS : undefined;
}

async function plan(
  workspace: Workspace,
  paths: readonly string[],
  { output, outDir }: BuildCommandOptions,
): Promise<{ jobs: readonly Job[]; unreadable: readonly string[] }> {
  if (output !== undefined && outDir !== undefined) throw new UsageError('-o and --out-dir exclude each other');
  const unreadable: string[] = [];
  const targets = new Map<Uri, string>();
  for (const path of paths) {
    const given = toUri(path);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status?.isDirectory()) {
      for (const root of await filesBelow(given, workspace.loader, await workspace.reachBelow(given), isRootName))
        targets.set(root, blobPath(fileURLToPath(root), path, outDir));
    } else if (!status) unreadable.push(path);
    else if (!isRootName(path)) throw new UsageError(`'${path}' is neither a board (.dts) nor an overlay (.dtso)`);
    else targets.set(given, blobPath(fileURLToPath(given), dirname(path), outDir));
  }
  if (output === undefined) return { jobs: [...targets].map(([root, target]) => ({ root, target })), unreadable };
  if (targets.size !== 1) throw new UsageError(`-o takes one source, and here are ${targets.size}`);
  const target = output === '-' ? undefined : output;
  return { jobs: [...targets.keys()].map((root) => ({ root, target })), unreadable };
}

function write(target: string | undefined, blob: Uint8Array): void {
  if (target === undefined) {
    process.stdout.write(blob);
    return;
  }
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, blob);
  } catch (error) {
    throw new UsageError(`cannot write '${target}': ${error instanceof Error ? error.message : error}`);
  }
}

function summary(built: number, findings: readonly MergedFinding[]): string {
  const blobs = `${built} ${built === 1 ? 'blob' : 'blobs'} written`;
  return findings.length === 0 ? blobs : `${blobs}, ${findings.length} ${findings.length === 1 ? 'error' : 'errors'}`;
}

import { statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { makeFolder } from '../disk/make-folder.js';
import type { Uri } from '../text/uri.js';
import { inOrderOfBeginnings } from '../workspace/board-order.js';
import { isRootName } from '../workspace/boards.js';
import { buildBlob, buildOverlaidBlob } from '../workspace/build.js';
import { collectFindings, type MergedFinding } from '../workspace/merge.js';
import { rootsBelow } from '../workspace/roots-below.js';
import type { Workspace } from '../workspace/workspace.js';
import { EXIT_FINDINGS, EXIT_USAGE, UsageError } from './exit-status.js';
import { includePathOption } from './include-path-option.js';
import { openWorkspace, toUri } from './open-workspace.js';
import { blobPath } from './output-paths.js';
import { startProgress } from './progress.js';
import { addProjectOptions, type ProjectOptions, projectOf } from './project-options.js';
import { textOfFindings } from './reporters/text.js';

export function buildCommand(): Command {
  const command = new Command('build')
    .description("Compile boards and overlays into flattened devicetrees, byte for byte as the kernel's build does.")
    .argument('<path...>', 'boards (.dts), overlays (.dtso) or folders (every board and overlay below)')
    .option('-o, --output <file>', "write the one blob there; '-' is the standard output")
    .option('--out-dir <folder>', 'write the blobs below this folder instead of below the current one')
    .option('-@, --symbols', 'give every label an entry in /__symbols__, as dtc -@ does', false)
    .option(
      '--apply <overlay>',
      'apply an overlay (.dtso) to the one board, as fdtoverlay does; several are applied in their order',
      (overlay, all: string[]) => [...all, overlay],
      [],
    )
    .addOption(includePathOption())
    .addHelpText(
      'after',
      '\nA blob gets the path of its source, relative to the current directory, ending in .dtb or .dtbo.\nA board to which overlays are applied is compiled with --symbols, as in a build of Linux.',
    )
    .action(run);
  return addProjectOptions(command);
}

interface BuildCommandOptions extends ProjectOptions {
  readonly output?: string;
  readonly outDir?: string;
  readonly symbols: boolean;
  readonly apply: readonly string[];
  readonly includePath: readonly string[];
}

/** A source to compile, and where the blob goes; nowhere for the standard output. */
interface Job {
  readonly root: Uri;
  readonly target: string | undefined;
}

async function run(paths: readonly string[], options: BuildCommandOptions): Promise<void> {
  const { output, symbols, apply, includePath } = options;
  const workspace = await openWorkspace({
    flags: { includePaths: includePath.map(toUri) },
    project: projectOf(options),
  });
  const { jobs, unreadable } = await plan(workspace, paths, options);
  const overlays = overlaysToApply(apply, jobs);
  for (const path of unreadable) console.error(`error: cannot read '${path}'`);
  const progress = startProgress('sources compiled');
  const collection = collectFindings();
  let refused = 0;
  // Each is parsed as an edit of the one before.
  const session = workspace.parser.open();
  for (const [index, { root, target }] of jobs.entries()) {
    const built =
      overlays.length > 0
        ? await buildOverlaidBlob(workspace, root, overlays, session, { symbols })
        : await buildBlob(workspace, root, session, { symbols });
    for (const finding of built?.findings ?? []) if (finding.severity === 'error') collection.add(finding, root);
    if (built?.blob) write(target, built.blob);
    else refused++;
    // Hardly a source includes a root.
    workspace.files.forget([root]);
    progress.update(index + 1, jobs.length);
  }
  session.close();
  progress.end();
  // Include paths may be missing for it.
  for (const problem of await workspace.judgeProblems(workspace.lookup.problems())) collection.add(problem, undefined);
  const report = `${textOfFindings(collection.result())}${summary(jobs.length - refused, collection.result())}\n`;
  if (output === '-') process.stderr.write(collection.result().length > 0 ? report : '');
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
      for (const root of await rootsBelow(workspace, given, isRootName))
        targets.set(root, blobPath(fileURLToPath(root), path, outDir));
    } else if (!status) unreadable.push(path);
    else if (!isRootName(path)) throw new UsageError(`'${path}' is neither a board (.dts) nor an overlay (.dtso)`);
    else targets.set(given, blobPath(fileURLToPath(given), dirname(path), outDir));
  }
  if (output === undefined) {
    const roots = await inOrderOfBeginnings(workspace, [...targets.keys()]);
    return { jobs: roots.map((root) => ({ root, target: targets.get(root) })), unreadable };
  }
  if (targets.size !== 1) throw new UsageError(`-o takes one source, and here are ${targets.size}`);
  const target = output === '-' ? undefined : output;
  return { jobs: [...targets.keys()].map((root) => ({ root, target })), unreadable };
}

function overlaysToApply(paths: readonly string[], jobs: readonly Job[]): readonly Uri[] {
  if (paths.length > 0 && jobs.length > 1) throw new UsageError(`--apply takes one board, and here are ${jobs.length}`);
  return paths.map((path) => {
    if (!isRootName(path)) throw new UsageError(`'${path}' is no overlay (.dtso)`);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`cannot read '${path}'`);
    return toUri(path);
  });
}

function write(target: string | undefined, blob: Uint8Array): void {
  if (target === undefined) {
    process.stdout.write(blob);
    return;
  }
  try {
    makeFolder(dirname(target));
    writeFileSync(target, blob);
  } catch (error) {
    throw new UsageError(`cannot write '${target}': ${error instanceof Error ? error.message : error}`);
  }
}

function summary(built: number, findings: readonly MergedFinding[]): string {
  const blobs = `${built} ${built === 1 ? 'blob' : 'blobs'} written`;
  return findings.length === 0 ? blobs : `${blobs}, ${findings.length} ${findings.length === 1 ? 'error' : 'errors'}`;
}

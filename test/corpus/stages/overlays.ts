import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../../scripts/cache.js';
import { kernelDtc, kernelFdtoverlay } from '../../../scripts/kernel.js';
import { diskLoader } from '../../../server/src/disk/disk-loader.js';
import { buildOverlaidBlob } from '../../../server/src/workspace/build.js';
import { type Composite, compositesIn, sourcesOf } from '../../../server/src/workspace/composites.js';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.js';
import { createWorkspace, type Workspace } from '../../../server/src/workspace/workspace.js';
import { testParser } from '../../parser.js';
import { blobDifference } from '../blob-difference.js';
import { sample } from '../boards.js';
import { compositeTreeDifference } from '../composite-trees.js';
import { type DtcBlobs, dtcBlobs } from '../dtc-blobs.js';
import { uriOf } from '../kernel-files.js';
import { fingerprint } from '../oracle/compile.js';
import { run } from '../run-process.js';
import type { Difference, Stage } from '../stage.js';

/**
 * Every composite of the kernel's Makefiles becomes the very bytes that the kernel's dtc and fdtoverlay make of its parts, and
 * the tree that rules judge is that of these bytes.
 */
export const overlaysStage: Stage = {
  name: 'overlays',
  async run({ kernel, partial, progress }) {
    const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
    const all = new Map<string, Composite>();
    for (const folder of await foldersWithMakefiles(kernel.root))
      for (const composite of await compositesIn(uriOf(folder), workspace))
        all.set(relative(kernel.root, fileURLToPath(composite.blob)), composite);
    const names = partial ? sample([...all.keys()], PARTIAL, SEED) : [...all.keys()].sort();
    const dtc = await kernelDtc();
    const tools: Tools = {
      kernelRoot: kernel.root,
      fdtoverlay: await kernelFdtoverlay(),
      blobs: dtcBlobs({
        kernelRoot: kernel.root,
        dtc,
        cacheFolder,
        fingerprint: await fingerprint(kernel.root, dtc),
      }),
    };
    const differences: Difference[] = [];
    const tally = { applied: 0, refused: 0 };
    // With `-@` the labels of an overlay are merged into those of the base, which a build of Linux does not ask for.
    for (const [index, symbols] of [false, true].entries()) {
      for (const [at, name] of names.entries()) {
        const theirs = await apply(tools, all.get(name)!, symbols);
        tally[typeof theirs === 'string' ? 'refused' : 'applied']++;
        const difference = await compare(workspace, theirs, all.get(name)!, symbols);
        if (difference) differences.push({ board: name, what: `${symbols ? '-@: ' : ''}${difference}` });
        progress(index * names.length + at + 1, 2 * names.length);
      }
    }
    return {
      compared: names.length,
      rows: 2 * names.length,
      differences,
      counts: [
        `${names.length} of ${all.size} composites by ${tools.blobs.commandLine}`,
        'and fdtoverlay -i base.dtb overlay.dtbo…; the base with -@, the overlays without and with it',
        `the kernel's tools apply ${tally.applied} and refuse ${tally.refused}; the trees of all without -@ are compared too`,
      ],
    };
  },
};

const PARTIAL = 20;
const SEED = 5;

interface Tools {
  readonly kernelRoot: string;
  readonly fdtoverlay: string;
  readonly blobs: DtcBlobs;
}

async function foldersWithMakefiles(root: string): Promise<string[]> {
  const folders: string[] = [];
  for (const architecture of (await readdir(join(root, 'arch'))).sort()) {
    const dts = join(root, 'arch', architecture, 'boot/dts');
    const names = await readdir(dts, { recursive: true }).catch(() => []);
    folders.push(...names.filter((name) => basename(name) === 'Makefile').map((name) => join(dts, name, '..')));
  }
  return folders.sort();
}

async function compare(
  workspace: Workspace,
  theirs: Buffer | string,
  composite: Composite,
  symbols: boolean,
): Promise<string | undefined> {
  const session = workspace.parser.open();
  const [base, ...overlays] = sourcesOf(composite);
  const built = await buildOverlaidBlob(workspace, base!, overlays, session, { symbols });
  session.close();
  const refusal = built?.findings.map(({ code, message }) => `${code}: ${message}`).join('; ') ?? 'a part is missing';
  if (typeof theirs === 'string') {
    return built?.blob ? `the kernel's tools refuse it, ours do not: ${theirs.slice(0, 300)}` : undefined;
  }
  if (!built?.blob) return `the kernel's tools accept it, ours refuse: ${refusal.slice(0, 300)}`;
  const ours = Buffer.from(built.blob);
  if (!theirs.equals(ours)) return blobDifference(theirs, ours);
  return symbols ? undefined : compositeTreeDifference(workspace, composite, theirs);
}

/** The blob that the kernel's tools make, or what they say against it. */
async function apply(
  { kernelRoot, fdtoverlay, blobs }: Tools,
  composite: Composite,
  symbols: boolean,
): Promise<Buffer | string> {
  const folder = await mkdtemp(join(tmpdir(), 'overlays-'));
  try {
    const parts = sourcesOf(composite);
    for (const [index, part] of parts.entries()) {
      const root = relative(kernelRoot, fileURLToPath(part));
      const blob = await blobs.blob(root, symbols || index === 0).catch((error: Error) => error);
      if (blob instanceof Error) return blob.message;
      await writeFile(join(folder, `${index}`), blob);
    }
    const overlays = parts.slice(1).map((_, index) => `${index + 1}`);
    const { status, errors } = await run(fdtoverlay, ['-i', '0', '-o', 'out', ...overlays], { cwd: folder });
    return status === 0 ? await readFile(join(folder, 'out')) : errors.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelDtc, kernelFdtoverlay } from '../../../scripts/kernel.js';
import { diskLoader } from '../../../server/src/disk/disk-loader.js';
import { buildOverlaidBlob } from '../../../server/src/workspace/build.js';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.js';
import { createWorkspace } from '../../../server/src/workspace/workspace.js';
import { testParser } from '../../parser.js';
import { blobDifference } from '../blob-difference.js';
import { uriOf } from '../kernel-files.js';
import { type OverlayCase, overlayCases } from '../overlay-cases/cases.js';
import { generatedOverlayCases } from '../overlay-cases/generated-cases.js';
import { inParallel } from '../parallel.js';
import { run } from '../run-process.js';
import type { Difference, Stage } from '../stage.js';

/** Small bases and overlays made to be hard: where fdtoverlay applies them the bytes are the same, else the error is. */
export const overlayCasesStage: Stage = {
  name: 'overlay-cases',
  async run({ partial, progress }) {
    const tools = { dtc: await kernelDtc(), fdtoverlay: await kernelFdtoverlay() };
    const cases = [...overlayCases(), ...generatedOverlayCases(SEED, partial ? 150 : 1000)];
    const folder = await mkdtemp(join(tmpdir(), 'overlay-cases-'));
    const differences = new Map<string, Difference>();
    const tally = { applied: 0, refused: 0, invalid: 0 };
    let done = 0;
    try {
      await inParallel([...cases.entries()], 2, async ([index, each]) => {
        for (const symbols of [false, true]) {
          const own = join(folder, `${index}${symbols ? '-symbols' : ''}`);
          const theirs = await apply(tools, own, each, symbols);
          tally[theirs === undefined ? 'invalid' : typeof theirs === 'string' ? 'refused' : 'applied']++;
          const what = await compare(own, each, symbols, theirs);
          if (what)
            differences.set(`${index}${symbols}`, { board: each.name, what: `${symbols ? '-@: ' : ''}${what}` });
        }
        progress(++done, cases.length);
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const keys = cases.flatMap((_, index) => [`${index}false`, `${index}true`]);
    return {
      compared: cases.length,
      rows: 2 * cases.length,
      differences: keys.flatMap((key) => differences.get(key) ?? []),
      isWhole: true,
      counts: [
        `${cases.length} bases and their overlays by dtc ${COMPILE.join(' ')}, the base with -@, the overlays without and with it`,
        `fdtoverlay applies ${tally.applied} and refuses ${tally.refused}; dtc refuses a part of ${tally.invalid}`,
      ],
    };
  },
};

const SEED = 5;
const COMPILE = ['-q', '-I', 'dts', '-O', 'dtb', '-b', '0'];

interface Tools {
  readonly dtc: string;
  readonly fdtoverlay: string;
}

/** What fdtoverlay writes, or the error that it names; nothing where dtc refuses a part. */
async function apply(
  { dtc, fdtoverlay }: Tools,
  folder: string,
  { base, overlays }: OverlayCase,
  symbols: boolean,
): Promise<Buffer | string | undefined> {
  await mkdir(folder);
  for (const [index, text] of [base, ...overlays].entries()) {
    await writeFile(join(folder, sourceName(index)), text);
    const flags = symbols || index === 0 ? ['-@'] : [];
    const { status } = await run(dtc, [...COMPILE, ...flags, '-o', `${index}.dtb`, sourceName(index)], { cwd: folder });
    if (status !== 0) return undefined;
  }
  const blobs = overlays.map((_, index) => `${index + 1}.dtb`);
  const { status, errors } = await run(fdtoverlay, ['-i', '0.dtb', '-o', 'out.dtb', ...blobs], { cwd: folder });
  return status === 0 ? await readFile(join(folder, 'out.dtb')) : (/FDT_ERR_\w+/.exec(errors)?.[0] ?? errors.trim());
}

const sourceName = (index: number) => (index === 0 ? 'base.dts' : `overlay-${index}.dtso`);

async function compare(
  folder: string,
  { overlays }: OverlayCase,
  symbols: boolean,
  theirs: Buffer | string | undefined,
): Promise<string | undefined> {
  const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
  const session = workspace.parser.open();
  const uri = (index: number) => uriOf(join(folder, sourceName(index)));
  const roots = overlays.map((_, index) => uri(index + 1));
  const built = await buildOverlaidBlob(workspace, uri(0), roots, session, { symbols });
  session.close();
  const errors = built?.findings.filter(({ severity }) => severity === 'error') ?? [];
  const refusal = errors.map(({ code, message }) => `${code}: ${message}`).join('; ');
  if (theirs instanceof Buffer) {
    if (!built?.blob) return `fdtoverlay applies it, ours refuses: ${refusal}`;
    const ours = Buffer.from(built.blob);
    return theirs.equals(ours) ? undefined : blobDifference(theirs, ours);
  }
  if (built?.blob) return `the kernel's tools refuse it (${theirs ?? 'dtc'}), ours do not`;
  const [first] = errors;
  const isOverlayError = first?.code.startsWith('overlay-') === true;
  if (theirs === undefined) return isOverlayError ? `dtc refuses a part, ours says ${refusal}` : undefined;
  return first?.message.includes(`fdtoverlay: ${theirs})`) ? undefined : `fdtoverlay says ${theirs}, ours ${refusal}`;
}

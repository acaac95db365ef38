import { join } from 'node:path';
import { cacheFolder } from '../../../scripts/cache.js';
import { kernelDtc } from '../../../scripts/kernel.js';
import { diskLoader } from '../../../server/src/disk/disk-loader.js';
import { buildBlob } from '../../../server/src/workspace/build.js';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.js';
import { createWorkspace } from '../../../server/src/workspace/workspace.js';
import { testParser } from '../../parser.js';
import { blobDifference } from '../blob-difference.js';
import { rootSources, sample } from '../boards.js';
import { type DtcBlobs, type DtcVerdict, digestOf, dtcBlobs } from '../dtc-blobs.js';
import { uriOf } from '../kernel-files.js';
import { fingerprint } from '../oracle/compile.js';
import type { Difference, Stage } from '../stage.js';

/** Every board and overlay of the kernel becomes the very bytes that the kernel's dtc makes of it, without and with `-@`. */
export const dtbBytesStage: Stage = {
  name: 'dtb-bytes',
  async run({ kernel, boards, partial, progress }) {
    const all = await rootSources(kernel.root);
    // Of a part of Qualcomm's boards as many others are taken, so that every landing sees other vendors and overlays.
    const roots = partial ? [...new Set([...boards, ...sample(all, boards.length, SEED)])].sort() : all;
    const dtc = await kernelDtc();
    const blobs = dtcBlobs({
      kernelRoot: kernel.root,
      dtc,
      cacheFolder,
      fingerprint: await fingerprint(kernel.root, dtc),
    });
    const expected = await blobs.verdicts(roots, (done) => progress(done, 3 * roots.length));
    const tally = { plain: createTally(), symbols: createTally() };
    const differences: Difference[] = [];
    for (const [index, kind] of (['plain', 'symbols'] as const).entries()) {
      const session = await openSession(kernel.root, kind === 'symbols');
      for (const [at, root] of roots.entries()) {
        const difference = await compare(blobs, session, root, expected.get(root)![kind], kind === 'symbols');
        if (difference === undefined) count(tally[kind], root, expected.get(root)![kind]);
        else differences.push({ board: root, what: `${kind === 'symbols' ? '-@: ' : ''}${difference}` });
        progress((index + 1) * roots.length + at + 1, 3 * roots.length);
      }
      tally[kind].seconds = session.close();
    }
    const overlays = roots.filter(isOverlay).length;
    return {
      compared: roots.length,
      rows: 2 * roots.length,
      differences,
      counts: [
        `${roots.length - overlays} boards and ${overlays} overlays by ${blobs.commandLine}`,
        `identical: ${describe(tally.plain)}; with -@: ${describe(tally.symbols)}`,
        `built in one process, ${seconds(tally.plain)} of processor time without -@ and ${seconds(tally.symbols)} with it; the whole run's peak memory: ${peakMemory()}`,
      ],
    };
  },
};

const SEED = 5;

interface Tally {
  boards: number;
  overlays: number;
  refused: number;
  seconds: number;
}

const createTally = (): Tally => ({ boards: 0, overlays: 0, refused: 0, seconds: 0 });

const isOverlay = (root: string) => root.endsWith('.dtso');

function count(tally: Tally, root: string, { digest }: DtcVerdict): void {
  if (digest === undefined) tally.refused++;
  else if (isOverlay(root)) tally.overlays++;
  else tally.boards++;
}

const describe = ({ boards, overlays, refused }: Tally) =>
  `${boards} boards, ${overlays} overlays, ${refused} refused by both`;
const seconds = (tally: Tally) => `${tally.seconds.toFixed(1)} s`;
const peakMemory = () => `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`;

interface BuildSession {
  build(root: string): Promise<{ readonly blob?: Uint8Array; readonly refusal: string }>;
  /** Gives the seconds of processor time that the builds took, comparing left out. */
  close(): number;
}

async function openSession(kernelRoot: string, symbols: boolean): Promise<BuildSession> {
  const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
  // Boards of one SoC begin with the same text, so each is parsed as an edit of the one before.
  const session = workspace.parser.open();
  let spent = 0;
  return {
    async build(root) {
      // Processor time, since other programs may have their share of the machine.
      const start = process.cpuUsage();
      const built = await buildBlob(workspace, uriOf(join(kernelRoot, root)), session, { symbols });
      const { user, system } = process.cpuUsage(start);
      spent += user + system;
      const errors = built?.findings.filter(({ severity }) => severity === 'error') ?? [];
      const refusal = errors.map(({ code, message }) => `${code}: ${message}`).join('; ');
      return { refusal, ...(built?.blob && { blob: built.blob }) };
    },
    close() {
      session.close();
      return spent / 1e6;
    },
  };
}

async function compare(
  blobs: DtcBlobs,
  session: BuildSession,
  root: string,
  { digest, refusal: theirRefusal = '' }: DtcVerdict,
  symbols: boolean,
): Promise<string | undefined> {
  const { blob, refusal } = await session.build(root);
  if (!blob) return digest === undefined ? undefined : `dtc accepts it, ours refuses: ${refusal.slice(0, 300)}`;
  if (digest === undefined) return `dtc refuses it, ours does not: ${theirRefusal.slice(0, 300)}`;
  if (digestOf(blob) === digest) return undefined;
  return blobDifference(await blobs.blob(root, symbols), Buffer.from(blob));
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { kernelDtc } from '../../../scripts/kernel.js';
import { diskLoader } from '../../../server/src/disk/disk-loader.js';
import { buildBlob } from '../../../server/src/workspace/build.js';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.js';
import { createWorkspace } from '../../../server/src/workspace/workspace.js';
import { testParser } from '../../parser.js';
import { blobDifference } from '../blob-difference.js';
import { type DtcCase, dtcCases } from '../dtc-cases/cases.js';
import { generatedCases } from '../dtc-cases/generated-cases.js';
import { uriOf } from '../kernel-files.js';
import { inParallel } from '../parallel.js';
import { run } from '../run-process.js';
import type { Difference, Stage } from '../stage.js';

/** Small sources made to be hard get the same verdict from dtc and from us, and where it is good, the same bytes. */
export const dtcCasesStage: Stage = {
  name: 'dtc-cases',
  async run({ partial, progress }) {
    const dtc = await kernelDtc();
    const cases = [...dtcCases(), ...generatedCases(SEED, partial ? 200 : 2000)];
    const folder = await mkdtemp(join(tmpdir(), 'dtc-cases-'));
    const differences: Difference[] = [];
    const tally = { accepted: 0, refused: 0, crashed: 0 };
    let done = 0;
    try {
      await inParallel([...cases.entries()], 2, async ([index, each]) => {
        const own = join(folder, String(index));
        await writeCase(own, each);
        for (const symbols of [false, true]) {
          const theirs = await compile(dtc, own, symbols);
          tally[theirs === 'crash' ? 'crashed' : theirs ? 'accepted' : 'refused']++;
          const difference = theirs === 'crash' ? undefined : await compare(own, symbols, theirs);
          if (difference) differences.push({ board: each.name, what: `${symbols ? '-@: ' : ''}${difference}` });
        }
        progress(++done, cases.length);
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const { accepted, refused, crashed } = tally;
    const byCase = new Map(cases.map(({ name }, index) => [name, index]));
    differences.sort((a, b) => byCase.get(a.board)! - byCase.get(b.board)!);
    return {
      compared: cases.length,
      rows: 2 * cases.length,
      differences,
      isWhole: true,
      counts: [
        `${cases.length} inputs by cpp ${CPP.join(' ')} case.dts | dtc ${dtcArguments(false).join(' ')}, and with -@`,
        `dtc accepts ${accepted}, refuses ${refused}, and stops at a failed assertion of its own on ${crashed}`,
      ],
    };
  },
};

const SEED = 5;

const CPP = ['-nostdinc', '-undef', '-D__DTS__', '-x', 'assembler-with-cpp', '-I', '.'];

function dtcArguments(symbols: boolean): string[] {
  return ['-q', '-I', 'dts', '-O', 'dtb', '-b', '0', ...(symbols ? ['-@'] : []), '-i', '.', '-'];
}

async function writeCase(folder: string, { text, files = {} }: DtcCase): Promise<void> {
  for (const [name, content] of Object.entries({ ...files, 'case.dts': text })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** The kernel's blob; nothing where cpp or dtc refuses. A crash is no verdict. */
async function compile(dtc: string, folder: string, symbols: boolean): Promise<Buffer | 'crash' | undefined> {
  const expanded = await run('cpp', [...CPP, 'case.dts'], { cwd: folder });
  if (expanded.status !== 0) return undefined;
  const compiled = await run(dtc, dtcArguments(symbols), { cwd: folder, input: expanded.output });
  if (typeof compiled.status === 'string') return 'crash';
  return compiled.status === 0 ? compiled.output : undefined;
}

async function compare(folder: string, symbols: boolean, theirs: Buffer | undefined): Promise<string | undefined> {
  const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
  const session = workspace.parser.open();
  try {
    const built = await buildBlob(workspace, uriOf(join(folder, 'case.dts')), session, { symbols });
    const refusals = built?.findings.filter(({ severity }) => severity === 'error') ?? [];
    if (!built?.blob) {
      if (!theirs) return undefined;
      return `dtc accepts it, ours refuses: ${refusals.map(({ code, message }) => `${code}: ${message}`).join('; ')}`;
    }
    if (!theirs) return 'dtc refuses it, ours does not';
    const ours = Buffer.from(built.blob);
    return theirs.equals(ours) ? undefined : blobDifference(theirs, ours);
  } finally {
    session.close();
  }
}

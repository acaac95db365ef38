import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from './run-process.js';

/** What dtc reports of one root source: `id path` for each warning or error, sorted; the path is empty for a check not run. */
export type DtcReport = readonly string[];

export interface DtcWarningsOptions {
  readonly kernelRoot: string;
  readonly dtc: string;
  readonly cacheFolder: string;
  /** Names what all reports depend on. */
  readonly fingerprint: string;
}

/** Runs the kernel's dtc over root sources, and remembers what it reports while the sources stay the same. */
export interface DtcWarnings {
  readonly commandLine: string;
  /** The reports by the names of `runs`, each of which has its own flags. */
  reports(root: string, runs: ReadonlyMap<string, readonly string[]>): Promise<ReadonlyMap<string, DtcReport>>;
}

export function dtcWarnings({ kernelRoot, dtc, cacheFolder, fingerprint }: DtcWarningsOptions): DtcWarnings {
  const results = join(cacheFolder, 'dtc-warnings', fingerprint);
  return {
    commandLine: `cpp ${CPP.join(' ')} $source | dtc ${dtcArguments('$folder', ['$flags']).join(' ')}`,
    async reports(root, runs) {
      const file = join(results, `${root}.json`);
      const asked = JSON.stringify([...runs]);
      const kept = await readFile(file, 'utf8').catch(() => undefined);
      if (kept !== undefined) {
        const known: { asked: string; reports: [string, string[]][] } = JSON.parse(kept);
        if (known.asked === asked) return new Map(known.reports);
      }
      const reports = await reportAll(root, runs);
      await keep(file, JSON.stringify({ asked, reports: [...reports] }));
      return reports;
    },
  };

  async function reportAll(root: string, runs: ReadonlyMap<string, readonly string[]>) {
    const expanded = await run('cpp', [...CPP, root], { cwd: kernelRoot });
    const reports = new Map<string, DtcReport>();
    for (const [name, flags] of runs) {
      const { status, errors } = await run(dtc, dtcArguments(dirname(root), flags), {
        cwd: kernelRoot,
        input: expanded.output,
      });
      if (expanded.status !== 0 || typeof status === 'string') throw new Error(`${root}: ${errors.slice(0, 300)}`);
      reports.set(name, parseReport(errors));
    }
    return reports;
  }
}

/** What dtc prints for the path of a deletion: it knows none (livetree.c, `fill_fullpaths`). */
export const NO_PATH = '(null)';

/** The warnings and errors among what dtc prints, as `id path`. */
export function parseReport(errors: string): DtcReport {
  const rows: string[] = [];
  for (const line of errors.split('\n')) {
    const [, id, rest] = /: (?:Warning|ERROR) \((\w+)\): (.*)$/.exec(line) ?? [];
    if (id === undefined || rest === undefined) continue;
    const path = rest.startsWith('/') ? rest.slice(0, rest.indexOf(':')) : rest.startsWith(NO_PATH) ? NO_PATH : '';
    rows.push(`${id} ${path}`);
  }
  return rows.sort();
}

const INCLUDES = 'scripts/dtc/include-prefixes';
const CPP = ['-nostdinc', '-I', INCLUDES, '-undef', '-D__DTS__', '-x', 'assembler-with-cpp'];

function dtcArguments(folder: string, flags: readonly string[]): string[] {
  return ['-I', 'dts', '-O', 'dtb', '-b', '0', '-o', '/dev/null', '-i', folder, '-i', INCLUDES, ...flags, '-'];
}

async function keep(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

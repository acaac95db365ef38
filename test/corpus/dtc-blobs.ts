import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inParallel } from './parallel.js';
import { run } from './run-process.js';

/** What the kernel's dtc makes of a root source: the digest of the blob, or what it says against it. */
export interface DtcVerdict {
  readonly digest?: string;
  readonly refusal?: string;
}

export interface DtcVerdicts {
  readonly plain: DtcVerdict;
  /** With `-@`. */
  readonly symbols: DtcVerdict;
}

export interface DtcBlobs {
  readonly commandLine: string;
  /** The verdicts on all roots (paths from the root of the tree); they are remembered while the sources stay the same. */
  verdicts(roots: readonly string[], onProgress: (done: number) => void): Promise<ReadonlyMap<string, DtcVerdicts>>;
  /** The blob itself, made anew; rejects where dtc refuses. */
  blob(root: string, symbols: boolean): Promise<Buffer>;
}

export interface DtcBlobOptions {
  readonly kernelRoot: string;
  readonly dtc: string;
  readonly cacheFolder: string;
  /** Names what all verdicts depend on. */
  readonly fingerprint: string;
}

export function dtcBlobs({ kernelRoot, dtc, cacheFolder, fingerprint }: DtcBlobOptions): DtcBlobs {
  const results = join(cacheFolder, 'dtc-verdicts', fingerprint);
  const preprocess = async (root: string) => {
    const expanded = await run('cpp', [...CPP, root], { cwd: kernelRoot });
    if (expanded.status !== 0) throw new Error(`cpp: ${expanded.errors.trim()}`);
    return expanded.output;
  };
  const compile = async (root: string, text: Buffer, symbols: boolean) => {
    const compiled = await run(dtc, dtcArguments(dirname(root), symbols), { cwd: kernelRoot, input: text });
    if (compiled.status !== 0) throw new Error(`dtc: ${compiled.errors.trim()}`);
    return compiled.output;
  };
  const judge = async (root: string): Promise<DtcVerdicts> => {
    const text = await preprocess(root).catch((error: Error) => error);
    const verdict = async (symbols: boolean): Promise<DtcVerdict> => {
      try {
        if (text instanceof Error) throw text;
        return { digest: digestOf(await compile(root, text, symbols)) };
      } catch (error) {
        return { refusal: (error as Error).message };
      }
    };
    return { plain: await verdict(false), symbols: await verdict(true) };
  };
  return {
    commandLine: `cpp ${CPP.join(' ')} $board | dtc ${dtcArguments('$folder', false).join(' ')}, and the same with -@`,
    async verdicts(roots, onProgress) {
      const verdicts = new Map<string, DtcVerdicts>();
      let done = 0;
      await inParallel(roots, 2, async (root) => {
        const file = join(results, `${root}.json`);
        const ready = await readFile(file, 'utf8').catch(() => undefined);
        const verdict: DtcVerdicts = ready === undefined ? await judge(root) : JSON.parse(ready);
        verdicts.set(root, verdict);
        if (ready === undefined) await keep(file, JSON.stringify(verdict));
        onProgress(++done);
      });
      return verdicts;
    },
    async blob(root, symbols) {
      return compile(root, await preprocess(root), symbols);
    },
  };
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const INCLUDES = 'scripts/dtc/include-prefixes';

/** As scripts/Makefile.lib has it, without the dependency file. */
export const CPP = ['-nostdinc', '-I', INCLUDES, '-undef', '-D__DTS__', '-x', 'assembler-with-cpp'];

/** Warnings have no part in the bytes. */
export function dtcArguments(folder: string, symbols: boolean): string[] {
  const flags = symbols ? ['-@'] : [];
  return ['-q', '-I', 'dts', '-O', 'dtb', '-b', '0', ...flags, '-i', folder, '-i', INCLUDES, '-'];
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

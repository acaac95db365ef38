import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Compiles boards as the kernel's build does, and remembers the results for as long as the tree's content stays the same. */
export interface BoardCompiler {
  /** The command line, with `$board` and `$folder` in place of what differs between boards. */
  readonly commandLine: string;
  /** The .dtb of a board, named by its path from the root of the kernel tree. */
  compile(board: string): Promise<Buffer>;
}

export interface CompilerOptions {
  readonly kernelRoot: string;
  readonly dtc: string;
  readonly cacheFolder: string;
  /** Forget what earlier runs compiled. */
  readonly fresh: boolean;
}

export async function boardCompiler({ kernelRoot, dtc, cacheFolder, fresh }: CompilerOptions): Promise<BoardCompiler> {
  const results = join(cacheFolder, 'oracle', await fingerprint(kernelRoot, dtc));
  if (fresh) await rm(results, { recursive: true, force: true });
  return {
    commandLine: `cpp ${preprocess('$board').join(' ')} | dtc ${compile('$folder').join(' ')}`,
    async compile(board) {
      const result = join(results, board.replace(/\.dts$/, '.dtb'));
      const ready = await readFile(result).catch(() => undefined);
      if (ready) return ready;
      const blob = await pipe(kernelRoot, ['cpp', preprocess(board)], [dtc, compile(dirname(board))]);
      await mkdir(dirname(result), { recursive: true });
      const temporary = `${result}.${process.pid}`;
      await writeFile(temporary, blob);
      await rename(temporary, result);
      return blob;
    },
  };
}

const includes = 'scripts/dtc/include-prefixes';

/** As scripts/Makefile.dtbs has it, without the dependency file. */
function preprocess(board: string): string[] {
  return ['-nostdinc', '-I', includes, '-undef', '-D__DTS__', '-x', 'assembler-with-cpp', board];
}

/** No `-@`: its nodes are none of the board's. The warnings are read elsewhere, so that only errors are printed here. */
function compile(folder: string): string[] {
  return ['-q', '-I', 'dts', '-O', 'dtb', '-b', '0', '-i', folder, '-i', includes, '-'];
}

/** Changes with anything that a board or an include can reach, and with the compiler. */
export async function fingerprint(kernelRoot: string, dtc: string): Promise<string> {
  const architectures = await readdir(join(kernelRoot, 'arch'));
  const folders = [
    ...architectures.map((name) => `arch/${name}/boot/dts`),
    'include/dt-bindings',
    'include/uapi/linux',
    'scripts/dtc',
  ];
  const hash = createHash('sha256').update(await readFile(dtc));
  for (const folder of folders.sort()) {
    const entries = await readdir(join(kernelRoot, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) hash.update(file.slice(kernelRoot.length)).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

/** What the second command prints, fed with what the first one does; an error when either fails. */
function pipe(
  cwd: string,
  [firstCommand, firstArgs]: [string, string[]],
  [secondCommand, secondArgs]: [string, string[]],
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const first = spawn(firstCommand, firstArgs, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const second = spawn(secondCommand, secondArgs, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    let errors = '';
    let failed = false;
    let running = 2;
    for (const child of [first, second]) {
      child.stderr.on('data', (chunk) => {
        errors += chunk;
      });
      child.on('error', reject);
      child.on('close', (status) => {
        failed ||= status !== 0;
        running -= 1;
        if (running > 0) return;
        if (failed) reject(new Error(errors.trim()));
        else resolve(Buffer.concat(output));
      });
    }
    second.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    // The second may end early on a syntax error; its status tells, so a broken pipe needs no report of its own.
    second.stdin.on('error', () => first.stdout.resume());
    first.stdout.pipe(second.stdin);
  });
}

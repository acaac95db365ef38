import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cacheFolder } from '../scripts/cache.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the build puts what is shipped. */
export const dist = join(root, 'dist');

/**
 * Runs a file of this folder bundled, as the core is shipped, in a process of its own: it reads what to do as JSON from its
 * standard input and answers likewise. `launcher` is a command in front of it.
 */
export async function runMeasured<Result>(
  file: string,
  task: unknown,
  options: { readonly launcher?: readonly string[]; readonly nodeFlags?: readonly string[] } = {},
): Promise<Result> {
  const bundles = join(cacheFolder, 'bench');
  mkdirSync(bundles, { recursive: true });
  // Several runs may be under way, each of another version.
  const folder = mkdtempSync(join(bundles, 'run-'));
  try {
    const outfile = join(folder, 'measured.mjs');
    const banner =
      "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);";
    await build({
      entryPoints: [join(root, 'bench', file)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      banner: { js: banner },
    });
    const [command, ...args] = [...(options.launcher ?? []), process.execPath, ...(options.nodeFlags ?? []), outfile];
    const child = spawnSync(command!, args, {
      input: JSON.stringify(task),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (child.status !== 0) throw new Error('The measured process failed');
    return JSON.parse(child.stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where everything that can be made again is kept; never checked in. */
export const cacheFolder = join(dirname(fileURLToPath(import.meta.url)), '../.cache');

/**
 * Fill `target` by way of a temporary folder that is renamed at the end, so that a killed run leaves nothing half-made
 * under the final name, and two runs at once both end with a whole folder.
 */
export async function onceIn(target: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${target}.partial-${process.pid}`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    await fill(temporary);
    await rename(temporary, target);
  } catch (error) {
    // Where another process was faster, its folder holds the same.
    if (!existsSync(target)) throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Runs a program to its end; what it wrote to its error stream is in the error when it fails. */
export function run(
  command: string,
  args: readonly string[],
  cwd?: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(new Error(`${command} ${args.join(' ')} failed with status ${status}\n${errors.trim()}`));
    });
  });
}

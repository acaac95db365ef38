import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../random.js';

/** Every board of Qualcomm's folders, as a path from the root of the tree, in a fixed order. */
export async function qualcommBoards(kernelRoot: string): Promise<string[]> {
  const boards: string[] = [];
  for (const architecture of await readdir(join(kernelRoot, 'arch'))) {
    const folder = `arch/${architecture}/boot/dts/qcom`;
    const names = await readdir(join(kernelRoot, folder)).catch(() => []);
    boards.push(...names.filter((name) => name.endsWith('.dts')).map((name) => `${folder}/${name}`));
  }
  return boards.sort();
}

/** Every board and overlay of the tree, as a path from its root, in a fixed order. */
export async function rootSources(kernelRoot: string): Promise<string[]> {
  const roots: string[] = [];
  for (const architecture of await readdir(join(kernelRoot, 'arch'))) {
    const folder = `arch/${architecture}/boot/dts`;
    const names = await readdir(join(kernelRoot, folder), { recursive: true }).catch(() => []);
    roots.push(
      ...names.filter((name) => /\.dtso?$/.test(name)).map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
    );
  }
  return roots.sort();
}

/** `count` of the boards, in their own order; the same ones for the same seed on every machine. */
export function sample(boards: readonly string[], count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const shuffled = [...boards];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled.slice(0, count).sort();
}

import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  return shuffled(boards, seed).slice(0, count).sort();
}

function shuffled(boards: readonly string[], seed: number): string[] {
  const random = seededRandom(seed);
  const result = [...boards];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

/**
 * `count` roots, each of another folder as long as there are folders left, so that every vendor's ways are met; the same
 * ones for the same seed on every machine.
 */
export function sampleOfFolders(roots: readonly string[], count: number, seed: number): string[] {
  const byFolder = new Map<string, string[]>();
  for (const root of shuffled(roots, seed)) {
    const known = byFolder.get(dirname(root));
    if (known) known.push(root);
    else byFolder.set(dirname(root), [root]);
  }
  const folders = [...byFolder.values()];
  const rounds = Math.max(0, ...folders.map(({ length }) => length));
  const chosen = Array.from({ length: rounds }, (_, round) =>
    folders.flatMap((names) => names.slice(round, round + 1)),
  );
  return chosen.flat().slice(0, count);
}

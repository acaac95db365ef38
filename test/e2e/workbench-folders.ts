import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../scripts/cache.js';

/** A fresh copy of the invented tree, which a test may change. */
export async function copyExamples(target: string): Promise<string> {
  await cp(fileURLToPath(new URL('../../examples', import.meta.url)), target, { recursive: true });
  return target;
}

/** A copy of what devicetrees need of a kernel tree, if there is one on this machine; `undefined` otherwise. */
export async function copyKernel(target: string): Promise<string | undefined> {
  const root = process.env.DTS_ANALYZER_KERNEL ?? join(cacheFolder, 'linux-6.12');
  if (!existsSync(join(root, SM8650))) return undefined;
  for (const part of PARTS) {
    if (!existsSync(join(root, part))) continue;
    await mkdir(dirname(join(target, part)), { recursive: true });
    await cp(join(root, part), join(target, part), { recursive: true, verbatimSymlinks: true });
  }
  return target;
}

/** The number of the first line that contains a text, behind line `after`. */
export function lineOf(file: string, text: string, after = 0): number {
  const index = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line, number) => number >= after && line.includes(text));
  if (index < 0) throw new Error(`${file} has no '${text}'`);
  return index + 1;
}

/** The SoC file of the issue that the tests tell. */
export const SM8650 = 'arch/arm64/boot/dts/qcom/sm8650.dtsi';
/** The SoC file of the invented tree. */
export const AC100 = 'arch/arm64/boot/dts/acme/ac100.dtsi';

const PARTS = [
  'arch/arm64/boot/dts',
  'arch/arm/boot/dts',
  'include/dt-bindings',
  'include/uapi/linux/input-event-codes.h',
  'Documentation/devicetree',
  'scripts/dtc',
  'Makefile',
  'Kconfig',
];

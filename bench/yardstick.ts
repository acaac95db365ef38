import { spawnSync } from 'node:child_process';
import { kernelDtc, kernelTree } from '../scripts/kernel.js';
import { median, type Sample } from './statistics.js';

/** The board that is measured, as a path from the root of the kernel tree. */
export const BOARD = 'arch/arm64/boot/dts/qcom/sm8650-mtp.dts';

/** The SoC file of {@link BOARD}. */
export const SOC = 'arch/arm64/boot/dts/qcom/sm8650.dtsi';

/** What the kernel's own tools take for a board. Absolute times hold for one machine and moment; ratios to this compare. */
export interface Yardstick {
  /** The root of the kernel tree. */
  readonly kernel: string;
  /** Compiles a board with `cpp | dtc` and tells how long that took; for {@link BOARD} the sample is kept. */
  time(board?: string): Sample;
  /** The median of the samples so far. */
  one(): Sample;
}

/** Finds the kernel and its dtc, and says which they are. */
export async function openYardstick(): Promise<Yardstick> {
  const { root: kernel, version } = await kernelTree();
  const dtc = await kernelDtc();
  const command = (board: string) =>
    `${CPP} ${board} | ${dtc} -q -I dts -O dtb -b 0 -i scripts/dtc/include-prefixes -o /dev/null -`;
  const samples: Sample[] = [];
  console.log(`Linux ${version}, Node ${process.version}`);
  console.log(`yardstick: ${command('BOARD').replace(dtc, 'dtc')}`);
  return {
    kernel,
    time(board = BOARD) {
      const sample = timeCommand('sh', ['-c', command(board)], kernel);
      if (board === BOARD) samples.push(sample);
      return sample;
    },
    one: () => median(samples),
  };
}

/** Runs a command to its end in a folder and tells how long that took. */
export function timeCommand(command: string, args: readonly string[], folder: string): Sample {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  const time = performance.now() - start;
  // A command that fails early would look fast.
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return time;
}

const CPP = 'cpp -nostdinc -I scripts/dtc/include-prefixes -undef -D__DTS__ -x assembler-with-cpp';

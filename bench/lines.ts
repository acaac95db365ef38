import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kernelTree } from '../scripts/kernel.js';
import { diskLoader } from '../server/src/disk/disk-loader.js';
import { expand } from '../server/src/preprocessor/expand.js';
import type { Expansion } from '../server/src/preprocessor/expansion.js';
import { createSourceFile, type SourceFile } from '../server/src/text/source-file.js';
import { normalizeUri } from '../server/src/text/uri.js';
import { createFileStore } from '../server/src/workspace/file-store.js';
import { findSourceTree } from '../server/src/workspace/source-tree.js';
import { numberArgument } from './arguments.js';
import { percentile, type Sample } from './statistics.js';

/** Sources in which keys are typed, each with the board through which it is seen. */
const SOURCES = [
  ['qcom/sm8650.dtsi', 'qcom/sm8650-mtp.dts'],
  ['qcom/pm8550.dtsi', 'qcom/sm8650-mtp.dts'],
  ['qcom/sm8650-mtp.dts', 'qcom/sm8650-mtp.dts'],
  ['freescale/imx8mp.dtsi', 'freescale/imx8mp-evk.dts'],
  ['rockchip/rk3588-base.dtsi', 'rockchip/rk3588-rock-5b.dts'],
  ['ti/k3-am62-main.dtsi', 'ti/k3-am625-sk.dts'],
] as const;

/** So many keys follow each other before those of the other kind, as people type. */
const ROUND = 20;
/** The first keys run code that the engine has not compiled yet. */
const WARMING = 4 * ROUND;

/**
 * Measures the expansion after a key in a line of text: of that line alone, and of the whole unit. The smallest times tell
 * most, because a machine that does other things makes the others larger.
 */
export async function benchLines(): Promise<void> {
  const { root, version } = await kernelTree();
  const keys = numberArgument('--keys', 400);
  console.log(`Linux ${version}, Node ${process.version}: expansion after a key, ms`);
  console.log(`${'source'.padEnd(28)}line p10    p50   whole p10    p50   ratio of p10`);
  for (const [source, board] of SOURCES) {
    const uriOf = (name: string) => normalizeUri(pathToFileURL(join(root, 'arch/arm64/boot/dts', name)).href);
    const { lines, whole } = await measure(uriOf(source), uriOf(board), keys);
    const columns = [lines, whole].flatMap((samples) => [percentile(samples, 0.1), percentile(samples, 0.5)]);
    const [line, , all] = columns as [Sample, Sample, Sample];
    const shown = columns.map((time) => time.toFixed(3).padStart(8)).join('');
    console.log(`${source.padEnd(28)}${shown}   ${(all / line).toFixed(1)}`);
  }
}

async function measure(source: string, board: string, keys: number) {
  const files = createFileStore(diskLoader);
  const tree = await findSourceTree(board.slice(0, board.lastIndexOf('/')), true, diskLoader);
  const { canonicalUri } = tree;
  const options = { fileSystem: files, includePaths: tree.includePaths(board), canonicalUri };
  const { text } = files.read(source) as SourceFile;
  const at = text.indexOf(' = <', text.length / 2) + ' = <'.length;
  const times = { lines: [] as Sample[], whole: [] as Sample[] };
  let last: Expansion = expand(files.read(board) as SourceFile, options);
  for (let key = 0; key < WARMING + 2 * keys; key++) {
    const typed = key % 2 === 0 ? `${text.slice(0, at)}9 ${text.slice(at)}` : text;
    files.setOpen(source, createSourceFile(source, key + 2, typed));
    const kind = Math.floor(key / ROUND) % 2 === 0 ? 'lines' : 'whole';
    const start = performance.now();
    const next = expand(files.read(board) as SourceFile, options, kind === 'lines' ? last : undefined);
    const time = performance.now() - start;
    if (next.text.length === last.text.length) throw new Error(`A key in ${source} changed nothing`);
    // What no change of lines can touch is the same object, if it was only lines that were expanded.
    if ((kind === 'lines') !== (next.notLoaded === last.notLoaded)) throw new Error(`Not ${kind} of ${source}`);
    if (key >= WARMING) times[kind].push(time);
    last = next;
  }
  return times;
}

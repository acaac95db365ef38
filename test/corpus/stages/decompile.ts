import { join } from 'node:path';
import { kernelDtc } from '../../../scripts/kernel.js';
import { diskLoader } from '../../../server/src/disk/disk-loader.js';
import { readFdt } from '../../../server/src/fdt/read.js';
import { toSource } from '../../../server/src/fdt/source-text.js';
import { createSourceFile } from '../../../server/src/text/source-file.js';
import { buildBlob } from '../../../server/src/workspace/build.js';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.js';
import { createWorkspace, type Workspace } from '../../../server/src/workspace/workspace.js';
import { testParser } from '../../parser.js';
import { blobDifference } from '../blob-difference.js';
import { rootSources, sample } from '../boards.js';
import { uriOf } from '../kernel-files.js';
import { run } from '../run-process.js';
import type { Difference, Stage } from '../stage.js';

/** A blob becomes the text that dtc prints of it, but for labels, and that text becomes the same blob again. */
export const decompileStage: Stage = {
  name: 'decompile',
  async run({ kernel, boards, partial, progress }) {
    const all = await rootSources(kernel.root);
    const roots = sample(all, partial ? boards.length : WHOLE, SEED);
    const dtc = await kernelDtc();
    const differences: Difference[] = [];
    const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
    for (const [index, root] of roots.entries()) {
      for (const symbols of [false, true]) {
        const difference = await compare(workspace, dtc, kernel.root, root, symbols);
        if (difference) differences.push({ board: root, what: `${symbols ? '-@: ' : ''}${difference}` });
      }
      progress(index + 1, roots.length);
    }
    const counts = [`${roots.length} blobs, and as many with -@, by dtc ${ARGUMENTS.join(' ')}`];
    return { compared: roots.length, rows: 2 * roots.length, differences, counts };
  },
};

const SEED = 9;
const WHOLE = 300;
const ARGUMENTS = ['-q', '-I', 'dtb', '-O', 'dts', '-'];

async function compare(
  workspace: Workspace,
  dtc: string,
  kernelRoot: string,
  root: string,
  symbols: boolean,
): Promise<string | undefined> {
  const uri = uriOf(join(kernelRoot, root));
  const blob = await build(workspace, uri, symbols);
  if (!blob) return 'it cannot be built';
  const read = readFdt(blob);
  if ('error' in read) return `the blob cannot be read: ${read.error.message}`;
  const { text } = toSource(read.fdt);
  const printed = await run(dtc, ARGUMENTS, { cwd: kernelRoot, input: blob });
  const line = firstDifferentLine(printed.output.toString('latin1'), text);
  if (line) return line;
  // The text takes the place of the board, whose folder it then seems to lie in.
  workspace.files.setOpen(uri, createSourceFile(uri, 1, text));
  const again = await build(workspace, uri, symbols);
  workspace.files.setOpen(uri, undefined);
  if (!again) return 'the text is refused';
  return Buffer.from(blob).equals(again) ? undefined : blobDifference(Buffer.from(blob), Buffer.from(again));
}

async function build(workspace: Workspace, root: string, symbols: boolean): Promise<Uint8Array | undefined> {
  const session = workspace.parser.open();
  try {
    return (await buildBlob(workspace, root, session, { symbols }))?.blob;
  } finally {
    session.close();
  }
}

function firstDifferentLine(theirs: string, ours: string): string | undefined {
  const [left, right] = [theirs.split('\n'), ours.split('\n').map((line) => line.replace(/^(\t*)(?:\w+: )+/, '$1'))];
  const index = left.findIndex((line, at) => line !== right[at]);
  if (index < 0 && left.length === right.length) return undefined;
  return `line ${index + 1}: dtc ${JSON.stringify(left[index])}, ours ${JSON.stringify(right[index])}`;
}

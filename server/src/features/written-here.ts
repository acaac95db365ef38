import type { DeviceTree } from '../devicetree/tree.js';
import type { SourceFile } from '../text/source-file.js';
import type { Range, Span } from '../text/span.js';

/** Where a range of the expanded text was written, if that is in this file and no macro wrote it. */
export function writtenHere(tree: DeviceTree, file: SourceFile, range: Range): Span | undefined {
  const { span, via } = tree.originOf(range);
  return span.file === file && !via.some(({ kind }) => kind === 'macro') ? span : undefined;
}

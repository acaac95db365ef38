import { overrideProperty, replaceValue } from '../devicetree/edits.js';
import { referenceTo, wholeValueOrigin } from '../devicetree/places.js';
import type { DeviceTree, Property } from '../devicetree/tree.js';
import type { Fix } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import { baseNameOf } from '../text/uri.js';

/**
 * The ways to enable the node that has this `status`: where it is disabled, and, if that is not the board's own file, on this
 * board alone.
 */
export function enablingFixes(tree: DeviceTree, status: Property, board: SourceFile): readonly Fix[] {
  const name = referenceTo(status.node);
  const { file } = wholeValueOrigin(tree, status).span;
  const here = replaceValue(tree, status, '"okay"');
  const onBoard = file === board ? undefined : overrideProperty(tree, status.node, 'status = "okay";', board);
  const fixes: Fix[] = [];
  if (here) fixes.push({ title: `Enable ${name}`, edits: [here], preferred: onBoard === undefined });
  if (onBoard) fixes.push({ title: `Enable ${name} in ${baseNameOf(board.uri)}`, edits: [onBoard] });
  return fixes;
}

import { deletionOf } from '../../devicetree/deletions.js';
import { insertProperty, overrideProperty } from '../../devicetree/edits.js';
import { type DeviceTree, type Node, nameOrigin } from '../../devicetree/tree.js';
import { lockSpecifierText, type SmemLock } from '../../platforms/qualcomm/smem.js';
import type { Fix, Severity, TextEdit } from '../../text/finding.js';
import { baseNameOf } from '../../text/uri.js';
import type { RuleContext } from '../rule.js';

/**
 * The ways to give a processor its `hwlocks`: in its node; in the nodes of all processors of that file that lack it; on this
 * board alone. `flagged` are all processors that lack it.
 */
export function insertionFixes(
  { tree, expansion }: RuleContext,
  node: Node,
  flagged: readonly Node[],
  { lock, severity }: { readonly lock: SmemLock; readonly severity: Severity },
): readonly Fix[] {
  const line = `hwlocks = <${lockSpecifierText(lock)}>;`;
  const isAllowed = severity === 'warning';
  const remark = isAllowed ? '' : " (this tree's binding refuses it)";
  const fixes: Fix[] = [];
  const here = insertLine(tree, node, line);
  if (here) fixes.push({ title: `Add \`${line}\`${remark}`, edits: [here], ...(isAllowed && { preferred: true }) });

  const { file } = nameOrigin(tree, node).span;
  const inFile = flagged.filter((other) => nameOrigin(tree, other).span.file === file);
  const edits = inFile.map((other) => (deletionOf(other, 'hwlocks') ? undefined : insertLine(tree, other, line)));
  const possible = edits.filter((edit) => edit !== undefined);
  if (here && possible.length > 1) {
    const title = `Add \`${line}\` to all ${possible.length} processors of ${baseNameOf(file.uri)}${remark}`;
    fixes.push({ title, edits: possible });
  }

  const board = expansion.root;
  const override = file === board ? undefined : overrideProperty(tree, node, line, board);
  if (override) fixes.push({ title: `Add \`${line}\` in ${baseNameOf(board.uri)} alone${remark}`, edits: [override] });
  return fixes;
}

function insertLine(tree: DeviceTree, node: Node, line: string): TextEdit | undefined {
  return insertProperty(tree, node, line, ['qcom,smem-state-names']);
}

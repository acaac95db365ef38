import { deletionOf } from '../../devicetree/deletions.js';
import { insertProperty, overrideProperty } from '../../devicetree/edits.js';
import { type DeviceTree, type Node, nameOrigin } from '../../devicetree/tree.js';
import { lockSpecifierText, type SmemLock } from '../../platforms/qualcomm/smem.js';
import type { Fix, Severity, TextEdit } from '../../text/finding.js';
import type { SourceFile } from '../../text/source-file.js';
import { baseNameOf } from '../../text/uri.js';
import type { RuleContext } from '../rule.js';

/**
 * The ways to give a processor its `hwlocks`: in its node; in the nodes of all processors of that file that lack it; on this
 * board alone. `flagged` are all processors that lack it; one of which a board deletes the property gets no line.
 */
export function insertionFixes(
  { tree, expansion }: RuleContext,
  flagged: readonly Node[],
  lock: SmemLock,
): (node: Node, severity: Severity) => readonly Fix[] {
  const line = `hwlocks = <${lockSpecifierText(lock)}>;`;
  const board = expansion.root;
  const edits = new Map<Node, TextEdit>();
  const editsInFile = new Map<SourceFile, TextEdit[]>();
  const fileOf = (node: Node) => nameOrigin(tree, node).span.file;
  for (const node of flagged) {
    const edit = deletionOf(node, 'hwlocks') ? undefined : insertLine(tree, node, line);
    if (!edit) continue;
    edits.set(node, edit);
    const file = fileOf(node);
    const inFile = editsInFile.get(file);
    if (inFile) inFile.push(edit);
    else editsInFile.set(file, [edit]);
  }
  return (node, severity) => {
    const file = fileOf(node);
    const edit = edits.get(node);
    const isAllowed = severity === 'warning';
    const remark = isAllowed ? '' : " (this tree's binding refuses it)";
    const fixes: Fix[] = [];
    if (edit) fixes.push({ title: `Add \`${line}\`${remark}`, edits: [edit], ...(isAllowed && { preferred: true }) });

    const all = editsInFile.get(file) ?? [];
    if (edit && all.length > 1) {
      const title = `Add \`${line}\` to all ${all.length} processors of ${baseNameOf(file.uri)}${remark}`;
      fixes.push({ title, edits: all });
    }

    const override = file === board ? undefined : overrideProperty(tree, node, line, board);
    if (override)
      fixes.push({ title: `Add \`${line}\` in ${baseNameOf(board.uri)} alone${remark}`, edits: [override] });
    return fixes;
  };
}

function insertLine(tree: DeviceTree, node: Node, line: string): TextEdit | undefined {
  return insertProperty(tree, node, line, ['qcom,smem-state-names']);
}

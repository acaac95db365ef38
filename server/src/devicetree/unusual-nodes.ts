import { ownSearchBeforeOmission } from './own-search.js';
import { readBoundlessly } from './reading.js';
import type { DeviceTree, Node } from './tree.js';
import { type Contribution, TreeNode } from './tree-node.js';

/**
 * The nodes about whose properties dtc's first checks can have something to say, those that it omits later among them: they
 * have a `name` or a phandle of their own, labels at properties or values, odd letters in names, or a body that deletes a
 * property or defines one twice. Hardly a node is one of them, and bodies that boards and versions share are looked at once.
 */
export function unusualNodesOf(tree: DeviceTree): readonly Node[] {
  readBoundlessly();
  return search(tree);
}

const search = ownSearchBeforeOmission((node) => !(node instanceof TreeNode) || !node.history.every(isOrdinary));

const isOrdinary = ({ kind, syntax }: Contribution) => kind === 'deletion' || syntax.isOrdinary;

import { expect, it } from 'vitest';
import { createLabelHolders } from './label-holders.js';
import { TreeNode } from './tree-node.js';

it('the holder of a label is the first in the tree that has not lost it', () => {
  const root = new TreeNode('', undefined, { find: () => undefined });
  const nodes = Array.from({ length: 200 }, (_, index) => new TreeNode(`n${index}`, root, root.references));
  const holders = createLabelHolders('l');
  const order = nodes.map((_, index) => nodes[(index * 77) % nodes.length]!);
  for (const node of order) {
    node.addLabels(['l']);
    holders.add(node);
  }
  for (const [index, node] of nodes.entries()) {
    expect(holders.first()).toBe(node);
    node.forgetLabels();
    // One that had it before may get it again.
    if (index % 3 !== 0) continue;
    nodes[0]!.addLabels(['l']);
    holders.add(nodes[0]!);
    expect(holders.first()).toBe(nodes[0]);
    nodes[0]!.forgetLabels();
  }
  expect(holders.first()).toBeUndefined();
});

import { query } from '../text/query.js';
import { reading, unread } from './reading.js';
import type { DeviceTree, Node } from './tree.js';

/** Finds the nodes of a tree whose names fit, unit addresses among them, in the order of the tree. */
export function nameSearch(fits: (name: string) => boolean): (tree: DeviceTree) => readonly Node[] {
  const search = query((tree: DeviceTree) => tree.nodes().filter(({ name }) => fits(name)));
  return (tree) => {
    reading?.nameSearches.add(fits);
    return unread(() => search(tree));
  };
}

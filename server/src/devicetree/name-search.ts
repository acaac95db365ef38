import { ownSearch } from './own-search.js';
import { reading, unread } from './reading.js';
import type { DeviceTree, Node } from './tree.js';

/** Finds the nodes of a tree whose names fit, unit addresses among them, in the order of the tree. */
export function nameSearch(fits: (name: string) => boolean): (tree: DeviceTree) => readonly Node[] {
  const search = ownSearch(({ name }) => fits(name));
  return (tree) => {
    reading?.nameSearches.add(fits);
    return unread(() => search(tree));
  };
}

import type { BlobEdits } from './blob-edits.js';
import { createNode, namesTo, type OverlayNode, type OverlayProperty } from './nodes.js';
import { spend } from './work.js';

/** Puts a property in the place of that of its name, else before all others of its node (fdt_rw.c, `fdt_add_property_`). */
export function setProperty(node: OverlayNode, property: OverlayProperty, edits: BlobEdits): void {
  const { properties, work } = node;
  spend(work, properties.length + property.sources.length);
  const at = properties.findIndex(({ name }) => name === property.name);
  if (at >= 0) properties[at] = property;
  else properties.unshift(property);
  edits.setProperty(namesTo(node), property.name, property.value);
}

/** A new node comes before all others of its parent (fdt_rw.c, `fdt_add_subnode_namelen`). */
export function addNode(parent: OverlayNode, name: string, edits: BlobEdits): OverlayNode {
  spend(parent.work, parent.children.length);
  const node = createNode(name, parent, parent.work);
  parent.children.unshift(node);
  edits.addNode(namesTo(parent), name);
  return node;
}

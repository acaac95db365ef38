import type { BlobEdits } from './blob-edits.js';
import { namesTo, type OverlayNode, type OverlayProperty } from './nodes.js';

/** Puts a property in the place of that of its name, else before all others of its node (fdt_rw.c, `fdt_add_property_`). */
export function setProperty(node: OverlayNode, property: OverlayProperty, edits: BlobEdits): void {
  const { properties } = node;
  const at = properties.findIndex(({ name }) => name === property.name);
  if (at >= 0) properties[at] = property;
  else properties.unshift(property);
  edits.setProperty(namesTo(node), property.name, property.value);
}

/** A new node comes before all others of its parent (fdt_rw.c, `fdt_add_subnode_namelen`). */
export function addNode(parent: OverlayNode, name: string, edits: BlobEdits): OverlayNode {
  const node: OverlayNode = { name, parent, properties: [], children: [], sources: [] };
  parent.children.unshift(node);
  edits.addNode(namesTo(parent), name);
  return node;
}

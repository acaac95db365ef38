import type { Origin, Range } from '../text/span.js';
import type { Specifier } from './specifiers.js';
import { type DeviceTree, lastDefinition, type Node, type Property, valueOrigin } from './tree.js';

/** Where the value that a property has was written: its last definition, the name where there is no value. */
export function wholeValueOrigin(tree: DeviceTree, property: Property): Origin {
  const definition = lastDefinition(property);
  return tree.originOf(definition?.contentRange ?? definition?.nameRange ?? { start: 0, end: 0 });
}

/** Where one entry of a specifier list was written: the phandle and its cells. */
export function specifierOrigin(tree: DeviceTree, property: Property, specifier: Specifier): Origin {
  return valueOrigin(tree, property, specifierRange(specifier));
}

/** The phandle and the cells of one entry, counted from the start of the property's last definition. */
export function specifierRange({ phandle, cells }: Specifier): Range {
  return { start: phandle.start, end: cells.at(-1)?.end ?? phandle.end };
}

/** Whether anything in the node cannot be told: a mistake in a value, or a reference to nothing. Child nodes do not count. */
export function isDoubtful(node: Node): boolean {
  for (const property of node.properties.values()) if (property.doubtful) return true;
  return false;
}

/**
 * A reference to the node as an author would write it: one of its labels, `preferred` if it has that one, else its path.
 */
export function referenceTo(node: Node, preferred?: string): string {
  const label = preferred !== undefined && node.labels.includes(preferred) ? preferred : node.labels[0];
  return label === undefined ? `&{${node.path}}` : `&${label}`;
}

/** A property's value as its author wrote it, macros by their names, every run of blanks one blank. */
export function writtenValue(tree: DeviceTree, property: Property): string {
  const { file, start, end } = wholeValueOrigin(tree, property).span;
  return inOneLine(file.text.slice(start, end));
}

/** A part of it, of a range as that of a cell. */
export function writtenPart(tree: DeviceTree, property: Property, range: Range): string {
  const { file, start, end } = valueOrigin(tree, property, range).span;
  return inOneLine(file.text.slice(start, end));
}

const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

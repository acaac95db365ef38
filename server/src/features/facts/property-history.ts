import type { Definition, DeviceTree, Property } from '../../devicetree/tree.js';
import type { Range } from '../../text/span.js';
import { code, history } from '../markdown/text.js';
import { definitionLink } from './nodes.js';

/** Who set a property, to what, and who deleted it in between; the oldest first. */
export function propertyHistory(tree: DeviceTree, { definitions }: Property): string {
  if (definitions.length === 0) return 'Added by dtc, because something refers to the node.';
  const [only, ...others] = definitions;
  if (only && others.length === 0) return `Set in ${definitionLink(tree, only)}`;
  return history(definitions.map((definition, index) => stepText(tree, definition, definitions[index - 1])));
}

function stepText(tree: DeviceTree, definition: Definition, before: Definition | undefined): string {
  const place = definitionLink(tree, definition);
  if (definition.kind === 'delete') return `Deleted in ${place}`;
  const { contentRange } = definition;
  const verb = !before ? 'Set to' : before.kind === 'delete' ? 'Set again to' : 'Overridden with';
  return `${verb} ${contentRange ? code(textAt(tree, contentRange), MAX_STEP) : 'an empty value'} in ${place}`;
}

/** A part of a property's value, a range as that of a cell, as its author wrote it. */
export function writtenText(tree: DeviceTree, property: Property, range: Range): string {
  const base = property.definitions.at(-1)?.start ?? 0;
  return textAt(tree, { start: base + range.start, end: base + range.end });
}

/** The names of macros say more than their numbers. */
function textAt(tree: DeviceTree, range: Range): string {
  const { file, start, end } = tree.originOf(range).span;
  return file.text.slice(start, Math.min(end, start + 2 * MAX_STEP));
}

const MAX_STEP = 120;

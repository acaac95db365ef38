import {
  type Cell,
  type DeviceTree,
  lastDefinition,
  type Node,
  type Property,
  valueOrigin,
} from '../../server/src/devicetree/tree.js';
import { cellsOf } from '../../server/src/devicetree/values.js';
import type { TextEdit } from '../../server/src/text/finding.js';
import type { SourceFile } from '../../server/src/text/source-file.js';
import type { Origin, Range } from '../../server/src/text/span.js';

/* Edits that break something, made without the functions that fixes use. None is made in the body of a macro. */

/** Writes another text in place of a cell, the use of a macro perhaps. */
export function setCell(tree: DeviceTree, property: Property, cell: Cell, text: string): readonly TextEdit[] {
  return [{ span: valueOrigin(tree, property, cell).span, newText: text }];
}

/** Writes another number for the first cell of a property. */
export function setNumber(tree: DeviceTree, node: Node, name: string, number: number): readonly TextEdit[] {
  const property = node.properties.get(name);
  const cell = cellsOf(property)?.[0];
  return property && cell ? setCell(tree, property, cell, `${number}`) : [];
}

/** Writes another value for a property. */
export function setValue(tree: DeviceTree, property: Property | undefined, text: string): readonly TextEdit[] {
  const range = property && lastDefinition(property)?.contentRange;
  return range ? [{ span: tree.originOf(range).span, newText: text }] : [];
}

/** Takes away what gives a property its value. */
export function dropProperty(tree: DeviceTree, property: Property | undefined): readonly TextEdit[] {
  const definition = property && lastDefinition(property);
  return definition ? [{ span: tree.originOf(definition).span, newText: '' }] : [];
}

/** Writes a line behind a property. */
export function addBehind(tree: DeviceTree, property: Property | undefined, line: string): readonly TextEdit[] {
  const definition = property && lastDefinition(property);
  if (!definition) return [];
  const { file, end } = tree.originOf(definition).span;
  return [{ span: { file, start: end, end }, newText: ` ${line}` }];
}

/** Writes at the end of a file. */
export function append(file: SourceFile, text: string): readonly TextEdit[] {
  return [{ span: { file, start: file.text.length, end: file.text.length }, newText: text }];
}

export function textAt({ span: { file, start, end } }: Origin): string {
  return file.text.slice(start, end);
}

export function valueText(tree: DeviceTree, property: Property, range: Range): string {
  return textAt(valueOrigin(tree, property, range));
}

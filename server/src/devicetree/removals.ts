import type { TextEdit } from '../text/finding.js';
import { type Definition, type DeviceTree, type Node, type Property, standingDefinitions } from './tree.js';

/**
 * The edits that take properties out of a node where they are written, each with its whole line if nothing else stands on
 * it. There are none where one of them is written several times, or by a macro.
 */
export function removeProperties(tree: DeviceTree, node: Node, names: readonly string[]): TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const name of names) {
    const property = node.properties.get(name);
    const edit = property && removeProperty(tree, property);
    if (!edit) return undefined;
    edits.push(edit);
  }
  return edits;
}

function removeProperty(tree: DeviceTree, property: Property): TextEdit | undefined {
  const [definition, ...others] = standingDefinitions(property);
  return definition && others.length === 0 ? removeDefinition(tree, definition) : undefined;
}

/** The edit that takes one definition of a property out; none where a macro wrote it. */
export function removeDefinition(tree: DeviceTree, definition: Definition): TextEdit | undefined {
  const { span, via } = tree.originOf(definition);
  if (via.some(({ kind }) => kind === 'macro')) return undefined;
  const { file, start, end } = span;
  if (file.text[end - 1] !== ';') return undefined;
  const lineStart = file.lines.startOf(file.lines.positionAt(start).line);
  const lineEnd = file.lines.endOf(file.lines.positionAt(end).line);
  const before = file.text.slice(lineStart, start);
  const isAlone = before.trim() === '' && file.text.slice(end, lineEnd).trim() === '';
  if (!isAlone) return { span: { file, start: start - (/\s$/.test(before) ? 1 : 0), end }, newText: '' };
  const lineBreak = /^\r?\n/.exec(file.text.slice(lineEnd, lineEnd + 2))?.[0].length ?? 0;
  return { span: { file, start: lineStart, end: lineEnd + lineBreak }, newText: '' };
}

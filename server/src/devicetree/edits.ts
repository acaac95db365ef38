import type { TextEdit } from '../text/finding.js';
import { lineBreakOf } from '../text/line-break.js';
import type { SourceFile } from '../text/source-file.js';
import type { Origin, Range, Span } from '../text/span.js';
import { referenceTo } from './places.js';
import {
  type Cell,
  type Definition,
  type DeviceTree,
  lastDefinition,
  type Node,
  type Property,
  standingDefinitions,
  valueOrigin,
} from './tree.js';
import { cellsOf } from './values.js';

/**
 * The edit that writes `newText` in place of a part of a property's value (a range counted as that of a cell). There is
 * none where the text comes out of a macro: the body of a macro belongs to all of its uses.
 */
export function replaceInValue(
  tree: DeviceTree,
  property: Property,
  range: Range,
  newText: string,
): TextEdit | undefined {
  const base = lastDefinition(property)?.start ?? 0;
  const start = base + range.start;
  const end = base + range.end;
  const edges = [tree.originOf({ start, end: start + 1 }), tree.originOf({ start: end - 1, end })];
  const whole = tree.originOf({ start, end });
  return [...edges, whole].every(isPlain) ? { span: whole.span, newText } : undefined;
}

/**
 * The edit that gives a property another value, such as `"okay"` or `<3>`, in its last definition. There is none where a
 * macro wrote the old one.
 */
export function replaceValue(tree: DeviceTree, property: Property, newText: string): TextEdit | undefined {
  const definition = lastDefinition(property);
  if (!definition?.contentRange) return undefined;
  const { start, end } = definition.contentRange;
  const range = { start: start - definition.start, end: end - definition.start };
  return replaceInValue(tree, property, range, newText);
}

/**
 * The edit that writes `newText` in place of one cell. Unlike {@link replaceInValue} it replaces the use of a macro, where
 * the cell is all that came of the use.
 */
export function replaceCell(tree: DeviceTree, property: Property, cell: Cell, newText: string): TextEdit | undefined {
  const plain = replaceInValue(tree, property, cell, newText);
  if (plain) return plain;
  const { span, via } = valueOrigin(tree, property, cell);
  const uses = via.filter((step) => step.kind === 'macro');
  const [use, ...others] = uses;
  if (!use || others.length > 0 || use.use.file !== span.file || /\W/.test(textOf(span))) return undefined;
  const isShared = ({ start, end }: Range) => {
    const other = valueOrigin(tree, property, { start, end }).span;
    return other.file === span.file && other.start === span.start;
  };
  const neighbours = (cellsOf(property) ?? []).filter((other) => other !== cell);
  return neighbours.some(isShared) ? undefined : { span, newText };
}

/** The text of a cell as its author wrote it: the name of the macro that it came of, where it is one. */
export function cellText(tree: DeviceTree, property: Property, cell: Cell): string {
  return textOf(valueOrigin(tree, property, cell).span);
}

/**
 * The edit that writes a new property line (`hwlocks = <&tcsr_mutex 3>;`) into a node where it was first defined: behind
 * the first of the properties named in `after` that the node has, else behind its last property before the child nodes,
 * where `status` stays last. There is none where a macro wrote that part of the node.
 */
export function insertProperty(
  tree: DeviceTree,
  node: Node,
  line: string,
  after: readonly string[],
): TextEdit | undefined {
  const body = standingDefinitions(node)[0]?.contentRange;
  if (!body) return undefined;
  const wanted = after.map((name) => node.properties.get(name)).find((property) => property !== undefined);
  const definition = wanted && standingDefinitions(wanted)[0];
  return definition ? insertBehind(tree, definition, line) : insertInBody(tree, node, body, line);
}

/**
 * The edit that writes a new property line into a node as an override in one file, that of the board: into the last body
 * that the file has for the node, else into one more at the end of the file.
 */
export function overrideProperty(tree: DeviceTree, node: Node, line: string, file: SourceFile): TextEdit | undefined {
  const bodies = standingDefinitions(node).filter(({ contentRange, nameRange }) => {
    const name = tree.originOf(nameRange);
    return contentRange && isPlain(name) && name.span.file === file;
  });
  const body = bodies.at(-1)?.contentRange;
  if (body) return insertInBody(tree, node, body, line);
  const lineBreak = lineBreakOf(file);
  const start = `${file.text === '' || file.text.endsWith('\n') ? '' : lineBreak}${lineBreak}`;
  return insertAt(
    file,
    file.text.length,
    `${start}${referenceTo(node)} {${lineBreak}\t${line}${lineBreak}};${lineBreak}`,
  );
}

/**
 * The edit that gives a node another name where it is defined. There is none where more than one place writes the name, or
 * a macro does; what a string or a path says of it stays as it is.
 */
export function renameNode(tree: DeviceTree, node: Node, name: string): TextEdit | undefined {
  const [first, ...others] = node.definitions.map(({ nameRange }) => tree.originOf(nameRange));
  const byReference = ({ span }: Origin) => textOf(span).startsWith('&');
  if (!first || !isPlain(first) || byReference(first) || !others.every(byReference)) return undefined;
  return { span: first.span, newText: name };
}

/** The edit that takes a property away where it is defined. There is none where that is more than one place. */
export function removeProperty(tree: DeviceTree, property: Property): TextEdit | undefined {
  const [definition, ...others] = standingDefinitions(property);
  if (!definition) return undefined;
  // A file that is included twice defines it twice, in one place.
  const place = tree.originOf(definition).span;
  const isElsewhere = ({ file, start }: Span) => file !== place.file || start !== place.start;
  if (others.some((other) => isElsewhere(tree.originOf(other).span))) return undefined;
  const first = tree.originOf({ start: definition.start, end: definition.start + 1 });
  const last = tree.originOf({ start: definition.end - 1, end: definition.end });
  const { file, start } = first.span;
  if (!isPlain(first) || !isPlain(last) || last.span.file !== file || last.span.end <= start) return undefined;
  const { end } = last.span;
  const lineStart = file.lines.startOf(file.lines.positionAt(start).line);
  const row = file.lines.positionAt(end).line;
  const isAlone =
    file.text.slice(lineStart, start).trim() === '' && file.text.slice(end, file.lines.endOf(row)).trim() === '';
  if (isAlone) return { span: { file, start: lineStart, end: file.lines.startOf(row + 1) }, newText: '' };
  const blanks = /[ \t]*$/.exec(file.text.slice(lineStart, start))![0].length;
  return { span: { file, start: start - blanks, end }, newText: '' };
}

function insertInBody(tree: DeviceTree, node: Node, body: Range, line: string): TextEdit | undefined {
  const definition = lastPropertyOf(node, body);
  return definition ? insertBehind(tree, definition, line) : insertFirst(tree, body, statusOf(node, body), line);
}

/** The last property in a body before its first child node, `status` left out. */
function lastPropertyOf(node: Node, body: Range): Definition | undefined {
  const within = ({ start, end, kind }: Definition) => kind !== 'delete' && start >= body.start && end <= body.end;
  const childStarts = [...node.children.values()].flatMap(({ definitions }) => definitions.filter(within));
  const limit = childStarts.reduce((least, { start }) => Math.min(least, start), body.end);
  return [...node.properties.values()]
    .filter(({ name }) => name !== 'status')
    .flatMap(({ definitions }) => definitions.filter(within))
    .filter(({ end }) => end <= limit)
    .reduce<Definition | undefined>((last, other) => (last && last.start > other.start ? last : other), undefined);
}

function statusOf(node: Node, body: Range): Definition | undefined {
  const definitions = node.properties.get('status')?.definitions ?? [];
  return definitions.find(({ start, end, kind }) => kind !== 'delete' && start >= body.start && end <= body.end);
}

function insertBehind(tree: DeviceTree, definition: Definition, line: string): TextEdit | undefined {
  const first = tree.originOf({ start: definition.start, end: definition.start + 1 });
  const last = tree.originOf({ start: definition.end - 1, end: definition.end });
  if (!isPlain(first) || !isPlain(last) || first.span.file !== last.span.file) return undefined;
  const { file, end } = last.span;
  if (file.text[end - 1] !== ';') return undefined;
  const { line: row } = file.lines.positionAt(end);
  const rest = file.text.slice(end, file.lines.endOf(row));
  // Another statement or the closing brace on the same line: the author wants it all on one line.
  if (!/^\s*(\/\/.*|\/\*((?!\*\/).)*\*\/\s*)?$/.test(rest)) return insertAt(file, end, ` ${line}`);
  const indentation = indentationAt(file, first.span.start);
  return insertAt(file, file.lines.endOf(row), `${lineBreakOf(file)}${indentation}${line}`);
}

/** Into a body that has no property but perhaps `status`. */
function insertFirst(
  tree: DeviceTree,
  body: Range,
  status: Definition | undefined,
  line: string,
): TextEdit | undefined {
  const brace = tree.originOf({ start: body.start, end: body.start + 1 });
  const anchor = status ? tree.originOf({ start: status.start, end: status.start + 1 }) : brace;
  if (!isPlain(anchor)) return undefined;
  const { file, start, end } = anchor.span;
  const indentation = indentationAt(file, start);
  if (status) {
    const alone = file.text.slice(file.lines.startOf(file.lines.positionAt(start).line), start).trim() === '';
    return insertAt(file, start, alone ? `${line}${lineBreakOf(file)}${indentation}` : `${line} `);
  }
  const behind = file.text.slice(end, file.lines.endOf(file.lines.positionAt(end).line)).trim();
  return insertAt(file, end, behind === '' ? `${lineBreakOf(file)}${indentation}\t${line}` : ` ${line}`);
}

const insertAt = (file: Origin['span']['file'], at: number, newText: string): TextEdit => ({
  span: { file, start: at, end: at },
  newText,
});

const textOf = ({ file, start, end }: Span) => file.text.slice(start, end);

const isPlain = (origin: Origin) => origin.via.every((step) => step.kind !== 'macro');

function indentationAt(file: Origin['span']['file'], offset: number): string {
  const start = file.lines.startOf(file.lines.positionAt(offset).line);
  return /^[ \t]*/.exec(file.text.slice(start, offset))![0];
}

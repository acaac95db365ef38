import type { TextEdit } from '../text/finding.js';
import type { Origin, Range } from '../text/span.js';
import {
  type Definition,
  type DeviceTree,
  lastDefinition,
  type Node,
  type Property,
  standingDefinitions,
} from './tree.js';

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
  const body = standingDefinitions(node)[0];
  if (!body?.contentRange) return undefined;
  const wanted = after.map((name) => node.properties.get(name)).find((property) => property !== undefined);
  const definition = (wanted && standingDefinitions(wanted)[0]) ?? lastPropertyOf(node, body.contentRange);
  return definition
    ? insertBehind(tree, definition, line)
    : insertFirst(tree, body.contentRange, statusOf(node, body.contentRange), line);
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

const isPlain = (origin: Origin) => origin.via.every((step) => step.kind !== 'macro');

function indentationAt(file: Origin['span']['file'], offset: number): string {
  const start = file.lines.startOf(file.lines.positionAt(offset).line);
  return /^[ \t]*/.exec(file.text.slice(start, offset))![0];
}

const lineBreakOf = (file: Origin['span']['file']) => (file.text.includes('\r\n') ? '\r\n' : '\n');

import type * as ast from '../../syntax/ast.js';
import { query } from '../../text/query.js';
import type { Range } from '../../text/span.js';

/** A place in the expanded text that names a node. The range is the whole label, name or reference. */
export interface Occurrence extends Range {
  /** `name`: before the braces of a node, be it a name or a reference. `reference`: in a value, or behind `/omit-if-no-ref/`. */
  readonly kind: 'label' | 'name' | 'reference' | 'deletion';
  readonly node: NodeRecord;
  /** How often the node had been deleted before. */
  readonly generation: number;
  /** The label of which the place consists, but for the `&`. */
  readonly label?: string;
  /** The definition that a label or a name belongs to. */
  readonly definition?: NodeDefinition;
}

/** All that a unit's text says of one node. The node need not exist: labels are referred to that no file defines. */
export interface NodeRecord {
  readonly definitions: readonly NodeDefinition[];
  /** In source order. */
  readonly occurrences: readonly Occurrence[];
}

/** One pair of braces that writes to a node. */
export interface NodeDefinition extends Range {
  readonly node: NodeRecord;
  readonly syntax: ast.Node;
  readonly name: Range;
  readonly labels: readonly ast.Label[];
  readonly generation: number;
  /** The definition around it. */
  readonly outer?: NodeDefinition;
}

export interface OccurrenceIndex {
  /** The place around an offset. */
  at(offset: number): Occurrence | undefined;
  /** The innermost definition around an offset. */
  definitionAt(offset: number): NodeDefinition | undefined;
  /** What is said of the node with a full path name. */
  nodeAt(path: string): NodeRecord;
}

/** Every place of a document that names a node, deleted nodes and unknown labels too. */
export const occurrencesIn: (document: ast.Document) => OccurrenceIndex = query((document) => {
  const root = createRecord();
  const index: OpenIndex = {
    root,
    occurrences: [],
    definitions: [],
    labelled: new Map(),
    unknown: new Map(),
    waiting: [],
  };
  readItems(index, document, 0, undefined);
  const appended = new Set<OpenRecord>();
  // A value may refer to a node that is defined behind it.
  for (const { at, range, reference } of index.waiting) {
    const node = recordOf(index, reference);
    index.occurrences[at] = addOccurrence(node, 'reference', range, labelOf(reference));
    appended.add(node);
  }
  for (const { occurrences } of appended) occurrences.sort((left, right) => left.start - right.start);
  const { occurrences, definitions } = index;
  return {
    at(offset) {
      const occurrence = occurrences[lastAtOrBefore(occurrences, offset)];
      return occurrence && offset < occurrence.end ? occurrence : undefined;
    },
    definitionAt(offset) {
      let definition = definitions[lastAtOrBefore(definitions, offset)];
      while (definition && offset >= definition.end) definition = definition.outer;
      return definition;
    },
    nodeAt: (path) => descend(root, path),
  };
});

interface OpenRecord extends NodeRecord {
  readonly definitions: NodeDefinition[];
  readonly occurrences: Occurrence[];
  readonly children: Map<string, OpenRecord>;
  generation: number;
}

interface OpenIndex {
  readonly root: OpenRecord;
  readonly occurrences: Occurrence[];
  readonly definitions: NodeDefinition[];
  /** The node that each label was last given to. */
  readonly labelled: Map<string, OpenRecord>;
  /** What is said of labels that no node before has. */
  readonly unknown: Map<string, OpenRecord>;
  /** The references of values, each with its place in `occurrences`. */
  readonly waiting: { readonly at: number; readonly range: Range; readonly reference: ast.Reference }[];
}

const createRecord = (): OpenRecord => ({ definitions: [], occurrences: [], children: new Map(), generation: 0 });

// Documents nest less deeply than calls can: lowering bounds them.
function readItems(index: OpenIndex, list: ast.ItemList, base: number, outer: NodeDefinition | undefined): void {
  for (const [number, item] of list.items.entries()) {
    const start = base + list.starts[number]!;
    if (item.kind === 'node') readNode(index, item, start, outer);
    else if (item.kind === 'property') {
      for (const { reference } of item.references) wait(index, reference, start);
    } else if (item.kind === 'omit-node') wait(index, item.reference, start);
    else if (item.kind === 'delete-node') readDeletion(index, item, start, outer);
  }
}

function wait(index: OpenIndex, reference: ast.Reference, start: number): void {
  const range = absolute(reference, start);
  const at = index.occurrences.push({ kind: 'reference', node: index.root, generation: 0, ...range }) - 1;
  index.waiting.push({ at, range, reference });
}

function readNode(index: OpenIndex, syntax: ast.Node, start: number, outer: NodeDefinition | undefined): void {
  const node = targetOf(index, syntax.target, outer);
  const name = absolute(syntax.nameRange, start);
  const { generation } = node;
  const definition: NodeDefinition = {
    node,
    syntax,
    name,
    labels: syntax.labels.map((label) => ({ ...label, ...absolute(label, start) })),
    generation,
    start,
    end: start + syntax.length,
    ...(outer && { outer }),
  };
  node.definitions.push(definition);
  index.definitions.push(definition);
  for (const label of definition.labels) {
    index.labelled.set(label.name, node);
    index.occurrences.push(addOccurrence(node, 'label', label, label.name, definition));
  }
  const reference = syntax.target.kind === 'reference' ? syntax.target.reference : undefined;
  index.occurrences.push(addOccurrence(node, 'name', name, reference && labelOf(reference), definition));
  readItems(index, syntax, start, definition);
}

function readDeletion(
  index: OpenIndex,
  { target, nameRange }: ast.DeleteNode,
  start: number,
  outer: NodeDefinition | undefined,
): void {
  const node = targetOf(index, target, outer);
  const label = target.kind === 'reference' ? labelOf(target.reference) : undefined;
  index.occurrences.push(addOccurrence(node, 'deletion', absolute(nameRange, start), label));
  node.generation++;
}

function addOccurrence(
  node: OpenRecord,
  kind: Occurrence['kind'],
  { start, end }: Range,
  label: string | undefined,
  definition?: NodeDefinition,
): Occurrence {
  const { generation } = node;
  const occurrence = {
    kind,
    node,
    generation,
    start,
    end,
    ...(label !== undefined && { label }),
    ...(definition && { definition }),
  };
  node.occurrences.push(occurrence);
  return occurrence;
}

function targetOf(index: OpenIndex, target: ast.NodeTarget, outer: NodeDefinition | undefined): OpenRecord {
  if (target.kind === 'root') return index.root;
  if (target.kind === 'reference') return recordOf(index, target.reference);
  // A node whose name cannot be read is like no other.
  if (target.name === '') return createRecord();
  return childOf(outer ? (outer.node as OpenRecord) : index.root, target.name);
}

function recordOf(index: OpenIndex, { label, path }: ast.Reference): OpenRecord {
  let node = index.root;
  if (label !== undefined) {
    node = index.labelled.get(label) ?? index.unknown.get(label) ?? createRecord();
    if (!index.labelled.has(label)) index.unknown.set(label, node);
  }
  return path === undefined ? node : descend(node, path);
}

function descend(from: OpenRecord, path: string): OpenRecord {
  let node = from;
  for (const name of path.split('/')) if (name !== '') node = childOf(node, name);
  return node;
}

function childOf(node: OpenRecord, name: string): OpenRecord {
  const child = node.children.get(name) ?? createRecord();
  node.children.set(name, child);
  return child;
}

const labelOf = ({ label, path }: ast.Reference) => (path === undefined ? label : undefined);

const absolute = ({ start, end }: Range, base: number): Range => ({ start: base + start, end: base + end });

function lastAtOrBefore(sorted: readonly Range[], offset: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

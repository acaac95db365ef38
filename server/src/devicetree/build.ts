import type * as ast from '../syntax/ast.js';
import type { Range } from '../text/span.js';
import type { Definition, MemoryReservation } from './tree.js';

/** A tree while definitions are still being merged into it. */
export interface BuiltTree {
  readonly root: BuiltNode;
  readonly memoryReservations: readonly MemoryReservation[];
  readonly plugin: boolean;
  /** References to nodes that did not exist where they were used. Ranges are of the expanded text. */
  readonly unresolved: readonly UnresolvedReference[];
}

export interface UnresolvedReference extends Range {
  readonly reference: ast.Reference;
}

/**
 * A node that is being merged. A deleted one stays in its parent's list, as in dtc, so that a node that is defined again
 * takes its old place in the order.
 */
export interface BuiltNode {
  readonly name: string;
  readonly parent: BuiltNode | undefined;
  readonly children: Map<string, BuiltNode>;
  readonly properties: Map<string, BuiltProperty>;
  readonly definitions: Definition[];
  labels: string[];
  deleted: boolean;
  omitIfNoRef: boolean;
}

export interface BuiltProperty {
  readonly name: string;
  readonly definitions: Definition[];
  syntax: ast.Property;
  deleted: boolean;
}

/** Merges the items of a document in source order (dtc: `merge_nodes`, `delete_node` in livetree.c). */
export function buildTree(document: ast.Document): BuiltTree {
  const root = createNode('', undefined);
  const labels = new Map<string, BuiltNode>();
  const memoryReservations: MemoryReservation[] = [];
  const unresolved: UnresolvedReference[] = [];
  const builder: Builder = { root, labels };
  let plugin = false;
  for (const [index, item] of document.items.entries()) {
    const start = document.starts[index]!;
    switch (item.kind) {
      case 'plugin':
        plugin = true;
        break;
      case 'memory-reservation':
        memoryReservations.push({ address: item.address, size: item.size });
        break;
      case 'node': {
        const node = findTarget(builder, root, item.target);
        if (node) mergeNode(builder, node, item, start);
        else reportTarget(unresolved, item, start);
        break;
      }
      case 'delete-node': {
        const node = item.target.kind === 'reference' ? resolve(builder, item.target.reference) : undefined;
        if (node) deleteNode(builder, node, definitionOf('delete', item, start));
        else reportTarget(unresolved, item, start);
        break;
      }
      case 'omit-node': {
        const node = resolve(builder, item.reference);
        if (node) node.omitIfNoRef = true;
        else unresolved.push(absolute(item.reference, start));
        break;
      }
    }
  }
  return { root, memoryReservations, plugin, unresolved };
}

/** The node that a reference names, among those not deleted. */
export function findReferenced(root: BuiltNode, labels: ReadonlyMap<string, BuiltNode>, reference: ast.Reference): BuiltNode | undefined {
  const base = reference.label === undefined ? root : labels.get(reference.label);
  if (!base || reference.path === undefined) return base;
  let node: BuiltNode | undefined = base;
  for (const name of reference.path.split('/')) {
    if (name === '') continue;
    node = childByName(node, name);
    if (!node) return undefined;
  }
  return node;
}

interface Builder {
  readonly root: BuiltNode;
  readonly labels: Map<string, BuiltNode>;
}

const resolve = (builder: Builder, reference: ast.Reference) => findReferenced(builder.root, builder.labels, reference);

function childByName(node: BuiltNode, name: string): BuiltNode | undefined {
  const child = node.children.get(name);
  return child && !child.deleted ? child : undefined;
}

function createNode(name: string, parent: BuiltNode | undefined): BuiltNode {
  return { name, parent, children: new Map(), properties: new Map(), definitions: [], labels: [], deleted: false, omitIfNoRef: false };
}

/** The node that a top-level definition writes to; a child's name at the top can only stand behind a mistake. */
function findTarget(builder: Builder, root: BuiltNode, target: ast.NodeTarget): BuiltNode | undefined {
  if (target.kind === 'root') return root;
  return target.kind === 'reference' ? resolve(builder, target.reference) : undefined;
}

function mergeNode(builder: Builder, node: BuiltNode, syntax: ast.Node, start: number): void {
  node.definitions.push(definitionOf(node.definitions.length === 0 ? 'define' : 'extend', syntax, start, syntax.body));
  node.deleted = false;
  if (syntax.omitIfNoRef) node.omitIfNoRef = true;
  for (const { name } of syntax.labels) addLabel(builder, node, name);
  for (const [index, item] of syntax.items.entries()) {
    const at = start + syntax.starts[index]!;
    switch (item.kind) {
      case 'property':
        mergeProperty(node, item, at);
        break;
      case 'delete-property':
        deleteProperty(node.properties.get(item.name), definitionOf('delete', item, at));
        break;
      case 'node':
        mergeChild(builder, node, item, at);
        break;
      case 'delete-node': {
        const child = item.target.kind === 'child' ? childByName(node, item.target.name) : undefined;
        if (child) deleteNode(builder, child, definitionOf('delete', item, at));
        break;
      }
    }
  }
}

function mergeChild(builder: Builder, parent: BuiltNode, syntax: ast.Node, start: number): void {
  if (syntax.target.kind !== 'child' || syntax.target.name === '') return;
  const { name } = syntax.target;
  let child = parent.children.get(name);
  if (!child) {
    child = createNode(name, parent);
    parent.children.set(name, child);
  }
  mergeNode(builder, child, syntax, start);
}

function mergeProperty(node: BuiltNode, syntax: ast.Property, start: number): void {
  if (syntax.name === '') return;
  const known = node.properties.get(syntax.name);
  const definition = definitionOf(known ? 'override' : 'define', syntax, start, syntax.valueRange);
  if (known) {
    known.definitions.push(definition);
    known.syntax = syntax;
    known.deleted = false;
  } else {
    node.properties.set(syntax.name, { name: syntax.name, definitions: [definition], syntax, deleted: false });
  }
}

function addLabel(builder: Builder, node: BuiltNode, name: string): void {
  if (!node.labels.includes(name)) node.labels.push(name);
  builder.labels.set(name, node);
}

function deleteNode(builder: Builder, node: BuiltNode, definition: Definition): void {
  node.deleted = true;
  node.definitions.push(definition);
  for (const child of node.children.values()) if (!child.deleted) deleteNode(builder, child, definition);
  for (const property of node.properties.values()) if (!property.deleted) deleteProperty(property, definition);
  for (const label of node.labels) if (builder.labels.get(label) === node) builder.labels.delete(label);
  node.labels = [];
}

function deleteProperty(property: BuiltProperty | undefined, definition: Definition): void {
  if (!property) return;
  property.deleted = true;
  property.definitions.push(definition);
}

function definitionOf(
  kind: Definition['kind'],
  item: { readonly length: number; readonly nameRange: Range },
  start: number,
  content?: Range,
): Definition {
  return {
    kind,
    start,
    end: start + item.length,
    nameRange: { start: start + item.nameRange.start, end: start + item.nameRange.end },
    ...(content && { contentRange: { start: start + content.start, end: start + content.end } }),
  };
}

function reportTarget(unresolved: UnresolvedReference[], item: ast.Node | ast.DeleteNode, start: number): void {
  if (item.target.kind === 'reference') unresolved.push(absolute(item.target.reference, start));
}

function absolute(reference: ast.Reference, start: number): UnresolvedReference {
  return { reference, start: start + reference.start, end: start + reference.end };
}

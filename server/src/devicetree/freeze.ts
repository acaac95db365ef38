import type { Expansion } from '../preprocessor/expansion.js';
import type * as ast from '../syntax/ast.js';
import type { Finding } from '../text/finding.js';
import type { Range } from '../text/span.js';
import { type BuiltNode, type BuiltProperty, type BuiltTree, findReferenced } from './build.js';
import type { Cell, DeviceTree, Node, Property, ValueComponent } from './tree.js';

/** Resolves what refers to nodes, numbers phandles as dtc does, and gives the tree its final, immutable form. */
export function freezeTree(built: BuiltTree, expansion: Expansion): DeviceTree {
  const labels = collectLabels(built.root);
  const findings: Finding[] = [];
  const originOf = (range: Range) => expansion.sourceMap.originOf(range.start, range.end);
  const report = (reference: ast.Reference, range: Range) => {
    if (!built.plugin) findings.push(unresolvedFinding(reference, originOf(range)));
  };
  for (const { reference, start, end } of built.unresolved) report(reference, { start, end });

  const targets = resolveReferences(built, labels, report);
  const phandles = numberPhandles(built.root, targets);
  removeUnused(built.root, targets);
  const freezer: Freezer = { frozen: new Map(), targets, phandles };
  const root = freezeNodes(freezer, built.root, undefined);
  for (const [source, node] of freezer.frozen) freezeProperties(freezer, source, node);

  const byPath = new Map<string, Node>();
  for (const node of freezer.frozen.values()) byPath.set(node.path, node);
  const byPhandle = new Map<number, Node>();
  for (const node of freezer.frozen.values()) if (node.phandle !== undefined && !byPhandle.has(node.phandle)) byPhandle.set(node.phandle, node);
  const frozenLabels = new Map<string, Node>();
  for (const [label, source] of labels) {
    const node = freezer.frozen.get(source);
    if (node) frozenLabels.set(label, node);
  }
  return {
    root,
    labels: frozenLabels,
    memoryReservations: built.memoryReservations,
    plugin: built.plugin,
    nodes: () => byPath.values(),
    nodeAt: (path) => byPath.get(path),
    nodeOfPhandle: (phandle) => byPhandle.get(phandle),
    originOf,
    findings,
  };
}

/** For each property that names nodes: the node of each reference, in the order in which they are written. */
type Targets = Map<BuiltProperty, readonly (BuiltNode | undefined)[]>;

function collectLabels(root: BuiltNode): Map<string, BuiltNode> {
  const labels = new Map<string, BuiltNode>();
  for (const node of livingNodes(root)) for (const label of node.labels) if (!labels.has(label)) labels.set(label, node);
  return labels;
}

/** The nodes that are not deleted, parents before children. */
function* livingNodes(node: BuiltNode): Iterable<BuiltNode> {
  yield node;
  for (const child of node.children.values()) if (!child.deleted) yield* livingNodes(child);
}

function resolveReferences(
  built: BuiltTree,
  labels: ReadonlyMap<string, BuiltNode>,
  report: (reference: ast.Reference, range: Range) => void,
): Targets {
  const targets: Targets = new Map();
  for (const node of livingNodes(built.root)) {
    for (const property of node.properties.values()) {
      if (property.deleted || !property.syntax.hasReferences) continue;
      const base = property.definitions.at(-1)!.start;
      const found = referencesIn(property.syntax).map((reference) => {
        const target = findReferenced(built.root, labels, reference);
        if (!target) report(reference, { start: base + reference.start, end: base + reference.end });
        return target;
      });
      targets.set(property, found);
    }
  }
  return targets;
}

function referencesIn(property: ast.Property): ast.Reference[] {
  const references: ast.Reference[] = [];
  for (const component of property.value) {
    if (component.kind === 'path') references.push(component.reference);
    else if (component.kind === 'cells') for (const cell of component.cells) if (cell.reference) references.push(cell.reference);
  }
  return references;
}

/** Deletes `/omit-if-no-ref/` nodes that nothing refers to; references out of such nodes count, as in dtc. */
function removeUnused(root: BuiltNode, targets: Targets): void {
  const used = new Set<BuiltNode | undefined>();
  for (const found of targets.values()) for (const target of found) used.add(target);
  for (const node of [...livingNodes(root)]) if (node.omitIfNoRef && !used.has(node)) node.deleted = true;
}

/**
 * Numbers the nodes that phandle references name, in the order in which dtc meets the references (checks.c,
 * `fixup_phandle_references`; livetree.c, `get_node_phandle`), past the numbers that the sources give themselves.
 */
function numberPhandles(root: BuiltNode, targets: Targets): Map<BuiltNode, number> {
  const phandles = new Map<BuiltNode, number>();
  const taken = new Set<number>();
  for (const node of livingNodes(root)) {
    const explicit = explicitPhandle(node);
    if (explicit === undefined) continue;
    phandles.set(node, explicit);
    taken.add(explicit);
  }
  let next = 1;
  for (const [property, found] of targets) {
    const references = referencesInCells(property.syntax);
    for (const [index, target] of found.entries()) {
      if (!target || !references[index] || phandles.has(target)) continue;
      while (taken.has(next)) next++;
      taken.add(next);
      phandles.set(target, next);
    }
  }
  return phandles;
}

/** For each reference of a property, whether it stands in `<…>` and so asks for a phandle. */
function referencesInCells(property: ast.Property): boolean[] {
  const inCells: boolean[] = [];
  for (const component of property.value) {
    if (component.kind === 'path') inCells.push(false);
    else if (component.kind === 'cells') for (const cell of component.cells) if (cell.reference) inCells.push(true);
  }
  return inCells;
}

function explicitPhandle(node: BuiltNode): number | undefined {
  for (const name of ['phandle', 'linux,phandle']) {
    const property = node.properties.get(name);
    const component = property && !property.deleted ? property.syntax.value[0] : undefined;
    const cell = component?.kind === 'cells' && component.bits === 32 ? component.cells[0] : undefined;
    if (cell && !cell.reference && !cell.unknown && cell.value !== 0 && cell.value !== 0xffff_ffff) return cell.value;
  }
  return undefined;
}

interface Freezer {
  readonly frozen: Map<BuiltNode, Node>;
  readonly targets: Targets;
  readonly phandles: ReadonlyMap<BuiltNode, number>;
}

function freezeNodes(freezer: Freezer, source: BuiltNode, parent: Node | undefined): Node {
  const at = source.name.indexOf('@');
  const children = new Map<string, Node>();
  const node: Node = {
    name: source.name,
    unitAddress: at < 0 ? undefined : source.name.slice(at + 1),
    path: parent ? `${parent.path === '/' ? '' : parent.path}/${source.name}` : '/',
    parent,
    children,
    properties: new Map(),
    labels: source.labels,
    definitions: source.definitions,
    phandle: freezer.phandles.get(source),
  };
  freezer.frozen.set(source, node);
  for (const child of source.children.values()) if (!child.deleted) children.set(child.name, freezeNodes(freezer, child, node));
  return node;
}

/** Fills in the properties: they need the nodes that they refer to, so all nodes must be there first. */
function freezeProperties(freezer: Freezer, source: BuiltNode, node: Node): void {
  const properties = node.properties as Map<string, Property>;
  for (const property of source.properties.values()) {
    if (property.deleted) continue;
    const targets = freezer.targets.get(property)?.map((target) => target && freezer.frozen.get(target));
    const value = targets ? withTargets(property.syntax.value, targets) : property.syntax.value;
    const doubtful = property.syntax.hasErrors || (targets?.includes(undefined) ?? false);
    properties.set(property.name, { name: property.name, node, value, definitions: property.definitions, doubtful });
  }
  if (node.phandle !== undefined && !properties.has('phandle')) {
    const value: ValueComponent[] = [{ kind: 'cells', start: 0, end: 0, bits: 32, cells: [{ start: 0, end: 0, value: node.phandle }] }];
    properties.set('phandle', { name: 'phandle', node, value, definitions: [], doubtful: false });
  }
}

function withTargets(value: readonly ast.ValueComponent[], targets: readonly (Node | undefined)[]): ValueComponent[] {
  let next = 0;
  const resolveCell = (cell: ast.Cell): Cell => {
    if (!cell.reference) return cell;
    const phandleOf = targets[next++];
    return phandleOf ? { ...cell, value: phandleOf.phandle ?? 0, phandleOf } : { ...cell, value: UNRESOLVED_PHANDLE, unknown: true };
  };
  return value.map((component) => {
    if (component.kind === 'cells') return { ...component, cells: component.cells.map(resolveCell) };
    if (component.kind !== 'path') return component;
    const target = targets[next++];
    return target ? { ...component, target } : component;
  });
}

/** What dtc writes for a phandle that is not known yet. */
const UNRESOLVED_PHANDLE = 0xffff_ffff;

function unresolvedFinding(reference: ast.Reference, at: Finding['at']): Finding {
  const { label, path } = reference;
  const message =
    label !== undefined && !path
      ? `No node has the label '${label}'`
      : label !== undefined
        ? `No node '${label}${path}' exists: a label and a path below its node`
        : `No node has the path '${path ?? ''}'`;
  return { code: label !== undefined ? 'unknown-label' : 'unknown-path', severity: 'error', at, message };
}

import type * as ast from '../syntax/ast.js';
import type { Cell, Definition, Property, ValueComponent } from './tree.js';
import { type BodyContribution, definitionAt, type TreeNode } from './tree-node.js';

/** The properties of a node, each merged from the node's bodies when it is asked for. */
export class LazyProperties implements ReadonlyMap<string, Property> {
  private readonly node: TreeNode;
  private readonly known = new Map<string, Property>();
  private all: ReadonlyMap<string, Property> | undefined;

  constructor(node: TreeNode) {
    this.node = node;
  }

  get(name: string): Property | undefined {
    const known = this.known.get(name);
    if (known) return known;
    const property = mergeProperty(this.node, name);
    if (property) this.known.set(name, property);
    return property;
  }

  has(name: string): boolean {
    return finalSyntax(this.node, name) !== undefined || (name === 'phandle' && this.node.addsPhandle);
  }

  get size(): number {
    return this.materialise().size;
  }

  keys() {
    return this.materialise().keys();
  }

  values() {
    return this.materialise().values();
  }

  entries() {
    return this.materialise().entries();
  }

  [Symbol.iterator]() {
    return this.materialise().entries();
  }

  forEach(visit: (value: Property, key: string, map: ReadonlyMap<string, Property>) => void): void {
    for (const [name, property] of this.entries()) visit(property, name, this);
  }

  /** All properties in dtc's order: by the first writing of the name, deleted or not, with an added phandle last. */
  private materialise(): ReadonlyMap<string, Property> {
    if (!this.all) {
      const all = new Map<string, Property>();
      for (const name of namesInOrder(this.node)) {
        const property = this.get(name);
        if (property) all.set(name, property);
      }
      this.all = all;
    }
    return this.all;
  }
}

/** Every property name that has a place in a node, deleted or not, in the order in which the places were made. */
export function namesInOrder(node: TreeNode): Iterable<string> {
  const names = new Set<string>();
  for (const contribution of node.history) {
    if (contribution.kind === 'body') for (const name of namesOfBody(contribution)) names.add(name);
  }
  if (node.addsPhandle) {
    // A place that a deleted phandle left behind is not taken: dtc adds the new one behind all others.
    names.delete('phandle');
    names.add('phandle');
  }
  return names;
}

/** The names that a body makes places for. */
function namesOfBody({ syntax, isNew }: BodyContribution): Iterable<string> {
  for (const [first] of syntax.propertyPlaces.values())
    if (syntax.items[first!]!.kind !== 'property') return namesAroundDeletions(syntax, isNew);
  return syntax.propertyPlaces.keys();
}

/** To delete what was never there makes no place for it, but in a body that is taken as it stands. */
function namesAroundDeletions({ propertyPlaces, items }: ast.Node, isNew: boolean): string[] {
  const places: { readonly name: string; readonly at: number }[] = [];
  for (const [name, all] of propertyPlaces) {
    const at = all.find((each) => items[each]!.kind === 'property') ?? (isNew ? all[0] : undefined);
    if (at !== undefined) places.push({ name, at });
  }
  return places.sort((a, b) => a.at - b.at).map(({ name }) => name);
}

/** The syntax of a property's final value, and where it begins; `undefined` where there is none or it was deleted. */
export function finalSyntax(node: TreeNode, name: string): { syntax: ast.Property; start: number } | undefined {
  const contributions = node.contributionsTo(name);
  for (let i = contributions.length - 1; i >= 0; i--) {
    const contribution = contributions[i]!;
    if (contribution.kind === 'deletion') return undefined;
    const { syntax, start, isNew } = contribution;
    const places = syntax.propertyPlaces.get(name);
    if (!places) continue;
    let last = places.length - 1;
    if (isNew) while (last > 0 && syntax.items[places[last]!]!.kind !== 'property') last--;
    const at = places[last]!;
    const item = syntax.items[at]!;
    return item.kind === 'property' ? { syntax: item, start: start + syntax.starts[at]! } : undefined;
  }
  return undefined;
}

function mergeProperty(node: TreeNode, name: string): Property | undefined {
  const final = finalSyntax(node, name);
  if (!final) return name === 'phandle' && node.addsPhandle ? addedPhandle(node, node.phandle ?? 0) : undefined;
  const { syntax } = final;
  if (syntax.references.length === 0) return new MergedProperty(name, node, syntax.value, syntax.hasErrors);
  const targets = syntax.references.map(({ reference }) => node.references.find(reference));
  const doubtful = syntax.hasErrors || targets.includes(undefined);
  return new MergedProperty(name, node, withTargets(syntax.value, targets), doubtful);
}

/** A property whose history is told only to who asks: most are looked at for their value. */
class MergedProperty implements Property {
  private known: readonly Definition[] | undefined;

  constructor(
    readonly name: string,
    readonly node: TreeNode,
    readonly value: readonly ValueComponent[],
    readonly doubtful: boolean,
  ) {}

  get definitions(): readonly Definition[] {
    this.known ??= definitionsOf(this.node, this.name);
    return this.known;
  }
}

function definitionsOf(node: TreeNode, name: string): readonly Definition[] {
  const definitions: Definition[] = [];
  let exists = false;
  for (const contribution of node.contributionsTo(name)) {
    const { start } = contribution;
    if (contribution.kind === 'deletion') {
      if (exists) definitions.push(definitionAt('delete', start, contribution.syntax));
      exists = false;
      continue;
    }
    const { syntax, isNew } = contribution;
    for (const at of syntax.propertyPlaces.get(name) ?? []) {
      const item = syntax.items[at]!;
      const begin = start + syntax.starts[at]!;
      if (item.kind === 'property') {
        definitions.push(definitionAt(definitions.length === 0 ? 'define' : 'override', begin, item, item.valueRange));
        exists = true;
      } else if (item.kind === 'delete-property' && exists && !isNew) {
        definitions.push(definitionAt('delete', begin, item));
        exists = false;
      }
    }
  }
  return definitions;
}

/** The property that dtc adds to a node that something refers to. */
function addedPhandle(node: TreeNode, phandle: number): Property {
  const value: ValueComponent[] = [
    { kind: 'cells', start: 0, end: 0, bits: 32, cells: [{ start: 0, end: 0, value: phandle }] },
  ];
  return { name: 'phandle', node, value, definitions: [], doubtful: false };
}

function withTargets(
  value: readonly ast.ValueComponent[],
  targets: readonly (TreeNode | undefined)[],
): ValueComponent[] {
  let next = 0;
  const resolveCell = (cell: ast.Cell): Cell => {
    if (!cell.reference) return cell;
    const phandleOf = targets[next++];
    return phandleOf
      ? { ...cell, value: phandleOf.phandle ?? 0, phandleOf }
      : { ...cell, value: UNRESOLVED_PHANDLE, unknown: true };
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

import type * as ast from '../syntax/ast.js';
import { EVERYTHING, reading } from './reading.js';
import type { Cell, Definition, Property, ValueComponent } from './tree.js';
import { type BodyContribution, type Contribution, definitionAt, TreeNode } from './tree-node.js';

/** The properties of a node, each merged from the node's bodies when it is asked for. */
export class LazyProperties implements ReadonlyMap<string, Property> {
  private readonly node: TreeNode;
  private known: Map<string, Property> | undefined;
  private all: ReadonlyMap<string, Property> | undefined;

  constructor(node: TreeNode) {
    this.node = node;
  }

  get(name: string): Property | undefined {
    reading?.see(this.node, name);
    const known = this.all?.get(name) ?? this.known?.get(name);
    if (known) return known;
    const final = finalSyntax(this.node, name);
    if (!final && !(name === 'phandle' && this.node.addsPhandle)) return undefined;
    const property = final ? mergeProperty(this.node, final.syntax) : addedPhandle(this.node);
    this.known ??= new Map();
    this.known.set(name, property);
    return property;
  }

  has(name: string): boolean {
    return this.node.holds(name);
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
    reading?.see(this.node, EVERYTHING);
    if (!this.all) {
      const all = new Map<string, Property>();
      for (const syntax of this.node.finalProperties) {
        const property = this.known?.get(syntax.name) ?? mergeProperty(this.node, syntax);
        all.set(syntax.name, property);
      }
      if (this.node.addsPhandle) all.set('phandle', this.get('phandle') ?? addedPhandle(this.node));
      this.all = all;
    }
    return this.all;
  }
}

/**
 * The syntax of every property that the writings of a node leave, in dtc's order: by the first writing of the name,
 * deleted or not. Versions and boards that share all of the writings share the list.
 */
export function mergeBodies(history: readonly Contribution[]): readonly ast.Property[] {
  const last = history.at(-1)?.syntax;
  const known = last && mergedBefore.get(last);
  if (known && sameWritings(known.history, history)) return known.properties;
  const properties = mergeAnew(history);
  if (last) mergedBefore.set(last, { history, properties });
  return properties;
}

/** By the last writing, what was merged when it was merged last. */
const mergedBefore = new WeakMap<
  object,
  { readonly history: readonly Contribution[]; readonly properties: readonly ast.Property[] }
>();

function sameWritings(left: readonly Contribution[], right: readonly Contribution[]): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) {
    const [one, other] = [left[at]!, right[at]!];
    if (one.syntax !== other.syntax || isTakenAsItStands(one) !== isTakenAsItStands(other)) return false;
  }
  return true;
}

const isTakenAsItStands = (contribution: Contribution) => contribution.kind === 'body' && contribution.isNew;

function mergeAnew(history: readonly Contribution[]): readonly ast.Property[] {
  const merged = new Map<string, ast.Property | undefined>();
  // What stood before the last deletion of the node has left no more than places.
  const lastDeletion = history.findLastIndex(({ kind }) => kind === 'deletion');
  for (const [at, contribution] of history.entries()) {
    if (contribution.kind === 'body') mergeBody(merged, contribution);
    else if (at === lastDeletion) for (const name of merged.keys()) merged.set(name, undefined);
  }
  const properties: ast.Property[] = [];
  for (const property of merged.values()) if (property) properties.push(property);
  return properties;
}

/** Writes what a body says of properties over what was said before; a name that has a place keeps it. */
function mergeBody(merged: Map<string, ast.Property | undefined>, contribution: BodyContribution): void {
  const { syntax } = contribution;
  if (syntax.plainProperties) {
    for (const property of syntax.plainProperties) merged.set(property.name, property);
    return;
  }
  for (const name of namesOfBody(contribution)) if (!merged.has(name)) merged.set(name, undefined);
  for (const name of syntax.propertyPlaces.keys()) {
    const last = syntax.items[lastPlace(contribution, name)!]!;
    if (last.kind === 'property') merged.set(name, last);
    else if (merged.has(name)) merged.set(name, undefined);
  }
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
    const at = lastPlace(contribution, name);
    if (at === undefined) continue;
    const { syntax, start } = contribution;
    const item = syntax.items[at]!;
    return item.kind === 'property' ? { syntax: item, start: start + syntax.starts[at]! } : undefined;
  }
  return undefined;
}

/** Whether the text of the property's value has a mistake of its own, whatever it refers to. */
export function isMistaken({ node, name }: Property): boolean {
  return node instanceof TreeNode && finalSyntax(node, name)?.syntax.hasErrors === true;
}

/** Which item of a body has the last word on a property; `undefined` where none is about it. */
function lastPlace({ syntax, isNew }: BodyContribution, name: string): number | undefined {
  const places = syntax.propertyPlaces.get(name);
  if (!places) return undefined;
  let last = places.length - 1;
  if (isNew) while (last > 0 && syntax.items[places[last]!]!.kind !== 'property') last--;
  return places[last];
}

function mergeProperty(node: TreeNode, syntax: ast.Property): Property {
  const { name } = syntax;
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
function addedPhandle(node: TreeNode): Property {
  const value: ValueComponent[] = [
    { kind: 'cells', start: 0, end: 0, bits: 32, cells: [{ start: 0, end: 0, value: node.phandle ?? 0 }] },
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

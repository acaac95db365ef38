import type * as ast from '../syntax/ast.js';
import { type Difference, hasPaths, type Portrait, readsPhandleAsNumber, refersTo, sameList } from './portrait.js';
import { type Aspect, CHILDREN, EVERYTHING, LABELS, NAME, type Reading } from './reading.js';
import type { DeviceTree } from './tree.js';
import type { Contribution } from './tree-node.js';
import { placeOfNode } from './tree-order.js';

/** What was read of a tree, told by the places of nodes, which versions have in common that have the same nodes. */
export interface ReadPlaces extends Pick<Reading, 'searched' | 'nameSearches' | 'hasLabels'> {
  readonly nodes: ReadonlyMap<number, ReadonlySet<Aspect>>;
}

/** `undefined` where nobody can say whether the same would be read in another version. */
export function readPlacesOf(reading: Reading, tree: DeviceTree): ReadPlaces | undefined {
  // Who has a phandle that dtc adds depends on every value of the tree.
  if (reading.isBoundless || reading.searched.has('phandle')) return undefined;
  const places = new Map<number, ReadonlySet<Aspect>>();
  for (const [node, aspects] of reading.nodes) {
    const place = placeOfNode(tree, node);
    // A node that the tree does not have is compared by no portrait.
    if (place < 0) return undefined;
    places.set(place, aspects);
  }
  const { searched, nameSearches, hasLabels } = reading;
  return { nodes: places, searched, nameSearches, hasLabels };
}

/** Whether who read this in one version would read the same in the other, but for where it stands in the text. */
export function readsTheSame(read: ReadPlaces, before: Portrait, after: Portrait, difference: Difference): boolean {
  const { moved, labels, isNumberedAnew } = difference;
  if (labels.size > 0 && read.hasLabels) return false;
  for (const place of moved) if (before.names[place] !== after.names[place] && isLookedFor(place)) return false;
  for (const [place, aspects] of read.nodes) if (!isSameAt(place, aspects)) return false;
  return !difference.nodes.some(isFoundOtherwise);

  /** Whether the node of a new name is one that was, or would be, found by its name. */
  function isLookedFor(place: number): boolean {
    const [old, now] = [before.names[place]!, after.names[place]!];
    if (read.nodes.get(after.parents[place]!)?.has(CHILDREN)) return true;
    for (const fits of read.nameSearches) if (fits(old) || fits(now)) return true;
    return false;
  }

  function isSameAt(place: number, aspects: ReadonlySet<Aspect>): boolean {
    if (moved.has(place) && aspects.has(NAME)) return false;
    if (aspects.has(LABELS) && !sameList(before.labels[place]!, after.labels[place]!)) return false;
    const readsPhandle = aspects.has('phandle') || aspects.has(EVERYTHING);
    if (readsPhandle && (before.phandles[place] === undefined) !== (after.phandles[place] === undefined)) return false;
    return (
      isWrittenTheSame(before.histories[place]!, after.histories[place]!, aspects) &&
      !after.properties[place]!.some((property) => isRead(property, aspects) && refersElsewhere(property))
    );
  }

  /** Whether a property whose text is the same may say something else. */
  function refersElsewhere(property: ast.Property): boolean {
    if (property.references.length === 0) return false;
    if (isNumberedAnew && readsPhandleAsNumber(property)) return true;
    const alone = [property];
    return refersTo(alone, labels) || (moved.size > 0 && hasPaths(alone));
  }

  /** Whether a property that was looked for everywhere is another one here, has come or gone, or refers to something else. */
  function isFoundOtherwise(place: number): boolean {
    const [old, now] = [before.properties[place]!, after.properties[place]!];
    const isSought = ({ name }: ast.Property) => read.searched.has(name);
    return (
      (old !== now && !sameList(old.filter(isSought), now.filter(isSought))) ||
      now.some((property) => isSought(property) && refersElsewhere(property))
    );
  }
}

const isRead = ({ name }: ast.Property, aspects: ReadonlySet<Aspect>) => aspects.has(EVERYTHING) || aspects.has(name);

/** Whether two histories of a node say the same of the aspects, whatever they say of others. */
function isWrittenTheSame(
  before: readonly Contribution[],
  after: readonly Contribution[],
  aspects: ReadonlySet<Aspect>,
): boolean {
  if (before === after) return true;
  if (before.length !== after.length) return false;
  for (let at = 0; at < before.length; at++) {
    const [old, now] = [before[at]!, after[at]!];
    if (old.kind !== now.kind) return false;
    if (old.kind === 'deletion' || now.kind === 'deletion') continue;
    if (old.isNew !== now.isNew) return false;
    if (old.syntax !== now.syntax && !saysTheSame(old.syntax, now.syntax, aspects)) return false;
  }
  return true;
}

function saysTheSame(before: ast.Node, after: ast.Node, aspects: ReadonlySet<Aspect>): boolean {
  if (aspects.has(EVERYTHING)) return sameList(before.items.filter(isNoNode), after.items.filter(isNoNode));
  for (const aspect of aspects)
    if (typeof aspect === 'string' && !sameList(itemsAbout(before, aspect), itemsAbout(after, aspect))) return false;
  return true;
}

const isNoNode = ({ kind }: ast.Item) => kind !== 'node';

function itemsAbout({ propertyPlaces, items }: ast.Node, name: string): readonly ast.Item[] {
  const places = propertyPlaces.get(name);
  return places ? places.map((place) => items[place]!) : NOTHING;
}

const NOTHING: readonly ast.Item[] = [];

import type { BytesComponent, IncbinComponent, Reference, StringComponent, Cell as SyntaxCell } from '../syntax/ast.js';
import type { Finding } from '../text/finding.js';
import type { Version } from '../text/kept.js';
import type { Origin, Range } from '../text/span.js';

/** An evaluated devicetree: what dtc makes of a translation unit, with the way it came to be. Immutable. */
export interface DeviceTree extends Version {
  readonly root: Node;
  /** The node of each label that still stands. */
  readonly labels: ReadonlyMap<string, Node>;
  readonly memoryReservations: readonly MemoryReservation[];
  /** Whether the unit is an overlay (`/plugin/`), whose unresolved labels another tree resolves. */
  readonly plugin: boolean;
  /** Whether it was evaluated as with dtc's `-@`, which gives a phandle to every node with a label. */
  readonly symbols: boolean;
  /** Nodes that are not in the tree because of `/omit-if-no-ref/`, each with what is below it; dtc checks them all the same. */
  readonly omitted: readonly Node[];
  /** Every node, those that are omitted among them where they were. */
  nodesBeforeOmission(): readonly Node[];
  /** Every node, parents before children, in the order of the flattened tree. */
  nodes(): readonly Node[];
  nodeAt(path: string): Node | undefined;
  /** The first node that has a phandle: that of another node, as a reference to it writes it, or a number. */
  nodeOfPhandle(phandle: Node | number): Node | undefined;
  /** The numbers for which {@link nodeOfPhandle} was asked so far; absent where the tree has no next version. */
  readonly phandlesAsked?: ReadonlySet<number>;
  /** Whether a value names a node below one that is omitted: what it names is then not to be seen in {@link nodes}. */
  readonly namesOmitted?: boolean;
  /** Of a version that has the nodes of an earlier one: how it differs from that. */
  readonly earlier?: EarlierTree | undefined;
  /** Where a range of the expanded text was written. */
  originOf(range: Range): Origin;
  /**
   * Those of the findings that are about references in values to nothing, in `<…>`, where a phandle is wanted, and outside of
   * it: dtc meets them among its checks (checks.c, `phandle_references`, `path_references`).
   */
  readonly unresolved: { readonly inCells: readonly Finding[]; readonly asPaths: readonly Finding[] };
  /** What stands in the way of a tree: references to nothing, and the like. */
  readonly findings: readonly Finding[];
}

/** A tree of whose nodes some have other names, labels and properties in a later version, and nothing else is another there. */
export interface EarlierTree {
  readonly tree: DeviceTree;
  /** The nodes to which something else is written in the later version, or which have another path or refer to something else. */
  readonly rewritten: readonly { readonly before: Node; readonly now: Node }[];
  /** The phandles of the later version, in the order of its nodes; absent where nodes have the same in both. */
  readonly phandles?: (() => readonly (number | undefined)[]) | undefined;
  /** The node of the later version that a node of this tree is there. */
  nodeOf(node: Node): Node;
}

export interface Node {
  /** `name@unit-address`; empty for the root. */
  readonly name: string;
  /** What stands behind the `@`. */
  readonly unitAddress: string | undefined;
  /** The full path name: `/` or `/soc@0/serial@1000`. */
  readonly path: string;
  readonly parent: Node | undefined;
  readonly children: ReadonlyMap<string, Node>;
  readonly properties: ReadonlyMap<string, Property>;
  readonly labels: readonly string[];
  /** Every place that wrote this node, the oldest first. */
  readonly definitions: readonly Definition[];
  /** The node's phandle, where it has one or something refers to it. */
  readonly phandle: number | undefined;
  /** Of a node that overlays made of several: these, the oldest first. */
  readonly madeOf?: readonly NodePart[];
}

/** A node of another tree that is a part of one. */
export interface NodePart {
  readonly node: Node;
  /** Which of the joined trees it is of. */
  readonly part: number;
  /** By how much its offsets are shifted in the joined tree. */
  readonly shift: number;
}

export interface Property {
  readonly name: string;
  readonly node: Node;
  /** Empty for a property without value. */
  readonly value: readonly ValueComponent[];
  /** Every place that wrote this property, the oldest first; the last gave the value. Empty for a phandle that dtc adds. */
  readonly definitions: readonly Definition[];
  /** Whether the value is not wholly known: a mistake in its text, or a reference to nothing. */
  readonly doubtful: boolean;
}

/** One place that wrote a node or a property. Ranges are of the expanded text: {@link DeviceTree.originOf} tells more. */
export interface Definition extends Range {
  readonly kind: 'define' | 'extend' | 'override' | 'delete';
  /** The node's name or reference, or the property's name. */
  readonly nameRange: Range;
  /** For a node, its braces and all between them; for a property, its value. */
  readonly contentRange?: Range;
}

export type { IncbinComponent };

export type ValueComponent = CellsComponent | StringComponent | BytesComponent | PathComponent | IncbinComponent;

/** `<…>`; ranges of the cells count from the start of the property's last definition. */
export interface CellsComponent extends Range {
  readonly kind: 'cells';
  readonly bits: number;
  readonly cells: readonly Cell[];
}

export interface Cell extends SyntaxCell {
  /** The node whose phandle this is, if it was written as a reference. */
  readonly phandleOf?: Node;
}

/** A reference outside of `<…>`: the full path name of its node. */
export interface PathComponent extends Range {
  readonly kind: 'path';
  readonly reference: Reference;
  readonly target?: Node;
}

/** An entry of the memory reservation block; both numbers in bytes. */
export interface MemoryReservation {
  readonly address: bigint;
  readonly size: bigint;
}

/** The definition that gave a property its value, or made a node. */
export function lastDefinition(thing: Node | Property): Definition | undefined {
  return thing.definitions.at(-1);
}

/**
 * The definitions that the thing in the tree is made of, the oldest first: those behind the last deletion, since what is
 * deleted and then defined again begins anew.
 */
export function standingDefinitions(thing: Node | Property): readonly Definition[] {
  const { definitions } = thing;
  let first = definitions.length;
  while (first > 0 && definitions[first - 1]!.kind !== 'delete') first--;
  return definitions.slice(first);
}

/** Where the name of a node or property was written first; what was deleted in between does not count. */
export function nameOrigin(tree: DeviceTree, thing: Node | Property): Origin {
  return tree.originOf((standingDefinitions(thing)[0] ?? NOWHERE).nameRange);
}

/** Where a part of a property's value was written: `range` counts from the start of the last definition. */
export function valueOrigin(tree: DeviceTree, property: Property, range: Range): Origin {
  const base = lastDefinition(property)?.start ?? 0;
  return tree.originOf({ start: base + range.start, end: base + range.end });
}

const NOWHERE: Definition = { kind: 'define', start: 0, end: 0, nameRange: { start: 0, end: 0 } };

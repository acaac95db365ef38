import type * as ast from '../syntax/ast.js';
import type { Range } from '../text/span.js';
import { type HistoryIndex, indexHistory } from './history-index.js';
import { LabelList } from './label-list.js';
import { finalSyntax, LazyProperties, mergeBodies } from './properties.js';
import { CHILDREN, EVERYTHING, LABELS, NAME, reading } from './reading.js';
import type { Definition, Node, Property } from './tree.js';

/**
 * The node of a tree, first while definitions are merged into it, then, unchanged, as everyone's {@link Node}. It keeps
 * the bodies that were written to it and makes properties of them only when asked: an edit re-evaluates a board of 900
 * nodes and 3,600 properties, of which a check looks at few.
 */
export class TreeNode implements Node {
  deleted = false;
  omitIfNoRef = false;
  phandle: number | undefined;
  /** Whether the phandle is dtc's, so that a property has to be added for it. */
  addsPhandle = false;
  /** Whether it began as no more than the place that a deletion made. */
  wasPlace = false;
  /** Where a body that is taken as it stands names a child once more, which dtc refuses. Of the expanded text. */
  duplicates: Range[] = NO_RANGES;
  /** How many nodes it is below the root. */
  readonly depth: number;
  /** How many characters its path has. */
  readonly pathLength: number;
  /** Where it stands among all nodes of the finished tree, those counted that are omitted. */
  position = 0;
  /** Which child of its parent it is, those counted that are gone. */
  private readonly place: number;
  private childrenMade = 0;
  private ownChildren: Map<string, TreeNode> = NO_CHILDREN;
  private ownLabels: readonly string[] = NO_LABELS;
  private writings: readonly Contribution[] = NO_HISTORY;
  /** Of a node that has been deleted, the children that have come, or come back, since then. */
  private newcomers: TreeNode[] | undefined;
  private labelList: LabelList | undefined;
  private knownPath: string | undefined;
  private knownProperties: LazyProperties | undefined;
  private knownFinalProperties: readonly ast.Property[] | undefined;
  private knownDefinitions: readonly Definition[] | undefined;
  private index: HistoryIndex | undefined;

  constructor(
    private readonly ownName: string,
    readonly parent: TreeNode | undefined,
    readonly references: ReferenceTable,
  ) {
    this.depth = parent ? parent.depth + 1 : 0;
    this.pathLength = parent ? parent.pathLength + 1 + ownName.length : 0;
    this.place = parent ? parent.childrenMade++ : 0;
  }

  /** Makes it what a node of an earlier version is, but for its name, its children, its labels and what was written to it. */
  protected becomeLike(earlier: TreeNode, labels: readonly string[], writings: readonly Contribution[]): void {
    this.deleted = earlier.deleted;
    this.omitIfNoRef = earlier.omitIfNoRef;
    this.wasPlace = earlier.wasPlace;
    this.position = earlier.position;
    this.ownLabels = labels;
    if (this.ownName === earlier.ownName && this.parent?.knownPath === earlier.parent?.knownPath)
      this.knownPath = earlier.knownPath;
    this.writings = writings;
  }

  /** Adds a node of a name that is new here. */
  addChild(child: TreeNode): void {
    if (this.ownChildren === NO_CHILDREN) this.ownChildren = new Map();
    this.ownChildren.set(child.ownName, child);
    this.newcomers?.push(child);
  }

  /** Brings it back that was deleted, without its children. */
  revive(): void {
    this.deleted = false;
    this.parent?.newcomers?.push(this);
  }

  /**
   * The children that are about to be deleted with it; some may be gone already. Of a node that is deleted again and again
   * those are left out that went with it before.
   */
  takeLiving(): Iterable<TreeNode> {
    const living = this.newcomers ?? this.ownChildren.values();
    this.newcomers = [];
    return living;
  }

  /** Whether there ever was a child: dtc keeps those that were deleted. */
  get hadChildren(): boolean {
    return this.ownChildren !== NO_CHILDREN;
  }

  /** Adds what was written to it last. */
  addContribution(contribution: Contribution): void {
    // Most nodes have one, for which an array that is made with it takes a tenth of one that grows.
    if (this.writings === NO_HISTORY) this.writings = [contribution];
    else (this.writings as Contribution[]).push(contribution);
  }

  addDuplicate(range: Range): void {
    if (this.duplicates === NO_RANGES) this.duplicates = [];
    this.duplicates.push(range);
  }

  hasLabel(name: string): boolean {
    return this.labelList ? this.labelList.has(name) : this.ownLabels.includes(name);
  }

  /** Gives it the labels of a body. */
  addLabels(names: readonly string[]): void {
    // Nearly every node that has labels has one.
    if (this.ownLabels.length === 0 && names.length === 1) {
      this.ownLabels = names;
      return;
    }
    if (!this.labelList) {
      this.labelList = new LabelList();
      this.labelList.add(this.ownLabels);
    }
    this.labelList.add(names);
    this.ownLabels = this.labelList.names;
  }

  forgetLabels(): void {
    this.ownLabels = NO_LABELS;
    this.labelList = undefined;
  }

  /** Whether it stands before another node of its tree: parents do before children. */
  isBefore(other: TreeNode): boolean {
    let [one, two]: [TreeNode, TreeNode] = [this, other];
    while (one.depth > two.depth && one.parent) one = one.parent;
    while (two.depth > one.depth && two.parent) two = two.parent;
    if (one === two) return this.depth < other.depth;
    while (one.parent && two.parent && one.parent !== two.parent) [one, two] = [one.parent, two.parent];
    return one.place < two.place;
  }

  /** The bodies and deletions that may say something of a property, the oldest first. */
  contributionsTo(name: string): readonly Contribution[] {
    reading?.see(this, name);
    if (this.writings.length < MANY_CONTRIBUTIONS) return this.writings;
    if (this.index?.length !== this.writings.length) this.index = indexHistory(this.writings);
    return this.index.contributionsTo(name);
  }

  get name(): string {
    reading?.see(this, NAME);
    return this.ownName;
  }

  get unitAddress(): string | undefined {
    const { name } = this;
    const at = name.indexOf('@');
    return at < 0 ? undefined : name.slice(at + 1);
  }

  get path(): string {
    reading?.see(this, NAME);
    this.knownPath ??= this.parent ? `${this.parent.parent ? this.parent.path : ''}/${this.ownName}` : '/';
    return this.knownPath;
  }

  /** Also holds deleted children until the tree is finished: one that is defined again takes its old place, as in dtc. */
  get children(): Map<string, TreeNode> {
    reading?.see(this, CHILDREN);
    return this.ownChildren;
  }

  get labels(): readonly string[] {
    reading?.see(this, LABELS);
    return this.ownLabels;
  }

  /** All that was written to it, the oldest first. */
  get history(): readonly Contribution[] {
    reading?.see(this, EVERYTHING);
    return this.writings;
  }

  get properties(): ReadonlyMap<string, Property> {
    this.knownProperties ??= new LazyProperties(this);
    return this.knownProperties;
  }

  /** The body that all of the node is from; `undefined` where more was written to it. */
  get soleBody(): ast.Node | undefined {
    reading?.see(this, EVERYTHING);
    return this.onlyBody();
  }

  /** The syntax of the properties in dtc's order. A phandle that dtc adds is not among them; it comes behind all others. */
  get finalProperties(): readonly ast.Property[] {
    reading?.see(this, EVERYTHING);
    this.knownFinalProperties ??= this.onlyBody()?.plainProperties ?? mergeBodies(this.writings);
    return this.knownFinalProperties;
  }

  /** Whether it has a property of that name, which is told without merging values. */
  holds(name: string): boolean {
    reading?.see(this, name);
    if (name === 'phandle' && this.addsPhandle) return true;
    const body = this.onlyBody();
    if (body?.plainProperties) return body.propertyPlaces.has(name);
    return finalSyntax(this, name) !== undefined;
  }

  get definitions(): readonly Definition[] {
    // How many bodies wrote it is compared of every node that was seen.
    reading?.see(this, NAME);
    this.knownDefinitions ??= this.writings.map((contribution, index) => nodeDefinition(contribution, index === 0));
    return this.knownDefinitions;
  }

  private onlyBody(): ast.Node | undefined {
    const first = this.writings[0];
    return this.writings.length === 1 && first!.kind === 'body' ? first!.syntax : undefined;
  }
}

/** From so many contributions on, looking through all of them for each property takes longer than an index of them. */
const MANY_CONTRIBUTIONS = 16;

// Most nodes have neither, and a map each would be most of what evaluation allocates. Nobody adds to these.
const NO_CHILDREN = new Map<string, TreeNode>();
const NO_LABELS: readonly string[] = [];
const NO_RANGES: Range[] = [];
const NO_HISTORY: readonly Contribution[] = [];

/** Finds what references of a tree name; one for all of its nodes. */
export interface ReferenceTable {
  /** The node that a reference names, among those not deleted. */
  find(reference: ast.Reference): TreeNode | undefined;
}

/** A body that was written to a node. */
export interface BodyContribution {
  readonly kind: 'body';
  readonly syntax: ast.Node;
  readonly start: number;
  /**
   * Whether the node came into being with this body. Such a body is taken as it stands: nothing is merged, so that what
   * it deletes is not deleted, and what it names twice is there twice (dtc-parser.y builds it, `merge_nodes` in
   * livetree.c only attaches it).
   */
  readonly isNew: boolean;
}

/** Something that was written to a node, at an offset of the expanded text: a body, or the deletion of the node. */
export type Contribution =
  | BodyContribution
  | { readonly kind: 'deletion'; readonly syntax: ast.DeleteNode; readonly start: number };

function nodeDefinition(contribution: Contribution, first: boolean): Definition {
  const { syntax, start } = contribution;
  const kind = contribution.kind === 'deletion' ? 'delete' : first ? 'define' : 'extend';
  return definitionAt(kind, start, syntax, contribution.kind === 'body' ? contribution.syntax.body : undefined);
}

/** The definition that an item makes whose text begins at `start` of the expanded text. */
export function definitionAt(
  kind: Definition['kind'],
  start: number,
  item: { readonly length: number; readonly nameRange: ast.Label | { readonly start: number; readonly end: number } },
  content?: { readonly start: number; readonly end: number },
): Definition {
  return {
    kind,
    start,
    end: start + item.length,
    nameRange: { start: start + item.nameRange.start, end: start + item.nameRange.end },
    ...(content && { contentRange: { start: start + content.start, end: start + content.end } }),
  };
}

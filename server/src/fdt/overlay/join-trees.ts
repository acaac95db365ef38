import { isMistaken } from '../../devicetree/properties.js';
import { shifted } from '../../devicetree/shifted.js';
import {
  type Cell,
  type Definition,
  type DeviceTree,
  type Node,
  type Property,
  standingDefinitions,
  type ValueComponent,
} from '../../devicetree/tree.js';
import { bytesOfString } from '../../devicetree/value-bytes.js';
import { VersionMemo } from '../../text/kept.js';
import type { Range } from '../../text/span.js';
import { type OverlayNode, type OverlayProperty, phandleOf, type Source, textOf, u32At } from './nodes.js';

/** The tree that overlays made of a base: `root` is what was applied, `parts` the trees that it was made of. */
export function joinTrees(root: OverlayNode, parts: readonly DeviceTree[], focus: number): DeviceTree {
  const base = parts[0]!;
  const join = new Join(parts, focus);
  const joined = join.add(root, undefined);
  const nodes = join.nodes;
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  const labels = new Map<string, Node>();
  for (const node of nodes) for (const label of node.labels) labels.set(label, node);
  return {
    root: joined,
    labels,
    // fdtoverlay takes over none of an overlay's.
    memoryReservations: base.memoryReservations,
    plugin: false,
    symbols: base.symbols,
    omitted: base.omitted,
    nodesBeforeOmission: () => nodes,
    nodes: () => nodes,
    nodeAt: (path) => byPath.get(path),
    nodeOfPhandle(phandle) {
      const number = typeof phandle === 'number' ? phandle : phandle.phandle;
      return number === undefined ? undefined : join.byPhandle.get(number);
    },
    originOf: (range) => join.originOf(range),
    unresolved: {
      inCells: parts.flatMap(({ unresolved }) => unresolved.inCells),
      asPaths: parts.flatMap(({ unresolved }) => unresolved.asPaths),
    },
    findings: parts.flatMap(({ findings }) => findings),
    memo: new VersionMemo(),
  };
}

/** What the nodes of a joined tree have in common. */
class Join {
  readonly nodes: JoinedNode[] = [];
  readonly byPhandle = new Map<number, JoinedNode>();
  private readonly bySource = new Map<Node, JoinedNode>();

  constructor(
    private readonly parts: readonly DeviceTree[],
    private readonly focus: number,
  ) {}

  /** Adds what was written, with all that is below it; what only tools made (`/__symbols__`) is left out, as elsewhere. */
  add(made: OverlayNode, parent: JoinedNode | undefined): JoinedNode {
    const node = new JoinedNode(made, parent, this);
    this.nodes.push(node);
    for (const { thing } of made.sources) this.bySource.set(thing, node);
    if (node.phandle !== undefined && !this.byPhandle.has(node.phandle)) this.byPhandle.set(node.phandle, node);
    for (const child of made.children)
      if (child.sources.length > 0) node.children.set(child.name, this.add(child, node));
    return node;
  }

  /** The node that was made of one of the parts' nodes. */
  nodeOf(source: Node): JoinedNode | undefined {
    return this.bySource.get(source);
  }

  /** Each part's text has a space of offsets of its own, the part in focus the first. */
  shiftOf(part: number): number {
    return (part === this.focus ? 0 : part < this.focus ? part + 1 : part) * SPACE;
  }

  originOf({ start, end }: Range) {
    const space = Math.floor(start / SPACE);
    const part = space === 0 ? this.focus : space <= this.focus ? space - 1 : space;
    return this.parts[part]!.originOf({ start: start - space * SPACE, end: end - space * SPACE });
  }
}

/** Longer than any expanded text: 2 Mi characters are its limit. */
const SPACE = 2 ** 24;

class JoinedNode implements Node {
  readonly name: string;
  readonly children = new Map<string, JoinedNode>();
  readonly path: string;
  readonly phandle: number | undefined;
  readonly labels: readonly string[];
  private knownProperties: ReadonlyMap<string, Property> | undefined;
  private knownDefinitions: readonly Definition[] | undefined;

  constructor(
    private readonly made: OverlayNode,
    readonly parent: JoinedNode | undefined,
    private readonly join: Join,
  ) {
    this.name = made.name;
    this.path = parent ? `${parent.parent ? parent.path : ''}/${made.name}` : '/';
    this.phandle = phandleOf(made) || undefined;
    this.labels = [...new Set(made.sources.flatMap(({ thing }) => thing.labels))];
  }

  get unitAddress(): string | undefined {
    const at = this.name.indexOf('@');
    return at < 0 ? undefined : this.name.slice(at + 1);
  }

  get madeOf() {
    return this.made.sources.map(({ part, thing }) => ({ node: thing, part, shift: this.join.shiftOf(part) }));
  }

  get properties(): ReadonlyMap<string, Property> {
    this.knownProperties ??= new Map(
      this.made.properties.map((property) => [property.name, new JoinedProperty(property, this, this.join)]),
    );
    return this.knownProperties;
  }

  get definitions(): readonly Definition[] {
    this.knownDefinitions ??= definitionsOf(this.made.sources, 'extend', this.join);
    return this.knownDefinitions;
  }
}

class JoinedProperty implements Property {
  readonly name: string;
  readonly doubtful: boolean;
  private knownValue: readonly ValueComponent[] | undefined;
  private knownDefinitions: readonly Definition[] | undefined;

  constructor(
    private readonly made: OverlayProperty,
    readonly node: JoinedNode,
    private readonly join: Join,
  ) {
    this.name = made.name;
    const last = made.sources.at(-1);
    // What an overlay refers to has been found.
    this.doubtful = last !== undefined && (last.part === 0 ? last.thing.doubtful : isMistaken(last.thing));
  }

  get value(): readonly ValueComponent[] {
    this.knownValue ??= joinedValue(this.made, this.join);
    return this.knownValue;
  }

  get definitions(): readonly Definition[] {
    this.knownDefinitions ??= definitionsOf(this.made.sources, 'override', this.join);
    return this.knownDefinitions;
  }
}

/** What was deleted in an overlay is deleted in the overlay only. */
function definitionsOf(
  sources: readonly Source<Node | Property>[],
  later: Definition['kind'],
  join: Join,
): readonly Definition[] {
  const definitions: Definition[] = [];
  for (const { part, thing } of sources) {
    const shift = join.shiftOf(part);
    for (const definition of part === 0 ? thing.definitions : standingDefinitions(thing)) {
      const kind = definition.kind === 'define' && definitions.length > 0 ? later : definition.kind;
      definitions.push({ ...shifted(definition, shift), kind });
    }
  }
  return definitions;
}

function joinedValue({ value, sources }: OverlayProperty, join: Join): readonly ValueComponent[] {
  const last = sources.at(-1);
  if (!last) return [{ kind: 'string', start: 0, end: 0, value: textOf(value) }];
  const components = last.thing.value;
  if (last.part === 0) return components.map((component) => withNodesOf(component, join));
  // Where the parts of the value begin is not known then, and no kernel's overlay has one.
  if (components.some(({ kind }) => kind === 'incbin')) return components;
  let offset = 0;
  return components.map((component): ValueComponent => {
    const begin = offset;
    if (component.kind === 'cells') {
      offset += (component.cells.length * component.bits) / 8;
      if (component.bits !== 32) return component;
      const resolve = (cell: Cell, index: number) => appliedCell(cell, u32At(value, begin + 4 * index), join);
      return { ...component, cells: component.cells.map(resolve) };
    }
    if (component.kind !== 'path') {
      if (component.kind === 'string') offset += bytesOfString(component.value).length;
      else if (component.kind === 'bytes') offset += component.bytes.length;
      return component;
    }
    // dtc has written the path that the node has in the overlay.
    const { start, end, target } = component;
    const path = target?.path ?? '';
    offset += path.length + 1;
    return { kind: 'string', start, end, value: path };
  });
}

/** A cell of an overlay, with what applying it wrote there: phandles are other numbers now. */
function appliedCell(cell: Cell, value: number, join: Join): Cell {
  if (!cell.reference) return cell.value === value ? cell : { ...cell, value };
  const { start, end, reference } = cell;
  const target = join.byPhandle.get(value);
  // A node of the overlay that is in no fragment is left behind: what refers to it keeps a number that nobody has.
  return target ? { start, end, reference, value, phandleOf: target } : { start, end, value };
}

/** A part of a value of the base, referring to the joined tree's nodes. */
function withNodesOf(component: ValueComponent, join: Join): ValueComponent {
  if (component.kind === 'path') {
    const target = component.target && join.nodeOf(component.target);
    return target ? { ...component, target } : component;
  }
  if (component.kind !== 'cells' || component.cells.every(({ phandleOf }) => phandleOf === undefined)) return component;
  const resolve = (cell: Cell): Cell => {
    const target = cell.phandleOf && join.nodeOf(cell.phandleOf);
    return target ? { ...cell, phandleOf: target } : cell;
  };
  return { ...component, cells: component.cells.map(resolve) };
}

import { query } from '../text/query.js';
import { firstTextOf, hasText } from './c-strings.js';
import { effectiveAddressCells, effectiveSizeCells } from './cell-counts.js';
import { propertyIndexOf } from './property-index.js';
import type { DeviceTree, Node } from './tree.js';

/** The kinds of bus that dtc tells apart, in the order in which its checks find them (checks.c, `bus_type`). */
export const BUS_KINDS = ['pci', 'simple-bus', 'i2c', 'spi', 'graph'] as const;
export type BusKind = (typeof BUS_KINDS)[number];

/** What dtc takes a node for: a bus whose children have addresses of a certain form. */
export type Bus = Exclude<BusKind, 'graph'> | 'graph-port' | 'graph-ports';

/**
 * What a node is once dtc has looked for buses of the kinds up to `kind`, but for those that it `missed`. A later kind replaces
 * an earlier one, which is why a check of addresses on PCI does not see the buses that are found after it.
 */
export function busOf(
  tree: DeviceTree,
  node: Node,
  kind: BusKind = 'graph',
  missed: ReadonlySet<BusKind> = NO_KINDS,
): Bus | undefined {
  const found = busesOf(tree).get(node);
  let bus: Bus | undefined;
  for (const each of found ? BUS_KINDS.slice(0, BUS_KINDS.indexOf(kind) + 1) : []) {
    const next = missed.has(each) ? undefined : found![each];
    // What is a bus already does not become the node around ports.
    if (next && !(next === 'graph-ports' && bus)) bus = next;
  }
  return bus;
}

const NO_KINDS: ReadonlySet<BusKind> = new Set();

/** Every node that looks like a bus of a kind, whatever else it is, in the order in which they are found. */
export function nodesOfBus(tree: DeviceTree, kind: BusKind): readonly Node[] {
  return [...busesOf(tree)].filter(([, found]) => found[kind]).map(([node]) => node);
}

/** The name of a node without its unit address. */
export function baseNameOf({ name }: Node): string {
  const at = name.indexOf('@');
  return at < 0 ? name : name.slice(0, at);
}

type FoundBuses = { [Kind in BusKind]?: Bus };

const busesOf = query((tree: DeviceTree): ReadonlyMap<Node, FoundBuses> => {
  const index = propertyIndexOf(tree);
  const buses = new Map<Node, FoundBuses>();
  const set = (node: Node, kind: BusKind, bus: Bus) => {
    const known = buses.get(node);
    if (known) known[kind] = bus;
    else buses.set(node, { [kind]: bus });
  };
  for (const property of index.named('device_type'))
    if (firstTextOf(property) === 'pci') set(property.node, 'pci', 'pci');
  for (const property of index.named('compatible'))
    if (hasText(property, 'simple-bus')) set(property.node, 'simple-bus', 'simple-bus');
  for (const node of tree.nodes()) {
    const base = baseNameOf(node);
    if (base === 'i2c' || base === 'i2c-bus' || base === 'i2c-arb') set(node, 'i2c', 'i2c');
    else if (base === 'spi') set(node, 'spi', 'spi');
  }
  for (const node of unnamedSpiBuses(tree)) set(node, 'spi', 'spi');
  const ports = graphPortsOf(tree);
  for (const node of ports.size > 0 ? tree.nodes() : []) {
    const { parent } = node;
    if (!parent || !ports.has(node)) continue;
    set(node, 'graph', 'graph-port');
    if (!buses.get(parent)?.graph && (parent.name === 'ports' || node.properties.has('reg')))
      set(parent, 'graph', 'graph-ports');
  }
  return buses;
});

/** The nodes with an endpoint of a graph as a child, each with all its endpoints. */
export const graphPortsOf: (tree: DeviceTree) => ReadonlyMap<Node, readonly Node[]> = query((tree: DeviceTree) => {
  const ports = new Map<Node, Node[]>();
  const referring = new Set(
    propertyIndexOf(tree)
      .named('remote-endpoint')
      .map(({ node }) => node),
  );
  for (const node of tree.nodes()) {
    if (!node.parent || !(referring.has(node) || baseNameOf(node) === 'endpoint')) continue;
    const known = ports.get(node.parent);
    if (known) known.push(node);
    else ports.set(node.parent, [node]);
  }
  return ports;
});

/** Nodes of another name whose children have properties of SPI devices. */
function unnamedSpiBuses(tree: DeviceTree): ReadonlySet<Node> {
  const index = propertyIndexOf(tree);
  const buses = new Set<Node>();
  for (const name of index.names()) {
    if (!name.startsWith('spi-')) continue;
    for (const { node } of index.named(name)) {
      const { parent } = node;
      if (!parent || baseNameOf(parent) === 'spi') continue;
      if (effectiveAddressCells(parent) === 1 && effectiveSizeCells(parent) === 0) buses.add(parent);
    }
  }
  return buses;
}

import { query } from '../text/query.js';
import { firstTextOf, hasText } from './c-strings.js';
import { effectiveAddressCells, effectiveSizeCells } from './cell-counts.js';
import { propertyIndexOf, propertyNamesOf } from './property-index.js';
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
export function busOf(node: Node, kind: BusKind = 'graph', missed: ReadonlySet<BusKind> = NO_KINDS): Bus | undefined {
  let bus: Bus | undefined;
  for (const each of BUS_KINDS.slice(0, BUS_KINDS.indexOf(kind) + 1)) {
    const next = missed.has(each) ? undefined : FINDERS[each](node);
    // What is a bus already does not become the node around ports.
    if (next && !(next === 'graph-ports' && bus)) bus = next;
  }
  return bus;
}

const NO_KINDS: ReadonlySet<BusKind> = new Set();

/** Every node that looks like a bus of a kind, whatever else it is. */
export function nodesOfBus(tree: DeviceTree, kind: BusKind): readonly Node[] {
  return [...candidates(tree, kind)].filter((node) => FINDERS[kind](node) !== undefined);
}

/** The name of a node without its unit address. */
export function baseNameOf({ name }: Node): string {
  const at = name.indexOf('@');
  return at < 0 ? name : name.slice(0, at);
}

/** What makes a node a bus of a kind. Answers hang on the node and what is below it, and are kept with it. */
const FINDERS: Readonly<Record<BusKind, (node: Node) => Bus | undefined>> = {
  pci: query((node: Node) => (textIs(node, 'device_type', 'pci') ? 'pci' : undefined)),
  'simple-bus': query((node: Node) => (lists(node, 'compatible', 'simple-bus') ? 'simple-bus' : undefined)),
  i2c: (node) => (isCalledI2c(node) ? 'i2c' : undefined),
  spi: query((node: Node) => (baseNameOf(node) === 'spi' || holdsSpiDevices(node) ? 'spi' : undefined)),
  graph: query((node: Node) => {
    if (isGraphPort(node)) return 'graph-port';
    for (const child of node.children.values())
      if (isGraphPort(child) && (node.name === 'ports' || child.properties.has('reg'))) return 'graph-ports';
    return undefined;
  }),
};

/** The nodes among which those are that are buses of a kind: to ask each node of a tree would take long. */
function candidates(tree: DeviceTree, kind: BusKind): Iterable<Node> {
  const index = propertyIndexOf(tree);
  const nodesWith = (name: string) => index.named(name).map(({ node }) => node);
  // What makes a node a bus may be a child that is not in the part of a tree that is looked at, beside one that is.
  const parents = () => [...new Set(tree.nodes().flatMap(({ parent }) => parent ?? []))];
  switch (kind) {
    case 'pci':
      return nodesWith('device_type');
    case 'simple-bus':
      return nodesWith('compatible');
    case 'i2c':
      return tree.nodes();
    case 'spi': {
      const named = tree.nodes().filter((node) => baseNameOf(node) === 'spi');
      return new Set([...named, ...parents().filter(holdsSpiDevices)]);
    }
    case 'graph': {
      // Of ports that are looked at, so is each port, but not what makes it one.
      const ports = [...new Set([...tree.nodes(), ...parents()])].filter(isGraphPort);
      return new Set(ports.flatMap((port) => (port.parent ? [port, port.parent] : [port])));
    }
  }
}

function textIs(node: Node, name: string, text: string): boolean {
  const property = node.properties.get(name);
  return property !== undefined && firstTextOf(property) === text;
}

function lists(node: Node, name: string, text: string): boolean {
  const property = node.properties.get(name);
  return property !== undefined && hasText(property, text);
}

function isCalledI2c(node: Node): boolean {
  const base = baseNameOf(node);
  return base === 'i2c' || base === 'i2c-bus' || base === 'i2c-arb';
}

/** Whether the children of a node of any name have properties of SPI devices, and addresses as on SPI. */
function holdsSpiDevices(node: Node): boolean {
  if (node.children.size === 0 || effectiveAddressCells(node) !== 1 || effectiveSizeCells(node) !== 0) return false;
  for (const child of node.children.values())
    for (const name of propertyNamesOf(child)) if (name.startsWith('spi-')) return true;
  return false;
}

/** Whether a node has an endpoint of a graph: a child called so, or one that refers to another. The root cannot be a port. */
function isGraphPort(node: Node): boolean {
  if (!node.parent) return false;
  for (const child of node.children.values())
    if (baseNameOf(child) === 'endpoint' || child.properties.has('remote-endpoint')) return true;
  return false;
}

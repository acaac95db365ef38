import { busOf, nodesOfBus } from '../../devicetree/buses.js';
import { isUndecided, wordsOf } from '../../devicetree/property-words.js';
import type { Node, Property } from '../../devicetree/tree.js';
import type { RuleContext } from '../rule.js';

/** A node on PCI with the address that its `reg` begins with. */
export interface PciDevice {
  readonly node: Node;
  readonly bus: Node;
  readonly property: Property;
  /** The three cells of the first address: bus, device, function and register in the first. */
  readonly address: readonly [high: number, middle: number, low: number];
}

/** The children of PCI buses that have an address. */
export function* pciDevicesOf({ tree, fileOf, unread }: RuleContext): Iterable<PciDevice> {
  for (const bus of nodesOfBus(tree, 'pci')) {
    if (busOf(bus, 'simple-bus', unread?.buses) !== 'pci') continue;
    for (const node of bus.children.values()) {
      const property = node.properties.get('reg');
      if (!property || isUndecided(property, tree.plugin, fileOf)) continue;
      const words = wordsOf(property, fileOf);
      if (!words || words.length < 3) continue;
      yield { node, bus, property, address: [words[0]!.value, words[1]!.value, words[2]!.value] };
    }
  }
}

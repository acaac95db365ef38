import { countNamesOf, propertyIndexOf } from '../../devicetree/property-index.js';
import type { DeviceTree, Property } from '../../devicetree/tree.js';
import { wholeOf } from '../../devicetree/tree-part.js';
import { cellsOf } from '../../devicetree/values.js';
import { query } from '../../text/query.js';
import { isGpioList } from './specifier-lists.js';
import { SPECIFIER_PROPERTIES } from './specifier-properties.js';

/** A list of specifiers that dtc does not check. */
export interface FurtherList {
  readonly property: Property;
  /** The provider's property that counts the cells. */
  readonly cellsName: string;
  /** Whether a provider may leave it out, which then is 0. */
  readonly isOptional: boolean;
}

/** Every list of a tree that dtc does not check: those known by name, and those named like the cells of a provider. */
export function* furtherListsOf(tree: DeviceTree): Iterable<FurtherList> {
  const index = propertyIndexOf(tree);
  // The provider of a list may stand anywhere.
  for (const [name, { cellsName, isOptional = false }] of listsCountedBy(countNamesOf(wholeOf(tree)))) {
    for (const property of index.named(name))
      if (KNOWN_BY_NAME.has(name) || beginsWithProvider(property, cellsName)) yield { property, cellsName, isOptional };
  }
}

/** The lists that there may be where properties of some names count cells; versions of a tree share the names. */
const listsCountedBy = query((cellsNames: ReadonlySet<string>): ReadonlyMap<string, KnownList> => {
  const lists = new Map(KNOWN_LISTS);
  for (const cellsName of cellsNames) {
    const stem = /^#(.+)-cells$/.exec(cellsName)?.[1];
    if (stem === undefined || NO_LISTS.has(stem)) continue;
    for (const name of [stem, `${stem}s`]) if (!lists.has(name) && !isDtcs(name)) lists.set(name, { cellsName });
  }
  return lists;
});

/** Whether a property that only has a fitting name (`phy`, which is also an Ethernet PHY) is such a list. */
function beginsWithProvider(property: Property, cellsName: string): boolean {
  return cellsOf(property)?.[0]?.phandleOf?.properties.has(cellsName) === true;
}

interface KnownList {
  readonly cellsName: string;
  readonly isOptional?: boolean;
}

/** Lists whose name is not that of the cells, and those that are held to them even where no provider has any. */
const KNOWN_LISTS: readonly (readonly [string, KnownList])[] = [
  ['access-controllers', { cellsName: '#access-controller-cells' }],
  ['assigned-clock-parents', { cellsName: '#clock-cells' }],
  ['assigned-clocks', { cellsName: '#clock-cells' }],
  ['fsl,usbmisc', { cellsName: '#index-cells' }],
  ['interconnects', { cellsName: '#interconnect-cells' }],
  ['io-backends', { cellsName: '#io-backend-cells' }],
  ['mux-states', { cellsName: '#mux-state-cells' }],
  ['nvmem-cells', { cellsName: '#nvmem-cell-cells', isOptional: true }],
  ['performance-domains', { cellsName: '#performance-domain-cells' }],
  ['pses', { cellsName: '#pse-cells' }],
  ['qcom,freq-domain', { cellsName: '#freq-domain-cells' }],
  ['qcom,smem-states', { cellsName: '#qcom,smem-state-cells' }],
  ['trigger-sources', { cellsName: '#trigger-source-cells' }],
];

const KNOWN_BY_NAME: ReadonlySet<string> = new Set(KNOWN_LISTS.map(([name]) => name));

/** What `#…-cells` count that are no specifiers: of addresses, of interrupts, of rows in a table. */
const NO_LISTS: ReadonlySet<string> = new Set([
  'address',
  'size',
  'interrupt',
  'dma-address',
  'dma-size',
  'pinctrl',
  'ssize',
]);

const isDtcs = (name: string) => isGpioList(name) || SPECIFIER_PROPERTIES.some(({ property }) => property === name);

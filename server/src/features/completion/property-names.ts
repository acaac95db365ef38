import { CompletionItemKind } from 'vscode-languageserver-protocol';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { compatibleOf } from '../../devicetree/values.js';
import { lockBanksOf } from '../../platforms/hwlock-providers.js';
import { lockSpecifierText } from '../../platforms/qualcomm/smem.js';
import { query } from '../../text/query.js';
import type { Ask, ItemSource } from './ask.js';
import { smemLockFor } from './hwlocks.js';
import { escapeSnippet, type Item } from './item.js';

/** The names of properties that the node can have and has not, those that nodes like it have first. */
export const propertyNames: ItemSource = (ask) => {
  const { place, node, tree } = ask;
  if (place.kind !== 'name' || !node) return undefined;
  const items = new Map<string, Item>();
  const add = (item: Item) => {
    if (!node.properties.has(item.label) && !items.has(item.label)) items.set(item.label, item);
  };
  for (const item of lockProperties(ask)) add(item);
  for (const [name, count] of propertiesOfLikes(tree, node)) {
    add({ ...propertyItem(name), detail: `${count === 1 ? '1 node' : `${count} nodes`} like this`, rank: 3 });
  }
  for (const name of STANDARD) add({ ...propertyItem(name), detail: 'Devicetree Specification', rank: 6 });
  return [...items.values()];
};

/** `hwlocks`, whole where the lock is known, and `hwlock-names` where there is something to name. */
function lockProperties(ask: Ask): Item[] {
  const isNamed = ask.node?.properties.has('hwlocks') === true;
  const lock = isNamed ? undefined : smemLockFor(ask);
  if (lock) {
    const text = `hwlocks = <${lockSpecifierText(lock)}>;`;
    const detail = 'The lock that this firmware takes to allocate from SMEM';
    return [
      {
        label: 'hwlocks',
        kind: CompletionItemKind.Property,
        text,
        snippet: `${escapeSnippet(text)}$0`,
        detail,
        rank: 2,
      },
    ];
  }
  if (lockBanksOf(ask.tree).length === 0) return [];
  return [{ ...propertyItem(isNamed ? 'hwlock-names' : 'hwlocks'), detail: 'Hardware spinlocks', rank: 6 }];
}

function propertyItem(name: string): Item {
  const kind = CompletionItemKind.Property;
  if (EMPTY.test(name)) return { label: name, kind, text: `${name};`, snippet: `${escapeSnippet(name)};$0` };
  const [open, close] = STRINGS.test(name) ? ['"', '"'] : ['<', '>'];
  const text = `${name} = ${open}${close};`;
  return { label: name, kind, text, snippet: `${escapeSnippet(name)} = ${open}$0${close};`, continues: true };
}

/** The properties of other nodes with the same `compatible`, with how many have each; the most frequent first. */
function propertiesOfLikes(tree: DeviceTree, node: Node): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  const likes = new Set(compatibleOf(node).flatMap((compatible) => nodesByCompatible(tree).get(compatible) ?? []));
  likes.delete(node);
  for (const like of likes) {
    for (const name of like.properties.keys()) if (!isHidden(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

const nodesByCompatible = query((tree: DeviceTree): ReadonlyMap<string, readonly Node[]> => {
  const index = new Map<string, Node[]>();
  for (const node of tree.nodes()) {
    for (const compatible of compatibleOf(node)) {
      const nodes = index.get(compatible);
      if (nodes) nodes.push(node);
      else index.set(compatible, [node]);
    }
  }
  return index;
});

/** What dtc writes itself. */
const isHidden = (name: string) => name === 'phandle' || name === 'linux,phandle';

/** DTSpec 2.3 and 2.4, in its order. */
const STANDARD = [
  'compatible',
  'model',
  'status',
  '#address-cells',
  '#size-cells',
  'reg',
  'ranges',
  'dma-ranges',
  'dma-coherent',
  'interrupts',
  'interrupt-parent',
  'interrupts-extended',
  'interrupt-names',
  'interrupt-controller',
  '#interrupt-cells',
];
const EMPTY =
  /^(dma-coherent|interrupt-controller|gpio-controller|no-map|reusable|wakeup-source|regulator-(always-on|boot-on))$/;
const STRINGS = /^(compatible|model|status|label|device_type|.*-names|firmware-name|function|bootargs|stdout-path)$/;

import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { asSchema, parseSchema } from '../../bindings/schema.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { compatibleOf } from '../../devicetree/values.js';
import { lockBanksOf } from '../../platforms/hwlock-providers.js';
import { processorAt } from '../../platforms/qualcomm/topology.js';
import { query } from '../../text/query.js';
import type { SourceFile } from '../../text/source-file.js';
import type { Range } from '../../text/span.js';
import { valueText } from '../facts/values.js';
import type { Ask, ItemSource } from './ask.js';
import { wantedLock } from './hwlocks.js';
import { escapeSnippet, type Item } from './item.js';
import { templates } from './templates.js';

/** The names of properties that the node can have and this body has not, those that nodes like it have first. */
export const propertyNames: ItemSource = (ask) => {
  const { place, node, tree } = ask;
  if (place.kind !== 'name' || !node) return undefined;
  const items = new Map<string, Item>();
  const written = writtenHere(ask, node);
  const isNamed = followedByValue(ask);
  const add = (item: Item) => {
    if (written.has(item.label) || items.has(item.label)) return;
    const { snippet, continues, ...rest } = item;
    items.set(item.label, isNamed ? { ...rest, text: item.label } : { ...item, filter: item.label });
  };
  for (const item of lockProperties(ask)) add(item);
  for (const [name, count] of propertiesOfLikes(tree, node)) {
    add({ ...propertyItem(name), detail: `${count === 1 ? '1 node' : `${count} nodes`} like this`, rank: 3 });
  }
  for (const name of propertiesOfBinding(ask)) add({ ...propertyItem(name), detail: 'its binding', rank: 3 });
  // In a body that extends the node, what it has already is there to be overridden.
  for (const property of node.properties.values()) {
    if (isWritten(property.name))
      add({ ...propertyItem(property.name), detail: `now ${valueText(property)}`, rank: 4 });
  }
  for (const name of STANDARD) add({ ...propertyItem(name), detail: 'Devicetree Specification', rank: 6 });
  return [...(isNamed ? [] : templates(ask, written)), ...items.values()];
};

/** The properties that the body around the cursor writes; all of the node where the body is not found. */
function writtenHere({ statement, context, unit }: Ask, node: Node): ReadonlySet<string> {
  const brace = statement.bodies.at(-1)?.brace ?? 0;
  const places = unit.expansion.sourceMap.expandedAt(context.view.file.uri, brace);
  const body = node.definitions.find(({ contentRange }) => contentRange && places.includes(contentRange.start));
  const names = new Set<string>();
  for (const { name, definitions } of node.properties.values()) {
    const isHere = ({ start, end }: Range) =>
      !body?.contentRange || (start >= body.contentRange.start && end <= body.contentRange.end);
    if (definitions.some(isHere)) names.add(name);
  }
  return names;
}

/** Whether the value or the end of the statement stands there already, so that the name alone is missing. */
function followedByValue({ context, statement }: Ask): boolean {
  const behind = statement.start + statement.place.word.end;
  return /^\s*[=;:{@(]/.test(context.view.file.text.slice(behind, statement.end + 1));
}

/**
 * What the binding itself lists. Only those of remote processors are asked, which a rule asks about anyway: any other
 * question would have all of a kernel's bindings read.
 */
function propertiesOfBinding({ tree, node, context }: Ask): readonly string[] {
  const { bindings } = context.view;
  if (!bindings || !node || !processorAt(tree, node)?.evidence.length) return [];
  const binding = compatibleOf(node)
    .map((compatible) => bindings.forCompatible(compatible))
    .find((found) => found !== undefined);
  return binding ? listedProperties(binding.file) : [];
}

const listedProperties = query((file: SourceFile): readonly string[] => {
  const properties = asSchema(parseSchema(file.text)?.properties) ?? {};
  return Object.keys(properties).filter(
    (name) => properties[name] !== false && asSchema(properties[name])?.type !== 'object',
  );
});

/** `hwlocks`, whole where the lock is known, and `hwlock-names` where there is something to name. */
function lockProperties(ask: Ask): Item[] {
  const isNamed = ask.node?.properties.has('hwlocks') === true;
  const lock = isNamed ? undefined : wantedLock(ask);
  if (lock) {
    const text = `hwlocks = <${lock.text}>;`;
    return [
      {
        label: 'hwlocks',
        kind: CompletionItemKind.Property,
        text,
        snippet: `${escapeSnippet(text)}$0`,
        detail: lock.reason,
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
    for (const name of like.properties.keys()) if (isWritten(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
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

/** Whether authors write a property, and not dtc. */
export const isWritten = (name: string) => name !== 'phandle' && name !== 'linux,phandle';

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

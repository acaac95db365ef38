import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { referenceKindOf } from '../../devicetree/reference-kinds.js';
import { specifierState } from '../../devicetree/specifier-state.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { compatibleOf, isLive } from '../../devicetree/values.js';
import type { Ask, ItemSource } from './ask.js';
import type { Item } from './item.js';

/** References to nodes: labels that the property can refer to, or all where that is not known; paths in `&{…}`. */
export const references: ItemSource = (ask) => {
  const { tree, place } = ask;
  if (place.prefix.startsWith('&{')) return paths(tree, place.prefix);
  if (place.kind === 'reference') return labels(tree, () => true);
  if (place.kind === 'deleted-node') return place.prefix.startsWith('&') ? labels(tree, () => true) : undefined;
  if (place.kind !== 'value' || !place.value) return undefined;
  const { property, enclosure, list } = place.value;
  const kind = referenceKindOf(property);
  const isTyped = place.prefix.startsWith('&');
  if (enclosure === undefined) return isTyped && property !== '' ? anyLabels(tree, property) : openedList(ask);
  if (enclosure !== '<') return undefined;
  if (!kind) return isTyped ? anyLabels(tree, property) : undefined;
  const state = specifierState(tree, list, kind.cells);
  if (state.next === 'provider' && (isTyped || place.prefix === '')) return labels(tree, kind.accepts);
  return isTyped ? labels(tree, () => true) : undefined;
};

/** Before `<`, where what the property refers to is known. */
function openedList({ tree, place }: Ask): readonly Item[] | undefined {
  const kind = referenceKindOf(place.value!.property);
  if (!kind || place.prefix !== '') return undefined;
  return labels(tree, kind.accepts).map((item) => ({
    ...item,
    text: `<${item.label}`,
    snippet: kind.cells ? `<${item.label} $0>` : `<${item.label}>$0`,
  }));
}

/** The labels of the nodes that pass, those that are enabled first. */
function labels(tree: DeviceTree, accepts: (node: Node) => boolean): Item[] {
  const items: Item[] = [];
  for (const [label, node] of tree.labels) {
    if (!accepts(node)) continue;
    const live = isLive(node);
    items.push({
      label: `&${label}`,
      kind: CompletionItemKind.Reference,
      detail: `${node.path}${live ? '' : ' (disabled)'}`,
      documentation: compatibleOf(node)[0] ?? '',
      rank: live ? 4 : 5,
    });
  }
  return items;
}

/** All labels, before them those of nodes that the property refers to elsewhere in the tree. */
function anyLabels(tree: DeviceTree, property: string): Item[] {
  const usual = new Set<Node>();
  for (const node of tree.nodes()) {
    if (property === '' || !node.properties.has(property)) continue;
    for (const component of node.properties.get(property)?.value ?? []) {
      if (component.kind === 'path' && component.target) usual.add(component.target);
      if (component.kind === 'cells') for (const { phandleOf } of component.cells) if (phandleOf) usual.add(phandleOf);
    }
  }
  return labels(tree, () => true).map((item) =>
    usual.has(tree.labels.get(item.label.slice(1))!) ? { ...item, rank: 3 } : item,
  );
}

/** The children of the path that is typed so far. */
function paths(tree: DeviceTree, prefix: string): Item[] {
  const typed = prefix.slice(2);
  const parentPath = typed.slice(0, typed.lastIndexOf('/') + 1);
  const parent = parentPath === '' || parentPath === '/' ? tree.root : tree.nodeAt(parentPath.slice(0, -1));
  return [...(parent?.children.values() ?? [])].map((node) => ({
    label: node.path,
    text: `&{${node.path}}`,
    kind: CompletionItemKind.Reference,
    detail: compatibleOf(node)[0] ?? '',
  }));
}

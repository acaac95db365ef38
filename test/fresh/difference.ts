import type { DeviceTree, Node } from '../../server/src/devicetree/tree.js';
import type { Expansion, MacroDefinition } from '../../server/src/preprocessor/expansion.js';
import type { SourceFile } from '../../server/src/text/source-file.js';
import type { CheckedView } from '../../server/src/workspace/file-view.js';
import type { TranslationUnit } from '../../server/src/workspace/translation-unit.js';
import { withFixes } from '../findings-with-fixes.js';

/** Where two values first differ, and how; `undefined` where they do not. Nodes of trees are equal if their paths are. */
export function difference(one: unknown, other: unknown, path: string): string | undefined {
  if (Object.is(one, other)) return undefined;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return `${path}: ${shown(one)} is ${shown(other)} from nothing`;
  if (isSourceFile(one) && isSourceFile(other))
    return one.uri === other.uri && one.text === other.text ? undefined : `${path}: another version of ${one.uri}`;
  if (isNode(one) && isNode(other)) return difference(one.path, other.path, `${path}.path`);
  if (one instanceof Map && other instanceof Map) return difference([...one], [...other], path);
  const keys = Object.keys(one);
  const others = Object.keys(other);
  if (keys.length !== others.length) return `${path}: ${shown(one)} is ${shown(other)} from nothing`;
  for (const key of keys) {
    const found = difference(one[key as never], other[key as never], `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How a unit that came of edits differs from the one that was computed from nothing. */
export function unitDifference(
  one: TranslationUnit | undefined,
  other: TranslationUnit | undefined,
): string | undefined {
  if (!one || !other) return difference(one !== undefined, other !== undefined, 'unit');
  return (
    expansionDifference(one.expansion, other.expansion) ??
    difference(one.document, other.document, 'document') ??
    treeDifference(one.tree, other.tree) ??
    difference(withFixes(one.findings), withFixes(other.findings), 'findings of the unit')
  );
}

/** How what is found in a file differs. */
export function viewDifference(one: CheckedView | undefined, other: CheckedView | undefined): string | undefined {
  if (!one || !other) return difference(one !== undefined, other !== undefined, 'view');
  return (
    difference(one.unit?.root.uri, other.unit?.root.uri, 'board of the view') ??
    difference(withFixes(one.findings), withFixes(other.findings), 'findings of the view')
  );
}

function expansionDifference(one: Expansion, other: Expansion): string | undefined {
  const { sourceMap, macros } = one;
  const { sourceMap: otherMap, macros: otherMacros } = other;
  const found =
    difference(one.text, other.text, 'text') ??
    difference(partsOf(one), partsOf(other), 'expansion') ??
    difference([...macros.values()].map(definition), [...otherMacros.values()].map(definition), 'macros');
  if (found !== undefined) return found;
  // Other places in each text, so that in time every place is compared.
  const step = 97 + (one.text.length % 61);
  for (let at = one.text.length % step; at < one.text.length; at += step) {
    const end = at + 1 + (at % 7);
    const place = difference(sourceMap.originOf(at, end), otherMap.originOf(at, end), `origin of ${at}`);
    if (place !== undefined) return place;
  }
  for (const { uri, text } of one.files) {
    const at = Math.floor(text.length / 2);
    const place = difference(sourceMap.expandedAt(uri, at), otherMap.expandedAt(uri, at), `${uri} ${at} expanded`);
    if (place !== undefined) return place;
  }
  return undefined;
}

const partsOf = ({ root, files, inactive, includes, notLoaded, missingIncludes, findings }: Expansion) => {
  return { root, files, inactive, includes, notLoaded, missingIncludes, findings };
};

function treeDifference(one: DeviceTree, other: DeviceTree): string | undefined {
  const nodes = one.nodes();
  const others = other.nodes();
  for (const [index, node] of nodes.entries()) {
    const found = nodeDifference(node, others[index]);
    if (found !== undefined) return found;
  }
  return difference(nodes.length, others.length, 'number of nodes') ?? difference(restOf(one), restOf(other), 'tree');
}

const restOf = (tree: DeviceTree) => {
  const { labels, memoryReservations, plugin, omitted, unresolved } = tree;
  const nodesBeforeOmission = tree.nodesBeforeOmission();
  return { labels, memoryReservations, plugin, omitted, unresolved, nodesBeforeOmission };
};

function nodeDifference(node: Node, other: Node | undefined): string | undefined {
  if (!other) return `${node.path}: no such node from nothing`;
  return (
    difference(outline(node), outline(other), node.path) ??
    difference([...node.properties.values()].map(content), [...other.properties.values()].map(content), node.path)
  );
}

const outline = ({ path, parent, children, labels, phandle, definitions }: Node) => {
  return { path, parent, children, labels, phandle, definitions };
};

const content = ({ name, value, definitions, doubtful }: ReturnType<Node['properties']['get']> & object) => {
  return { name, value, definitions, doubtful };
};

const definition = ({ name, parameters, body, definition: place }: MacroDefinition) => {
  return { name, parameters, body, place };
};

const isNode = (value: object): value is Node => 'path' in value && 'children' in value && 'properties' in value;

const isSourceFile = (value: object): value is SourceFile => 'uri' in value && 'text' in value && 'lines' in value;

function shown(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value, withoutFiles) : String(value);
  return (text ?? 'undefined').slice(0, 300);
}

const withoutFiles = (key: string, value: unknown) =>
  key === 'file'
    ? (value as SourceFile).uri
    : typeof value === 'bigint'
      ? String(value)
      : key === 'phandleOf' || key === 'target'
        ? '…'
        : value;

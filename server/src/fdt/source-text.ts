import type { Fdt, FdtNode, FdtProperty } from './format.js';
import { guessValue } from './guess-value.js';

export interface SourceText {
  readonly text: string;
  /** Names that no source can have; in the text, `?` stands for the letters at fault. */
  readonly unwritableNames: readonly string[];
}

/**
 * A source that compiles to the same flattened tree, as `dtc -I dtb -O dts` prints it, with the labels that
 * `/__symbols__` tells of. Phandles stay numbers: nothing in a blob says which cells are references.
 */
export function toSource(fdt: Fdt): SourceText {
  const unwritableNames: string[] = [];
  const lines = ['/dts-v1/;', ''];
  for (const { address, size } of fdt.memoryReservations) lines.push(`/memreserve/\t${hex64(address)} ${hex64(size)};`);
  if (fdt.root) writeNode({ lines, labels: labelsIn(fdt.root), unwritableNames }, fdt.root, 0);
  return { text: `${lines.join('\n')}\n`, unwritableNames };
}

const hex64 = (value: bigint) => `0x${value.toString(16).padStart(16, '0')}`;

interface Printer {
  readonly lines: string[];
  readonly labels: ReadonlyMap<FdtNode, readonly string[]>;
  readonly unwritableNames: string[];
}

function writeNode(printer: Printer, node: FdtNode, depth: number): void {
  const { lines, labels } = printer;
  const indentation = '\t'.repeat(depth);
  const prefix = (labels.get(node) ?? []).map((label) => `${label}: `).join('');
  // Only the root has no name, and only the root is written with a slash.
  const name = depth === 0 ? '/' : writableName(printer, node.name);
  lines.push(`${indentation}${prefix}${name} {`);
  for (const { name, value } of node.properties) {
    const text = value.length > 0 ? ` = ${guessValue(value)}` : '';
    lines.push(`${indentation}\t${writableName(printer, name)}${text};`);
  }
  for (const child of node.children) {
    lines.push('');
    writeNode(printer, child, depth + 1);
  }
  lines.push(`${indentation}};`);
}

/** The letters that names can have in a source (dtc-lexer.l, PROPNODECHAR). */
function writableName({ unwritableNames }: Printer, name: string): string {
  if (/^[\w,.+*#?@-]+$/.test(name)) return name;
  unwritableNames.push(name);
  return name.replace(/[^\w,.+*#?@-]/g, '?') || '?';
}

/** The labels of each node, in the order of `/__symbols__`; entries that name no node, or are no labels, are left out. */
function labelsIn(root: FdtNode): ReadonlyMap<FdtNode, readonly string[]> {
  const labels = new Map<FdtNode, string[]>();
  const symbols = root.children.find(({ name }) => name === '__symbols__');
  if (!symbols) return labels;
  const byPath = nodesByPath(root);
  const seen = new Set<string>();
  for (const property of symbols.properties) {
    const node = byPath.get(textOf(property) ?? '');
    // A label of the root can be written only where the root is referred to.
    if (!node || node === root || seen.has(property.name) || !/^[a-zA-Z_]\w*$/.test(property.name)) continue;
    seen.add(property.name);
    labels.set(node, [...(labels.get(node) ?? []), property.name]);
  }
  return labels;
}

function nodesByPath(root: FdtNode): ReadonlyMap<string, FdtNode> {
  const nodes = new Map<string, FdtNode>();
  const visit = (node: FdtNode, path: string) => {
    if (!nodes.has(path)) nodes.set(path, node);
    // Deeply nested long names would make paths of gigabytes; no symbol names such a node.
    if (path.length > MAX_PATH_LENGTH) return;
    for (const child of node.children) visit(child, path === '/' ? `/${child.name}` : `${path}/${child.name}`);
  };
  visit(root, '/');
  return nodes;
}

const MAX_PATH_LENGTH = 4096;

function textOf({ value }: FdtProperty): string | undefined {
  if (value.length > MAX_PATH_LENGTH || value.indexOf(0) !== value.length - 1) return undefined;
  return String.fromCharCode(...value.subarray(0, -1));
}

import { referenceTo } from '../../devicetree/places.js';
import type { Specifier } from '../../devicetree/specifiers.js';
import type { DeviceTree, Node, Property } from '../../devicetree/tree.js';
import { cellsOf, isCompatible, isLive } from '../../devicetree/values.js';
import { hwlocksOf, type LockBank } from '../hwlock-providers.js';

/** A node that describes SMEM, the memory that all processors of a SoC share (qcom,smem.yaml). */
export interface SmemNode {
  readonly node: Node;
  readonly live: boolean;
  /** A reserved region of its own, or a node that points to its regions. */
  readonly form: 'reserved-memory' | 'memory-region';
  /** The lock that guards allocation; absent unless `hwlocks` is one entry and wholly known. */
  readonly lock?: SmemLock;
}

export interface SmemLock {
  readonly bank: LockBank;
  readonly index: number;
  /** The `hwlocks` that says so. */
  readonly property: Property;
  readonly specifier: Specifier;
}

/**
 * The lock that SMEM takes on every Qualcomm SoC: on all of 377 mainline boards, and on 49 nodes of vendor trees ("SMEM
 * uses lock index 3 of the TCSR Mutex", Linux commit 5fe8508e2bc8). Four SoCs had 0 by mistake until November 2023.
 */
export const SMEM_LOCK_INDEX = 3;

export function smemNodesOf(tree: DeviceTree, nodes: readonly Node[]): readonly SmemNode[] {
  return nodes
    .filter((node) => isCompatible(node, 'qcom,smem'))
    .map((node) => {
      const lock = lockOf(tree, node);
      const form = node.properties.has('memory-region') ? 'memory-region' : 'reserved-memory';
      return { node, live: isLive(node), form, ...(lock && { lock }) };
    });
}

/** A lock as an author writes it in `<…>`, such as `&tcsr_mutex 3`. */
export function lockSpecifierText({ specifier, bank }: SmemLock): string {
  const reference = referenceTo(bank.node, specifier.phandle.reference?.label);
  return [reference, ...specifier.cells.map(({ value }) => `${value}`)].join(' ');
}

function lockOf(tree: DeviceTree, node: Node): SmemLock | undefined {
  const [entry, ...others] = hwlocksOf(tree, node);
  if (!entry?.bank || entry.lock === undefined || others.length > 0) return undefined;
  return { bank: entry.bank, index: entry.lock, property: entry.property, specifier: entry.specifier };
}

/** Whether the lock is not the one that SMEM takes everywhere; banks of other makers have no such index. */
export function hasOddIndex({ bank, index }: SmemLock): boolean {
  return bank.kind?.maker === 'Qualcomm' && index !== SMEM_LOCK_INDEX;
}

/** The nodes of the memory that live SMEM nodes describe: themselves, or those that they point to. */
export function smemRegionsOf(smem: readonly SmemNode[]): readonly Node[] {
  return smem
    .filter(({ live }) => live)
    .flatMap(({ node }) => {
      const regions = cellsOf(node.properties.get('memory-region')) ?? [];
      return [node, ...regions.flatMap(({ phandleOf }) => phandleOf ?? [])];
    });
}

import { referenceTo } from '../../devicetree/places.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { isCompatible } from '../../devicetree/values.js';
import { hwlocksOf, lockBanksOf } from '../hwlock-providers.js';
import type { WantedLock } from '../platform.js';
import { lockSpecifierText, SMEM_LOCK_INDEX } from './smem.js';
import { ipcTopology, processorAt } from './topology.js';

/**
 * The lock that a node should name: for an SMEM node lock 3 of the bank that it names, else of the tree's one Qualcomm
 * bank; for a processor that is proven to use SMEM that of the SMEM node. `undefined` for any other node, and where it
 * cannot be told.
 */
export function smemLockOf(tree: DeviceTree, user: Node): WantedLock | undefined {
  if (isCompatible(user, 'qcom,smem')) {
    const [named, ...more] = hwlocksOf(tree, user);
    const known = more.length === 0 ? named?.bank : undefined;
    const [only, ...others] = known ? [known] : lockBanksOf(tree).filter(({ kind }) => kind?.maker === 'Qualcomm');
    if (!only || others.length > 0 || only.kind?.maker !== 'Qualcomm' || (only.cells ?? 1) !== 1) return undefined;
    const reference = referenceTo(only.node, named?.specifier.phandle.reference?.label);
    const reason = 'The lock of SMEM on every known Qualcomm SoC';
    return { bank: only, lock: SMEM_LOCK_INDEX, text: `${reference} ${SMEM_LOCK_INDEX}`, name: NAME, reason };
  }
  const { sharedMemory } = ipcTopology(tree);
  if (!sharedMemory || !processorAt(tree, user)?.evidence.length) return undefined;
  const { bank, index } = sharedMemory.lock;
  const reason = 'The lock that this firmware takes to allocate from SMEM';
  return { bank, lock: index, text: lockSpecifierText(sharedMemory.lock), name: NAME, reason };
}

const NAME = "SMEM's lock";

/** The same as an author writes it in `<…>`. */
export function smemLockFor(tree: DeviceTree, user: Node): string | undefined {
  return smemLockOf(tree, user)?.text;
}

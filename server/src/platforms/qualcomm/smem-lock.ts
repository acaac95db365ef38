import { referenceTo } from '../../devicetree/places.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { hwlocksOf, lockBanksOf } from '../hwlock-providers.js';
import { lockSpecifierText, SMEM_LOCK_INDEX } from './smem.js';
import { ipcTopology } from './topology.js';

/**
 * The lock that a node should name, as an author writes it in `<…>`: for an SMEM node lock 3 of the bank that it names, else
 * of the tree's one Qualcomm bank; for a processor that is proven to use SMEM that of the SMEM node. `undefined` for any
 * other node, and where it cannot be told.
 */
export function smemLockFor(tree: DeviceTree, user: Node): string | undefined {
  const { smem, sharedMemory, processors } = ipcTopology(tree);
  if (smem.some(({ node }) => node === user)) {
    const [named, ...more] = hwlocksOf(tree, user);
    const known = more.length === 0 ? named?.bank : undefined;
    const [only, ...others] = known ? [known] : lockBanksOf(tree).filter(({ kind }) => kind?.maker === 'Qualcomm');
    if (!only || others.length > 0 || only.kind?.maker !== 'Qualcomm' || (only.cells ?? 1) !== 1) return undefined;
    return `${referenceTo(only.node, named?.specifier.phandle.reference?.label)} ${SMEM_LOCK_INDEX}`;
  }
  const isProven = processors.some(({ node, evidence }) => node === user && evidence.length > 0);
  return isProven && sharedMemory ? lockSpecifierText(sharedMemory.lock) : undefined;
}

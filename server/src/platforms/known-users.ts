import { referenceTo } from '../devicetree/places.js';
import type { DeviceTree, Node } from '../devicetree/tree.js';
import { compatibleOf } from '../devicetree/values.js';
import { lockBanksOf } from './hwlock-providers.js';
import type { LockUse, Platform, WantedLock } from './platform.js';

/** The use of a lock that a node is known for, by its compatible. */
export function useOf(uses: readonly LockUse[], node: Node): LockUse | undefined {
  const compatible = compatibleOf(node);
  return uses.find(({ takenBy }) => takenBy.some((name) => compatible.includes(name)));
}

/** The lock of a known user in the one bank of a maker that the tree has. */
export function lockOfKnownUser(
  tree: DeviceTree,
  { maker, lockUses }: Pick<Platform, 'maker' | 'lockUses'>,
  node: Node,
): WantedLock | undefined {
  const known = useOf(lockUses, node);
  if (!known) return undefined;
  const [bank, ...others] = lockBanksOf(tree).filter(({ kind }) => kind?.maker === maker);
  if (!bank || others.length > 0) return undefined;
  const { lock, use, source } = known;
  // A second cell says in ST's own kernel whether the lock is shared: 1 for those that several drivers take.
  const more = bank.cells === 2 ? ' 1' : '';
  return {
    bank,
    lock,
    text: `${referenceTo(bank.node)} ${lock}${more}`,
    name: `the lock for ${use}`,
    reason: `Lock ${lock} is for ${use}: ${source}`,
  };
}

import type { DeviceTree, Node } from '../devicetree/tree.js';
import type { LockBank } from './hwlock-providers.js';
import type { LockUse, Platform, WantedLock } from './platform.js';
import { qualcomm } from './qualcomm/platform.js';
import { spreadtrum } from './spreadtrum/platform.js';
import { stm32 } from './stm32/platform.js';

/** Every platform about which more is known than its trees say. */
export const platforms: readonly Platform[] = [qualcomm, spreadtrum, stm32];

/** The platform that a bank of locks belongs to. */
export function platformOf({ kind }: LockBank): Platform | undefined {
  return platforms.find(({ maker }) => maker === kind?.maker);
}

/** What a lock of a bank is for; `undefined` where that is not known. */
export function lockUseOf(bank: LockBank, lock: number): LockUse | undefined {
  return platformOf(bank)?.lockUses.find((use) => use.lock === lock);
}

/** The lock that a node has to name, on whatever platform it is. */
export function wantedLockOf(tree: DeviceTree, node: Node): WantedLock | undefined {
  return firstOf((platform) => platform.lockFor(tree, node));
}

/** What the first platform says that has an answer. */
export function firstOf<Answer>(ask: (platform: Platform) => Answer | undefined): Answer | undefined {
  for (const platform of platforms) {
    const answer = ask(platform);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

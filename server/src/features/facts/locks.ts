import { regOf, translateToRoot } from '../../devicetree/addresses.js';
import { referenceTo } from '../../devicetree/places.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { cellsOf, compatibleOf } from '../../devicetree/values.js';
import {
  type HwlockReference,
  hwlockReferencesOf,
  type LockBank,
  type LockCount,
} from '../../platforms/hwlock-providers.js';
import { firstOf } from '../../platforms/index.js';
import type { LockUse } from '../../platforms/platform.js';
import { query } from '../../text/query.js';
import { nodeLink } from '../markdown/links.js';
import { hexadecimal } from '../markdown/numbers.js';
import { code, enumerate } from '../markdown/text.js';
import { cellText } from './values.js';

/** "32", "at most 256"; `undefined` where nobody knows. */
export function lockCountText(locks: LockCount | undefined): string | undefined {
  return locks && `${locks.exact ? '' : 'at most '}${locks.count}`;
}

/** "lock **3** of 32", or that there is no such lock. */
export function lockText({ bank, lock }: HwlockReference): string {
  if (lock === undefined) return 'a lock that cannot be told';
  const locks = bank?.locks;
  if (!locks) return `lock **${lock}**`;
  if (lock < locks.count) return `lock **${lock}** of ${lockCountText(locks)}`;
  return `lock **${lock}**, past the end of the ${lockCountText(locks)} (0 to ${locks.count - 1})`;
}

/** An entry as an author writes it: `<&tcsr_mutex 3>`. */
export function entryText({ specifier, bank }: HwlockReference): string {
  const { phandle, cells } = specifier;
  const reference = bank ? referenceTo(bank.node, phandle.reference?.label) : cellText(phandle);
  return code(`<${[reference, ...cells.map(({ value, unknown }) => (unknown ? '?' : `${value}`))].join(' ')}>`);
}

/** The bank as a link, with the compatible by which it is known: "`/soc@0/hwlock@1f40000` (`qcom,tcsr-mutex`)". */
export function bankText(tree: DeviceTree, { node, kind }: LockBank): string {
  const compatible = kind?.compatible ?? compatibleOf(node)[0];
  return compatible === undefined ? nodeLink(tree, node) : `${nodeLink(tree, node)} (${code(compatible)})`;
}

/** The address of a lock's register as the processors see it, or its place in a system controller; `undefined` where it is not known. */
export function registerText(tree: DeviceTree, bank: LockBank, lock: number): string | undefined {
  const { node, registers, locks } = bank;
  if (!registers || (locks && lock >= locks.count)) return undefined;
  const offset = BigInt(registers.base) + BigInt(registers.stride) * BigInt(lock);
  const syscon = cellsOf(node.properties.get('syscon'))?.[0]?.phandleOf;
  if (syscon) return `offset ${code(hexadecimal(offset))} of ${nodeLink(tree, syscon)}`;
  const [block] = regOf(node);
  if (!block) return `offset ${code(hexadecimal(offset))} of the bank`;
  const address = block.address + offset;
  const translated = translateToRoot(node, address);
  const onBus = code(hexadecimal(address));
  if (translated === undefined) return `${onBus} on the bus ${nodeLink(tree, node.parent ?? node)}`;
  return translated === address ? onBus : `${code(hexadecimal(translated))} (${onBus} on its bus)`;
}

/** The nodes that name the same lock, but for the one of the entry. */
export function otherHolders(tree: DeviceTree, { user, bank, lock }: HwlockReference): readonly Node[] {
  if (!bank || lock === undefined) return [];
  return (usersOfBanks(tree).get(bank)?.get(lock) ?? []).filter((node) => node !== user);
}

/** At most `limit` of them. */
export function someHolders(tree: DeviceTree, { user, bank, lock }: HwlockReference, limit: number): readonly Node[] {
  if (!bank || lock === undefined) return [];
  const users = usersOfBanks(tree).get(bank)?.get(lock) ?? [];
  return users
    .slice(0, limit + 1)
    .filter((node) => node !== user)
    .slice(0, limit);
}

/** Which nodes name each lock of a bank, the lowest lock first; a node once for a lock. */
export function usersByLock(tree: DeviceTree, bank: LockBank): readonly (readonly [number, readonly Node[]])[] {
  return [...(usersOfBanks(tree).get(bank) ?? [])].sort(([a], [b]) => a - b);
}

/** The users of each lock of each bank, in the order of the tree. */
const usersOfBanks = query((tree: DeviceTree): ReadonlyMap<LockBank, ReadonlyMap<number, readonly Node[]>> => {
  const banks = new Map<LockBank, Map<number, Node[]>>();
  for (const { bank, lock, user } of hwlockReferencesOf(tree)) {
    if (!bank || lock === undefined) continue;
    const locks = banks.get(bank) ?? new Map<number, Node[]>();
    banks.set(bank, locks);
    const users = locks.get(lock);
    // The entries of one node are neighbours.
    if (!users) locks.set(lock, [user]);
    else if (users.at(-1) !== user) users.push(user);
  }
  return banks;
});

/** "SMEM `/reserved-memory/smem@81d00000`, ADSP `/soc@0/remoteproc@6800000`". */
export function usersText(tree: DeviceTree, users: readonly Node[]): string {
  return enumerate(users.map((user) => `${roleOf(tree, user)}${nodeLink(tree, user)}`));
}

/** "SMEM ", "ADSP ", or nothing for any other node. */
export function roleOf(tree: DeviceTree, node: Node): string {
  const role = firstOf((platform) => platform.roleOf(tree, node));
  return role === undefined ? '' : `${role} `;
}

/** A user in a word, without Markdown: "SMEM", else its name. */
export function userName(tree: DeviceTree, node: Node): string {
  return firstOf((platform) => platform.roleOf(tree, node)) ?? node.name.slice(0, MAX_NAME);
}

/** The longest name that stands among others. */
const MAX_NAME = 40;

/** "for the ADI bus". */
export const useText = ({ use }: LockUse) => `for ${use}`;

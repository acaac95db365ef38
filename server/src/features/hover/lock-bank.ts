import { regOf, translateToRoot } from '../../devicetree/addresses.js';
import type { Node } from '../../devicetree/tree.js';
import { type LockRegisters, lockBankOf, locksInWindow } from '../../platforms/hwlock-providers.js';
import { lockCountText, OWNER_TOKENS, registerText, usersByLock, usersText } from '../facts/locks.js';
import { hexadecimal } from '../markdown/numbers.js';
import { code, table } from '../markdown/text.js';
import type { NodeExplanation } from './node.js';
import type { Subject } from './subject.js';

/** A bank of hardware spinlocks: how many there are, where, and who uses which. */
export function explainLockBank({ tree }: Subject, node: Node): NodeExplanation | undefined {
  const bank = lockBankOf(node);
  if (!bank) return undefined;
  const { kind, locks, registers } = bank;
  const count = lockCountText(locks);
  const size = regOf(node)[0]?.size;
  const room = size === undefined || size > MAX_WINDOW ? undefined : locksInWindow(bank, Number(size));
  const rows = usersByLock(tree, bank).map(([lock, users]) => [
    `**${lock}**`,
    registerText(tree, bank, lock) ?? '',
    usersText(tree, users),
  ]);
  return {
    title: `**Bank of ${count === undefined ? '' : `${count} `}hardware spinlocks**${kind ? ` (${kind.maker})` : ''}`,
    blocks: [
      ...(registers ? [layoutText(node, registers, room)] : []),
      rows.length > 0 ? table(['Lock', 'Register', 'Named by'], rows) : 'No node names a lock of this bank.',
      ...(kind?.maker === 'Qualcomm' ? [OWNER_TOKENS] : []),
    ],
  };
}

function layoutText(node: Node, { base, stride }: LockRegisters, room: number | undefined): string {
  const [block] = regOf(node);
  const first = block && translateToRoot(node, block.address + BigInt(base));
  const start = first === undefined ? `offset ${hexadecimal(base)}` : hexadecimal(first);
  const held = room === undefined ? '' : `; ${code('reg')} has room for ${room}`;
  return `The register of lock i is at ${code(`${start} + ${hexadecimal(stride)} * i`)}${held}.`;
}

/** The largest window in bytes that numbers count exactly and that a bank could have. */
const MAX_WINDOW = 1n << 32n;

import { regOf, translateToRoot } from '../../devicetree/addresses.js';
import type { Node } from '../../devicetree/tree.js';
import { type LockRegisters, lockBankOf, locksInWindow } from '../../platforms/hwlock-providers.js';
import { lockUseOf, platformOf } from '../../platforms/index.js';
import { lockCountText, registerText, usersByLock, usersText } from '../facts/locks.js';
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
  const platform = platformOf(bank);
  const users = new Map(usersByLock(tree, bank));
  const numbers = new Set([...users.keys(), ...(platform?.lockUses ?? []).map(({ lock }) => lock)]);
  const rows = [...numbers]
    .sort((a, b) => a - b)
    .map((lock) => [
      `**${lock}**`,
      registerText(tree, bank, lock) ?? '',
      usersText(tree, users.get(lock) ?? []),
      lockUseOf(bank, lock)?.use ?? '',
    ]);
  return {
    title: `**Bank of ${count === undefined ? '' : `${count} `}hardware spinlocks**${kind ? ` (${kind.maker})` : ''}`,
    blocks: [
      ...(registers ? [layoutText(node, registers, room)] : []),
      ...(users.size > 0 ? [] : ['No node names a lock of this bank.']),
      ...(rows.length > 0 ? [table(['Lock', 'Register', 'Named by', 'Known use'], rows)] : []),
      ...(platform?.ownerTokens ? [platform.ownerTokens] : []),
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

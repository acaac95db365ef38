import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { referenceTo } from '../../devicetree/places.js';
import { compatibleOf, isCompatible, isLive } from '../../devicetree/values.js';
import { type LockBank, lockBankOf, lockBanksOf } from '../../platforms/hwlock-providers.js';
import { lockSpecifierText, SMEM_LOCK_INDEX, type SmemLock } from '../../platforms/qualcomm/smem.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { bankText, lockCountText, OWNER_TOKENS, registerText, roleOf, usersByLock } from '../facts/locks.js';
import type { Ask, ItemSource } from './ask.js';
import { escapeSnippet, type Item } from './item.js';
import { specifierState } from './specifier-state.js';

/** The value of `hwlocks`: SMEM's lock, banks of locks, and the locks of the bank that was chosen. */
export const hwlocks: ItemSource = (ask) => {
  const { tree, place } = ask;
  if (!place.value || !isOfLocks(ask)) return undefined;
  const { enclosure, list, macro } = place.value;
  if (enclosure !== undefined && enclosure !== '<') return [];
  const state = specifierState(tree, enclosure === '<' ? list : [], '#hwlock-cells');
  if (state.next === 'cell') {
    const bank = lockBanksOf(tree).find(({ node }) => node === state.provider);
    // What the second cell means is known to the vendor's driver only (ST's own kernel).
    return bank && state.index === 0 ? locks(ask, bank) : [];
  }
  if (state.next === 'unknown') return [];
  const isOpen = enclosure === '<' || (macro !== undefined && place.prefix.startsWith('&'));
  return [...smemSpecifier(ask, isOpen), ...banks(ask, isOpen)];
};

/** Also the arguments of a macro of which nobody knows what property it writes, where a bank of locks is named first. */
function isOfLocks({ tree, place: { value } }: Ask): boolean {
  if (value?.property === 'hwlocks') return true;
  if (value?.macro === undefined || value.property !== '' || value.enclosure !== '<') return false;
  const state = specifierState(tree, value.list, '#hwlock-cells');
  return state.next === 'cell' && lockBankOf(state.provider) !== undefined;
}

/** The lock that guards SMEM, where the node's firmware is proven to take it; `undefined` for any other node. */
export function smemLockFor({ tree, node }: Ask): SmemLock | undefined {
  const { processors, sharedMemory } = ipcTopology(tree);
  const processor = processors.find((each) => each.node === node);
  return processor && processor.evidence.length > 0 ? sharedMemory?.lock : undefined;
}

function smemSpecifier(ask: Ask, isOpen: boolean): Item[] {
  const lock = smemLockFor(ask);
  if (!lock) return [];
  const specifier = lockSpecifierText(lock);
  if (`${ask.place.value?.cells.join(' ')} `.includes(`${specifier} `)) return [];
  const text = isOpen ? specifier : `<${specifier}>`;
  return [
    {
      label: text,
      holder: 'the lock of SMEM',
      kind: CompletionItemKind.Value,
      detail: 'The lock that this firmware takes to allocate from SMEM',
      rank: 0,
      preselect: true,
    },
  ];
}

/** The banks that a label names first, those that are enabled first among them. */
function banks({ tree }: Ask, isOpen: boolean): Item[] {
  return lockBanksOf(tree).map((bank): Item => {
    const { node, cells } = bank;
    const live = isLive(node);
    const reference = referenceTo(node);
    const text = isOpen ? reference : `<${reference}`;
    const count = lockCountText(bank.locks);
    const details = [
      ...(count ? [`${count} locks`] : []),
      ...(cells === undefined ? [] : [`${cells} cell${cells === 1 ? '' : 's'}`]),
      ...(live ? [] : ['disabled']),
    ];
    return {
      label: reference,
      kind: CompletionItemKind.Module,
      text: `${text} `,
      ...(!isOpen && { snippet: `${escapeSnippet(text)} $0>` }),
      detail: details.join(', '),
      documentation: bankText(tree, bank),
      rank: (node.labels.length > 0 ? 1 : 3) + (live ? 0 : 1),
      continues: true,
    };
  });
}

function locks(ask: Ask, bank: LockBank): Item[] {
  const { tree, node } = ask;
  const users = new Map(usersByLock(tree, bank));
  const smemLock = smemLockFor(ask);
  const isSmem = node !== undefined && isCompatible(node, 'qcom,smem') && bank.kind?.maker === 'Qualcomm';
  const recommended = smemLock?.bank === bank ? smemLock.index : isSmem ? SMEM_LOCK_INDEX : undefined;
  const count = Math.min(bank.locks?.count ?? 0, MAX_LOCKS);
  return Array.from({ length: count }, (_, index): Item => {
    const holders = (users.get(index) ?? []).filter((user) => user !== node);
    const register = registerText(tree, bank, index);
    const facts = [
      `Lock ${index} of ${lockCountText(bank.locks)} in ${bankText(tree, bank)}.`,
      ...(register ? [`Register: ${register}`] : []),
      ...(bank.kind?.maker === 'Qualcomm' ? [OWNER_TOKENS] : []),
    ];
    return {
      label: `${index}`,
      ...(holders.length > 0 && { holder: holders.map((user) => `${roleOf(tree, user)}${user.path}`).join(', ') }),
      kind: CompletionItemKind.Value,
      detail: holders.length > 0 ? 'taken' : (compatibleOf(bank.node)[0] ?? ''),
      documentation: facts.join('\n\n'),
      rank: index === recommended ? 0 : 5,
      preselect: index === recommended,
    };
  });
}

/** The largest bank that is known has 256. */
const MAX_LOCKS = 256;

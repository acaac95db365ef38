import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { referenceTo } from '../../devicetree/places.js';
import { specifierState } from '../../devicetree/specifier-state.js';
import { compatibleOf, isLive } from '../../devicetree/values.js';
import { type LockBank, lockBankOf, lockBanksOf } from '../../platforms/hwlock-providers.js';
import { lockUseOf, platformOf, wantedLockOf } from '../../platforms/index.js';
import { useOf } from '../../platforms/known-users.js';
import type { WantedLock } from '../../platforms/platform.js';
import { bankText, lockCountText, registerText, roleOf, usersByLock, useText } from '../facts/locks.js';
import type { Ask, ItemSource } from './ask.js';
import { escapeSnippet, type Item } from './item.js';

/** The value of `hwlocks`: the lock that the node has to name, banks of locks, and the locks of the bank that was chosen. */
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
  return [...wantedSpecifier(ask, isOpen), ...banks(ask, isOpen)];
};

/** Also the arguments of a macro of which nobody knows what property it writes, where a bank of locks is named first. */
function isOfLocks({ tree, place: { value } }: Ask): boolean {
  if (value?.property === 'hwlocks') return true;
  if (value?.macro === undefined || value.property !== '' || value.enclosure !== '<') return false;
  const state = specifierState(tree, value.list, '#hwlock-cells');
  return state.next === 'cell' && lockBankOf(state.provider) !== undefined;
}

/** The lock that the node has to name, as its platform knows; `undefined` for most nodes. */
export function wantedLock({ tree, node }: Ask): WantedLock | undefined {
  return node && wantedLockOf(tree, node);
}

function wantedSpecifier(ask: Ask, isOpen: boolean): Item[] {
  const wanted = wantedLock(ask);
  if (!wanted || `${ask.place.value?.cells.join(' ')} `.includes(`${wanted.text} `)) return [];
  const use = lockUseOf(wanted.bank, wanted.lock);
  return [
    {
      label: isOpen ? wanted.text : `<${wanted.text}>`,
      ...(use && { holder: useText(use) }),
      kind: CompletionItemKind.Value,
      detail: wanted.reason,
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
  const wanted = wantedLock(ask);
  const platform = platformOf(bank);
  const known = node && useOf(platform?.lockUses ?? [], node)?.lock;
  const recommended = wanted?.bank === bank ? wanted.lock : known;
  const count = Math.min(bank.locks?.count ?? 0, MAX_LOCKS);
  return Array.from({ length: count }, (_, index): Item => {
    const holders = (users.get(index) ?? []).filter((user) => user !== node);
    const register = registerText(tree, bank, index);
    const use = lockUseOf(bank, index);
    const facts = [
      `Lock ${index} of ${lockCountText(bank.locks)} in ${bankText(tree, bank)}.`,
      ...(register ? [`Register: ${register}`] : []),
      ...(use ? [`Known use: ${use.use} (${use.source}).`] : []),
      ...(platform?.ownerTokens ? [platform.ownerTokens] : []),
    ];
    const role = holders.map((user) => `${roleOf(tree, user)}${user.path}`).join(', ') || (use && useText(use));
    return {
      label: `${index}`,
      ...(role && { holder: role }),
      kind: CompletionItemKind.Value,
      detail: holders.length > 0 ? 'taken' : use ? 'known use' : (compatibleOf(bank.node)[0] ?? ''),
      documentation: facts.join('\n\n'),
      // A lock that is known to be for others is the last to choose.
      rank: index === recommended ? 0 : use ? 8 : 5,
      preselect: index === recommended,
    };
  });
}

/** The largest bank that is known has 256. */
const MAX_LOCKS = 256;

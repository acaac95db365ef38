import { type CodeLens, type CodeLensParams, CodeLensRequest } from 'vscode-languageserver-protocol';
import type { DeviceTree } from '../devicetree/tree.js';
import { standingDefinitions } from '../devicetree/tree.js';
import { type LockBank, lockBanksOf } from '../platforms/hwlock-providers.js';
import { userName, usersByLock } from './facts/locks.js';
import { defineFeature } from './feature.js';
import { rangeOf } from './positions.js';
import { writtenHere } from './written-here.js';

/** Above a bank of hardware spinlocks, who uses which: "3: SMEM, 31 free". */
export const codeLenses = defineFeature<CodeLensParams, CodeLens[]>({
  request: CodeLensRequest.type,
  capabilities: { codeLensProvider: {} },
  neutral: [],
  handle({ view, settings }) {
    const { file, unit } = view;
    if (!unit || !settings['codeLens.lockBanks']) return [];
    const lenses = new Map<number, CodeLens>();
    for (const bank of lockBanksOf(unit.tree)) {
      const [first] = standingDefinitions(bank.node);
      const span = first && writtenHere(unit.tree, file, first.nameRange);
      // There is nothing to run: a client shows such a command as text.
      if (span && !lenses.has(span.start))
        lenses.set(span.start, { range: rangeOf(span), command: { title: lockUsers(unit.tree, bank), command: '' } });
    }
    return [...lenses.values()].slice(0, MAX_LENSES);
  },
});

function lockUsers(tree: DeviceTree, bank: LockBank): string {
  const used = usersByLock(tree, bank);
  const shown = used.slice(0, MAX_LOCKS).map(([lock, users]) => {
    const names = users.slice(0, MAX_USERS).map((user) => userName(tree, user));
    const more = users.length > MAX_USERS ? ` + ${users.length - MAX_USERS} more` : '';
    return `${lock}: ${names.join(' + ')}${more}`;
  });
  const { locks } = bank;
  const taken = used.filter(([lock]) => !locks || lock < locks.count).length;
  const free = locks ? [`${locks.exact ? '' : 'at most '}${locks.count - taken} free`] : [];
  const rest = used.length > MAX_LOCKS ? [`${used.length - MAX_LOCKS} more in use`] : [];
  return [...shown, ...rest, ...free].join(', ') || 'no lock is named';
}

const MAX_LOCKS = 8;
const MAX_USERS = 4;
/** More banks than any SoC has. */
const MAX_LENSES = 100;

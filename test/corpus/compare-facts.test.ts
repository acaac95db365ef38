import { expect, test } from 'vitest';
import { differencesOf, rowsOf } from './compare-facts.js';
import type { BoardFacts } from './oracle/board-facts.js';

const bank = { path: '/bank', compatible: [], cells: 1, live: true, locks: 32 };
const other = { ...bank, path: '/other' };
const facts = (...providers: BoardFacts['providers']): BoardFacts => ({
  providers,
  hwlocks: [],
  smem: [],
  smp2p: [],
  smsm: [],
  processors: [],
  missingHwlocks: [],
});

test('equal readings have no difference', () => {
  expect(differencesOf(facts(bank), facts({ ...bank }))).toEqual([]);
  expect(rowsOf(facts(bank, other))).toBe(2);
});

test('each entry that one side lacks is a difference, and so is another order', () => {
  expect(differencesOf(facts(bank), facts({ ...bank, locks: null }))).toEqual([
    `providers: only the oracle has ${JSON.stringify(bank)}`,
    `providers: only the analyser has ${JSON.stringify({ ...bank, locks: null })}`,
  ]);
  expect(differencesOf(facts(bank, other), facts(other, bank))).toEqual(['providers: same entries, other order']);
});

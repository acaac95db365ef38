import type { BoardFacts } from './oracle/board-facts.js';

/** Where two readings of one board differ, one line for each entry; empty when they are equal as JSON. */
export function differencesOf(oracle: BoardFacts, analyser: BoardFacts): string[] {
  return fields.flatMap((field) => {
    const expected = oracle[field].map((entry) => JSON.stringify(entry));
    const actual = analyser[field].map((entry) => JSON.stringify(entry));
    if (JSON.stringify(expected) === JSON.stringify(actual)) return [];
    const lines = [
      ...without(expected, actual).map((entry) => `${field}: only the oracle has ${entry}`),
      ...without(actual, expected).map((entry) => `${field}: only the analyser has ${entry}`),
    ];
    // The same entries in another order are a difference too, for both sides sort alike.
    return lines.length > 0 ? lines : [`${field}: same entries, other order`];
  });
}

/** How many facts a reading holds: one for each entry of each list. */
export function rowsOf(facts: BoardFacts): number {
  return fields.reduce((sum, field) => sum + facts[field].length, 0);
}

const fields = [
  'providers',
  'hwlocks',
  'smem',
  'smp2p',
  'smsm',
  'processors',
  'missingHwlocks',
] as const satisfies readonly (keyof BoardFacts)[];

function without(entries: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return entries.filter((entry) => !known.has(entry));
}

/** Where two readings of one board differ, one line for each entry of each list; empty when they are equal as JSON. */
export function differencesOf<Reading extends object>(oracle: Reading, analyser: NoInfer<Reading>): string[] {
  const actualLists = new Map(listsOf(analyser));
  return listsOf(oracle).flatMap(([field, list]) => {
    const expected = list.map((entry) => JSON.stringify(entry));
    const actual = (actualLists.get(field) ?? []).map((entry) => JSON.stringify(entry));
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
export function rowsOf(reading: object): number {
  return listsOf(reading).reduce((sum, [, list]) => sum + list.length, 0);
}

/** The members of a reading, each of which is a list. */
function listsOf(reading: object): readonly (readonly [string, readonly unknown[]])[] {
  return Object.entries(reading);
}

function without(entries: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return entries.filter((entry) => !known.has(entry));
}

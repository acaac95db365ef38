/** The word that was most likely meant, if any is near enough: at most a third of its letters differ. */
export function closestTo(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    // At least as many letters differ as one is longer than the other.
    if (Math.abs(word.length - candidate.length) * 3 > candidate.length) continue;
    const distance = editDistance(word, candidate);
    if (distance < least && distance * 3 <= candidate.length) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** No name is as long as this; a file may hold words of any length. */
const MAX_LENGTH = 100;

/**
 * The least number of letters to insert, delete, replace or exchange with the next (Damerau and Levenshtein, no letter
 * changed twice).
 */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const exchanged = isExchanged ? beforePrevious[j - 2]! + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(replaced, exchanged, previous[j]! + 1, row[j - 1]! + 1));
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length]!;
}

import { seededRandom } from './random.js';
import { randomEdit } from './random-edits.js';

/** Random edits of several texts; the same for the same seed. */
export interface SeededEdits {
  /** The next version of one of the texts. */
  next(): { readonly name: string; readonly text: string };
  /** A number in [0, 1), for whatever else a test chooses. */
  random(): number;
}

/**
 * Edits of `texts`, of which the first gets fewer. Every few edits a text is mended, or soon nothing of it would make
 * sense.
 */
export function seededEdits(texts: ReadonlyMap<string, string>, seed: number): SeededEdits {
  const random = seededRandom(seed);
  const names = [...texts.keys()];
  const versions = new Map([...texts].map(([name, text]) => [name, [text]]));
  return {
    random,
    next() {
      const name = random() < FIRST_SHARE ? names[0]! : names[1 + Math.floor(random() * (names.length - 1))]!;
      const known = versions.get(name)!;
      if (known.length > MOST_EDITS) known.length = 1;
      else known.push(randomEdit(known.at(-1)!, random));
      return { name, text: known.at(-1)! };
    },
  };
}

const FIRST_SHARE = 0.3;
const MOST_EDITS = 4;

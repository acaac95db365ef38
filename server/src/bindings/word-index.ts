/**
 * Which words stand in which of many texts. It keeps two bytes of each word and none of the texts, so that a folder can be
 * searched again and again of which only few files are worth remembering.
 */
export interface WordIndex<Key> {
  add(key: Key, text: string): void;
  has(key: Key): boolean;
  /**
   * The texts in which every word of `phrase` stands, in the order in which they were added, and by chance a few more: who
   * wants to be sure looks into them. A YAML text that has the phrase as a scalar is always among them; none has a phrase
   * without words, such as an empty one.
   */
  holding(phrase: string): readonly Key[];
}

export function createWordIndex<Key>(): WordIndex<Key> {
  /** The words of all texts, one text behind the other. */
  let words = new Uint16Array(FIRST_SIZE);
  /** Where those of each text end. */
  const ends = new Map<Key, number>();
  let length = 0;
  return {
    add(key, text) {
      const own = wordsOf(text);
      if (length + own.size > words.length) {
        const longer = new Uint16Array(Math.max(length + own.size, Math.ceil(words.length * GROWTH)));
        longer.set(words);
        words = longer;
      }
      for (const word of own) words[length++] = word;
      ends.set(key, length);
    },
    has: (key) => ends.has(key),
    holding(phrase) {
      const wanted = [...wordsOf(phrase)];
      const found: Key[] = [];
      if (wanted.length === 0) return found;
      let start = 0;
      for (const [key, end] of ends) {
        const own = words.subarray(start, end);
        if (wanted.every((word) => own.includes(word))) found.push(key);
        start = end;
      }
      return found;
    },
  };
}

const FIRST_SIZE = 1 << 16;
const GROWTH = 1.5;

/** The words of a text as numbers of two bytes, which different words may share. */
function wordsOf(text: string): ReadonlySet<number> {
  const words = new Set<number>();
  let word = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!SEPARATORS.has(code)) word = (Math.imul(word, 31) + code + 1) | 0;
    else if (word !== 0) {
      words.add(word & 0xffff);
      word = 0;
    }
  }
  if (word !== 0) words.add(word & 0xffff);
  return words;
}

/** All that can stand right before or behind a scalar of YAML. */
const SEPARATORS: ReadonlySet<number> = new Set([...' \t\r\n,[]{}"\':'].map((letter) => letter.charCodeAt(0)));

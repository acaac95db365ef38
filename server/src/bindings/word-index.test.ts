import { describe, expect, it } from 'vitest';
import { createWordIndex } from './word-index.js';

describe('an index of words', () => {
  it.each([
    ['a plain scalar', '- acme,dsp-pas\n'],
    ['the last one', 'const: acme,dsp-pas'],
    ['a quoted one', "const: 'acme,dsp-pas'"],
    ['one of a list in brackets', '["acme,codec","acme,dsp-pas"]'],
  ])('finds %s', (_, text) => {
    const index = createWordIndex<number>();
    index.add(1, 'description: acme,codec\n');
    index.add(2, text);
    expect(index.holding('acme,dsp-pas')).toEqual([2]);
  });

  it('knows no part of a word, and texts of which it has none', () => {
    const index = createWordIndex<string>();
    index.add('a', 'acme,dsp-pas');
    index.add('b', '');
    expect(index.holding('acme,dsp')).toEqual([]);
    expect(index.holding('')).toEqual([]);
    expect(index.holding(' , ')).toEqual([]);
    expect(['a', 'b', 'c'].map((key) => index.has(key))).toEqual([true, true, false]);
  });

  it('keeps the words of many texts apart', () => {
    const index = createWordIndex<number>();
    for (let text = 0; text < 3000; text++)
      index.add(text, Array.from({ length: 50 }, (_, word) => `word${text}-${word}`).join(' '));
    expect(index.holding('word1234-7 word1234-49')).toEqual([1234]);
  });
});

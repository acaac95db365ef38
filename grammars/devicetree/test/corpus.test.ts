import { describe, expect, it } from 'vitest';
import { corpusCases, corpusFiles } from './corpus-cases.js';
import { parse } from './parse.js';

/** A tree's text with one blank between its parts, however it is laid out. */
const oneLine = (tree: string) => tree.trim().replace(/\s+/g, ' ').replace(/ \)/g, ')');

describe.each(corpusFiles)('%s', (file) => {
  it.each(corpusCases(file))('$name', ({ text, tree }) => {
    expect(
      parse(text, (root) => root.toString()),
      text,
    ).toBe(oneLine(tree));
    expect(tree).not.toMatch(/ERROR|MISSING/);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dtcVersion, judge } from './dtc.js';
import { parse } from './parse.js';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly tree: string;
}

/** Reads a file of tree-sitter's own test format: a name between two lines of `=`, a text, `---` and its tree. */
function casesOf(file: string): Case[] {
  const parts = readFileSync(new URL(`corpus/${file}`, import.meta.url), 'utf8').split(/^={3,}\n(.*)\n={3,}\n/m);
  return parts.slice(1).flatMap((name, index, rest) => {
    if (index % 2 === 1) return [];
    const [text = '', tree = ''] = rest[index + 1]!.split(/^-{3,}\n/m);
    return [{ name, text: text.replace(/^\n/, ''), tree }];
  });
}

/** A tree's text with one blank between its parts, however it is laid out. */
const oneLine = (tree: string) => tree.trim().replace(/\s+/g, ' ').replace(/ \)/g, ')');

const files = readdirSync(new URL('corpus', import.meta.url));

describe.each(files)('%s', (file) => {
  const cases = casesOf(file);

  it.each(cases)('$name', ({ text, tree }) => {
    expect(
      parse(text, (root) => root.toString()),
      text,
    ).toBe(oneLine(tree));
    expect(tree).not.toMatch(/ERROR|MISSING/);
  });

  // What only the preprocessor can read is in files of its own. Older versions of dtc do not know `&{label/path}`.
  describe.runIf(!file.startsWith('raw-') && dtcVersion >= 1.7)('according to dtc', () => {
    it.each(cases.filter(({ text }) => text.trim()))('$name', ({ text }) => {
      expect(judge(text.includes('/dts-v1/') ? text : `/dts-v1/;\n${text}`), text).not.toMatch(
        /syntax error|Lexical error/,
      );
    });
  });
});

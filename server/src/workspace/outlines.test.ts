import { expect, it } from 'vitest';
import { testParser } from '../../../test/parser.js';
import type { ParseSession, SyntaxParser } from '../syntax/parser.js';
import { createSourceFile } from '../text/source-file.js';
import { createOutlines } from './outlines.js';

/** A parser that tells how many of its sessions hold a tree. */
async function countingParser() {
  const parser = await testParser();
  const open = new Set<ParseSession>();
  const counting: SyntaxParser = {
    ...parser,
    open() {
      const session = parser.open();
      const counted: ParseSession = {
        ...session,
        update: (text) => session.update(text),
        close() {
          open.delete(counted);
          session.close();
        },
      };
      open.add(counted);
      return counted;
    },
  };
  return { parser: counting, open };
}

const fileOf = (name: string, text: string) => createSourceFile(`file:///${name}.dtsi`, 1, text);

it('an outline is read once for each version of a file', async () => {
  const { parser, open } = await countingParser();
  const outlines = createOutlines(parser);
  const file = fileOf('a', '/ { };');
  expect(outlines.of(file)).toBe(outlines.of(file));
  expect(outlines.of(fileOf('a', '/ { a { }; };')).document.items).toHaveLength(1);
  expect(open.size).toBe(1);
  outlines.close(file.uri);
  expect(open.size).toBe(0);
});

it('only the files last asked for are kept, and of large ones fewer', async () => {
  const { parser, open } = await countingParser();
  const outlines = createOutlines(parser);
  for (let number = 0; number < 20; number++) outlines.of(fileOf(`${number}`, '/ { };'));
  expect(open.size).toBe(8);
  for (const name of ['x', 'y']) outlines.of(fileOf(name, `/*${' '.repeat(900_000)}*/ / { };`));
  expect(open.size).toBe(1);
});

it('a file that is too large has an empty outline', async () => {
  const { parser, open } = await countingParser();
  const file = fileOf('large', 'a{};'.repeat(500_000));
  const outline = createOutlines(parser).of(file);
  expect(outline.document.items).toEqual([]);
  expect(outline.file).toBe(file);
  expect(open.size).toBe(0);
});

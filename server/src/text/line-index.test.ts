import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineIndex, type LineIndex } from './line-index.js';

describe('line index', () => {
  it('ends lines at LF, CR LF and CR', () => {
    const index = createLineIndex('a\nbc\r\nd\re');
    expect(index.lineCount).toBe(4);
    expect([0, 1, 2, 3].map((line) => [index.startOf(line), index.endOf(line)])).toEqual([
      [0, 1],
      [2, 4],
      [6, 7],
      [8, 9],
    ]);
  });

  it('converts every offset there and back', () => {
    const text = 'ab\n\ncde\n';
    const index = createLineIndex(text);
    for (let offset = 0; offset <= text.length; offset++) expect(index.offsetAt(index.positionAt(offset))).toBe(offset);
  });

  it('clamps positions beyond a line or the text', () => {
    const index = createLineIndex('ab\ncd');
    expect(index.offsetAt({ line: 0, character: 99 })).toBe(2);
    expect(index.offsetAt({ line: 9, character: 0 })).toBe(5);
    expect(index.positionAt(99)).toEqual({ line: 1, character: 2 });
  });

  it('takes over from the version before what an edit leaves as it was', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n'), maxLength: 12 });
    fc.assert(
      fc.property(text, fc.array(fc.tuple(fc.nat(12), fc.nat(4), text, fc.boolean())), (first, edits) => {
        let content = first;
        let index = createLineIndex(content);
        for (const [start, length, inserted, isAsked] of edits) {
          content = content.slice(0, start) + inserted + content.slice(start + length);
          index = createLineIndex(content, index);
          // Of a version that nobody asks the table is never known.
          if (!isAsked) continue;
          const anew = createLineIndex(content);
          expect(startsOf(index)).toEqual(startsOf(anew));
        }
      }),
    );
  });
});

function startsOf(index: LineIndex): number[] {
  return Array.from({ length: index.lineCount }, (_, line) => index.startOf(line));
}

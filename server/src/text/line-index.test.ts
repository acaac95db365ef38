import { describe, expect, it } from 'vitest';
import { createLineIndex } from './line-index.js';

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
});

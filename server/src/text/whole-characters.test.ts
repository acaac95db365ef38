import { describe, expect, it } from 'vitest';
import { createSourceFile } from './source-file.js';
import { behindCharacter, wholeMessage, wholeSpan } from './whole-characters.js';

const file = createSourceFile('file:///a.dts', 1, 'a😀b');
const span = (start: number, end: number) => ({ file, start, end });

describe('characters of two code units', () => {
  it('are not cut by a span', () => {
    expect(wholeSpan(span(1, 2))).toEqual(span(1, 3));
    expect(wholeSpan(span(2, 4))).toEqual(span(1, 4));
    expect(wholeSpan(span(0, 3))).toEqual(span(0, 3));
    expect([0, 1, 2, 3, 4, 5].map((offset) => behindCharacter(file.text, offset))).toEqual([0, 1, 3, 3, 4, 5]);
  });

  it('are not cut in a message', () => {
    expect(wholeMessage("'\ud83d' is not expected", span(1, 3))).toBe("'😀' is not expected");
    expect(wholeMessage("'\ud83d' is not expected", span(0, 1))).toBe("'\ufffd' is not expected");
    expect(wholeMessage('\ude00', span(1, 3))).toBe('\ufffd');
    expect(wholeMessage('😀 is well', span(0, 1))).toBe('😀 is well');
  });
});

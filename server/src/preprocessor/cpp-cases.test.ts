import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expandFiles, solidLines } from '../../../test/expansion-files.js';

/** `=== name`, a file, `--- becomes`, and what cpp 12.2 makes of it, runs of blanks as one, blank lines left out. */
const CASES = readFileSync(new URL('cpp-cases.txt', import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((part) => {
    const [, name, text, becomes] = /^([^\n]*)\n(.*?)^--- becomes\n(.*)$/ms.exec(part)!;
    return { name: name!, text: text!, becomes: becomes! };
  });

describe('expand does what cpp does', () => {
  test.each(CASES)('$name', ({ text, becomes }) => {
    expect(solidLines(expandFiles({ 'board.dts': text }, { givesUpLikeCpp: true }).text)).toEqual(solidLines(becomes));
  });

  test('carriage returns end lines, alone or not', () => {
    const { text } = expandFiles({ 'board.dts': '#define A 1\rA\r\nA\n#define B \\\r\n2\r\nB\r' });
    expect(solidLines(text)).toEqual(['1', '1', '2']);
  });

  test('a backslash at the end of the file is one', () => {
    expect(expandFiles({ 'board.dts': 'a \\' }).text).toBe('a \\');
    expect(expandFiles({ 'board.dts': 'a \\\n' }).text).toBe('a ');
  });
});

import { describe, expect, it } from 'vitest';
import { testParser } from '../../../test/parser.js';
import { createMistakenText } from './problems.js';

describe('the string that a mistake leaves open', () => {
  it.each([
    ['a "b', 2],
    ['"a" "b', 4],
    ['"a\\" b', 0],
    ['"a" \\"b\\\\"', undefined],
    ['"a"', undefined],
    ['a', undefined],
  ])('%j', (text, quote) => {
    expect(createMistakenText(text).unclosedQuote(0, text.length)).toBe(quote);
    const around = `"${text}"`;
    expect(createMistakenText(around).unclosedQuote(1, text.length + 1)).toBe(quote === undefined ? quote : quote + 1);
  });

  it('is looked for in mistakes within each other as long as what is read is a few times the text', () => {
    const text = `${'{'.repeat(1000)}"a`;
    const { unclosedQuote } = createMistakenText(text);
    let read = 0;
    let found = 0;
    for (let start = 0; start < 1000; start++) {
      if (unclosedQuote(start, text.length) === undefined) continue;
      found++;
      read += text.length - start;
    }
    expect(found).toBeGreaterThan(3);
    expect(read).toBeLessThan(10 * text.length);
  });
});

it('a mistake that goes on and on marks no more of its line than a person looks at', async () => {
  const [problem] = (await testParser()).findErrors(`/ { };${' )'.repeat(100_000)}`);
  expect(problem!.end - problem!.start).toBeGreaterThan(1000);
  expect(problem!.end - problem!.start).toBeLessThan(10_000);
});

import { describe, expect, it } from 'vitest';
import { dtcVersion, judge } from './dtc.js';
import { invalidInputs } from './invalid-inputs.js';
import { parse } from './parse.js';

const inputs = invalidInputs();

describe('wrong inputs', () => {
  it('are many, each with a name of its own', () => {
    expect(inputs.length).toBeGreaterThanOrEqual(200);
    expect(new Set(inputs.map(({ name }) => name)).size).toBe(inputs.length);
  });

  it.each(inputs)('$name', ({ text }) => {
    expect(
      parse(text, (root) => root.hasError),
      text,
    ).toBe(true);
  });
});

// The grammar must not refuse what dtc accepts. Where dtc is installed, it is asked.
describe.runIf(dtcVersion > 0)('wrong inputs according to dtc', () => {
  it.each(inputs.filter(({ expanded }) => expanded))('$name', ({ text }) => {
    expect(judge(text), text).toMatch(/syntax error|Lexical error|Couldn't open/);
  });
});

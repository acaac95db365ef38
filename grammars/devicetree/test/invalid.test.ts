import { describe, expect, it } from 'vitest';
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

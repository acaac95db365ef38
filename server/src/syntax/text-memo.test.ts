import { describe, expect, it } from 'vitest';
import type { Property } from './ast.js';
import { makeProperty } from './make-items.js';
import { splitProperty } from './property-text.js';
import { createSyntaxMemo } from './text-memo.js';

/** A property whose text is some hundred characters long. */
const textOf = (index: number) => `p${index} = "${'x'.repeat(500)}";`;
const propertyOf = (text: string): Property => makeProperty(text, splitProperty(text)!, []);

describe('a memo of texts', () => {
  it('keeps what is asked for, and forgets the rest by its weight', () => {
    const { properties } = createSyntaxMemo({ properties: 6000, nodes: 0 });
    const [used, unused] = [propertyOf(textOf(0)), propertyOf(textOf(1))];
    properties.set(textOf(0), used);
    properties.set(textOf(1), unused);
    for (let index = 2; index < 100; index++) {
      properties.set(textOf(index), propertyOf(textOf(index)));
      expect(properties.get(textOf(0))).toBe(used);
    }
    expect(properties.get(textOf(1))).toBeUndefined();
    expect(properties.get(textOf(98))).toBeDefined();
  });
});

import { detached } from '../text/detached.js';
import type { Property } from './ast.js';

/** Properties by their text. Boards repeat each other: 3,600 properties of a board have about 1,600 different texts. */
export interface PropertyMemo {
  get(text: string, compute: (text: string) => Property): Property;
}

/**
 * A memo that keeps at most about twice `capacity` texts: when the young generation is full it becomes the old one,
 * and what nobody asked for since the last change of generations is forgotten.
 */
export function createPropertyMemo(capacity = 10_000): PropertyMemo {
  let young = new Map<string, Property>();
  let old = new Map<string, Property>();
  return {
    get(text, compute) {
      const known = young.get(text);
      if (known) return known;
      const key = detached(text);
      const property = old.get(key) ?? compute(key);
      if (young.size >= capacity) {
        old = young;
        young = new Map();
      }
      young.set(key, property);
      return property;
    },
  };
}

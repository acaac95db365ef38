import type { Range } from '../text/span.js';
import type { Definition } from './tree.js';

/** A definition as it is called where the offsets of its text begin elsewhere. */
export function shifted(definition: Definition, by: number): Definition {
  if (by === 0) return definition;
  const { nameRange, contentRange } = definition;
  return {
    ...definition,
    ...shiftedRange(definition, by),
    nameRange: shiftedRange(nameRange, by),
    ...(contentRange && { contentRange: shiftedRange(contentRange, by) }),
  };
}

const shiftedRange = ({ start, end }: Range, by: number): Range => ({ start: start + by, end: end + by });

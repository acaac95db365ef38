import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test/random.js';
import { changesBetween } from './text-changes.js';

/** The new text, put together from the old one and the changes. */
function rebuild(before: string, after: string): string {
  let text = '';
  let old = 0;
  for (const { start, oldEnd, newStart, newEnd } of changesBetween(before, after)) {
    text += before.slice(old, start);
    expect(text.length).toBe(newStart);
    text += after.slice(newStart, newEnd);
    old = oldEnd;
  }
  return text + before.slice(old);
}

describe('what changed between two texts', () => {
  it('is one range for an edit', () => {
    expect(changesBetween('a { b; };', 'a { bc; };')).toEqual([{ start: 5, oldEnd: 5, newStart: 5, newEnd: 6 }]);
  });

  it('is nothing for the same text', () => {
    expect(changesBetween('a', 'a')).toEqual([]);
  });

  it('keeps what stands between blanks that differ', () => {
    const changes = changesBetween('v;\n\n\nsoc;\n\nboard a;', 'v;\n\nsoc;\n\n\n\nboard b;');
    expect(changes.map(({ newStart, newEnd }) => [newStart, newEnd])).toEqual([
      [2, 4],
      [8, 12],
      [18, 19],
    ]);
  });

  it('puts the new text together again, whatever changed', () => {
    const random = seededRandom(3);
    const make = () =>
      Array.from({ length: Math.floor(random() * 30) }, () => ['a', 'b', ' ', '\n'][Math.floor(random() * 4)]).join('');
    for (let round = 0; round < 5000; round++) {
      const [before, after] = [make(), make()];
      expect(rebuild(before, after), JSON.stringify([before, after])).toBe(after);
    }
  });
});

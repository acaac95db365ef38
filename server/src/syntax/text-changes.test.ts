import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test/random.js';
import { changedLength, changesBetween } from './text-changes.js';

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

  it('is looked for in the part that may differ, if that is known', () => {
    const [head, tail] = ['a;\n'.repeat(900), 'b;\n'.repeat(900)];
    const [before, after] = [`${head}x = <1>;\n${tail}`, `${head}x = <2 3>;\n${tail}`];
    const within = { start: head.length, end: head.length + 'x = <2 3>;\n'.length };
    expect(changesBetween(before, after, within)).toEqual(changesBetween(before, after));
    // Nobody looks outside of it.
    expect(changesBetween(`-${before}-`, `+${after}+`, { start: 1, end: after.length + 1 })).toEqual(
      changesBetween(` ${before} `, ` ${after} `),
    );
  });

  it('keeps what stands between blanks that differ', () => {
    const changes = changesBetween('v;\n\n\nsoc;\n\nboard a;', 'v;\n\nsoc;\n\n\n\nboard b;');
    expect(changes.map(({ newStart, newEnd }) => [newStart, newEnd])).toEqual([
      [2, 4],
      [8, 12],
      [18, 19],
    ]);
  });

  it('is the lines where a macro stood, if much stands between them', () => {
    const text = (macro: string) => `/ {\n\ta = <${macro}>;\n${'\tb;\n'.repeat(500)}\tc = <${macro} 1>;\n\td;\n};\n`;
    const changes = changesBetween(text('CLOCK'), text('7'));
    expect(changes.map(({ start, oldEnd }) => text('CLOCK').slice(start, oldEnd))).toEqual(['CLOCK>;', 'CLOCK']);
    expect(changedLength(changes)).toBe(12);
  });

  it('ends where both texts have an item of the top again', () => {
    const item = (name: string) => `&${name} {\n\t${name} = "${'x'.repeat(600)}";\n};\n\n`;
    const text = (...names: string[]) => names.map(item).join('');
    const changes = changesBetween(text('a', 'b', 'c', 'd', 'e', 'f', 'g'), text('a', 'x', 'c', 'd', 'y', 'e', 'z'));
    expect(changes.map(({ start, oldEnd, newStart, newEnd }) => [oldEnd - start, newEnd - newStart])).toEqual([
      [item('b').length, item('x').length],
      [0, item('y').length],
      [expect.any(Number), expect.any(Number)],
    ]);
  });

  it.each([
    ['characters', ['a', 'b', ' ', '\n'], 30, 5000],
    ['lines', ['a = <1>;\n', 'a = <ONE>;\n', `b = <${'1 '.repeat(80)}>;\n`, 'c;\n', '};\n'], 60, 500],
    ['items', ['&a { b; };\n', `/ { ${'c'.repeat(90)}; };\n`, `&d { ${'e'.repeat(70)}; };\n`, '\n', '\t'], 60, 500],
  ])('puts the new text together again, whatever %s changed', (_, pieces, length, rounds) => {
    const random = seededRandom(3);
    const pick = () => pieces[Math.floor(random() * pieces.length)];
    const make = () => Array.from({ length: Math.floor(random() * length) }, pick).join('');
    for (let round = 0; round < rounds; round++) {
      const [before, after] = [make(), make()];
      expect(rebuild(before, after), JSON.stringify([before, after])).toBe(after);
    }
  });
});

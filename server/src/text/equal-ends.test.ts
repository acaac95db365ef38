import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commonPrefix, commonSuffix } from './equal-ends.js';

const some = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 });
/** Longer than what is compared at once. */
const long = fc.constantFrom('', 'a'.repeat(5000), 'ab'.repeat(4500));

it('counts what two texts have in common, as character by character', () => {
  fc.assert(
    fc.property(some, long, some, some, long, some, (begin, left, one, other, right, end) => {
      const [before, after] = [begin + left + one + right + end, begin + left + other + right + end];
      const longest = Math.min(before.length, after.length);
      let prefix = 0;
      while (prefix < longest && before[prefix] === after[prefix]) prefix++;
      let suffix = 0;
      while (suffix < longest && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix++;
      expect(commonPrefix(before, after)).toBe(prefix);
      expect(commonSuffix(before, after)).toBe(suffix);
      expect(commonSuffix(before, after, longest - prefix)).toBe(Math.min(suffix, longest - prefix));
    }),
  );
});

it('begins where it is told to', () => {
  expect(commonPrefix('xxabcd', 'abce', 2, 0)).toBe(3);
  expect(commonSuffix('abcd', 'xbcd', undefined, 2)).toBe(3);
});

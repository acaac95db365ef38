import { expect, test } from 'vitest';
import { dtcCases, warningCases } from './cases.js';

test.each([
  ['cases', dtcCases(), 1000],
  ['warnings', warningCases(), 600],
])('every case of the %s has a name of its own, by which a difference is known', (_, cases, least) => {
  const names = cases.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(least);
  expect(new Set(names).size).toBe(names.length);
});

test('pictures stand for characters', () => {
  const byName = new Map(dtcCases().map((each) => [each.name, each.text]));
  expect(byName.get('file: ⟦FEFF⟧/dts-v1/; / { };')).toBe('\ufeff/dts-v1/; / { };');
  expect(byName.get('file: (nothing)')).toBe('');
  expect(byName.get('number: <1//␊2>')).toBe('/dts-v1/;\n/ { p = <1//\n2>; };\n');
});

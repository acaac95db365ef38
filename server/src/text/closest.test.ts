import { expect, it } from 'vitest';
import { closestTo } from './closest.js';

it.each([
  ['ruels', 'rules'],
  ['rule', 'rules'],
  ['includ', 'include'],
  ['dtcWarning', 'dtcWarnings'],
  ['colour', undefined],
  ['', undefined],
  ['r'.repeat(1_000_000), undefined],
])('%s means %s', (word, meant) => {
  expect(closestTo(word, ['rules', 'include', 'exclude', 'dtcWarnings'])).toBe(meant);
});

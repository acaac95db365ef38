import { describe, expect, it } from 'vitest';
import { matchesPattern } from './pattern.js';

describe('patterns of schemas', () => {
  it.each([
    ['^.*-supply$', 'vdd-supply', true],
    ['^(.*-)?gpios?$', 'reset-gpio', true],
    ['^[a-z]{1,3}@[0-9a-f]+$', 'abc@1f', true],
    ['^pinctrl-[0-9]+$', 'pinctrl-x', false],
    ['hw[lo]+cks', 'hwlocks', true],
    ['^(a|b)*-x(c|[*+])+$', 'ab-xc*', true],
    ['(', 'x', false],
  ])('%s on %s: %s', (pattern, name, expected) => {
    expect(matchesPattern(pattern, name)).toBe(expected);
  });

  // The runner's time limit is their failure.
  it.each(['^(a+)+$', '^((a*)*)*$', '^(a|a)*$x'.repeat(200), '^([a-z]+)*$', '^(a{1,}){2,}$', '^((ab?)+c?)+$'])(
    '%s takes no time',
    (pattern) => {
      expect(matchesPattern(pattern, `${'a'.repeat(900)}!`)).toBe(false);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { rules } from '../rules/index.js';
import { selectRules } from './rule-selection.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';

const select = (settings: Partial<Settings>, ...boardFlags: string[]) =>
  selectRules({ ...DEFAULT_SETTINGS, ...settings }, boardFlags);

const codesOf = (...args: Parameters<typeof select>) => new Set(select(...args).rules.map(({ code }) => code));

describe('the rules that are on', () => {
  it("are all that are not dtc's, and dtc's by the set", () => {
    const codes = codesOf({});
    for (const { code, dtc } of rules) if (!dtc) expect(codes).toContain(code);
    expect(codes).toContain('reg-format');
    expect(codes).not.toContain('simple-bus-reg');
    expect(codesOf({ dtcWarnings: 'kernel-w1' })).toContain('simple-bus-reg');
    expect(codesOf({ dtcWarnings: 'all' })).toEqual(new Set(rules.map(({ code }) => code)));
  });

  it("are fewer by the flags of the board's Makefile, in a set of the kernel", () => {
    expect(codesOf({}, '-Wno-spi_bus_bridge', '-@')).not.toContain('spi-bus-reg');
    expect(codesOf({}, '-Wno-interrupt_provider')).not.toContain('interrupt-map');
    expect(codesOf({ dtcWarnings: 'default' }, '-Wno-spi_bus_bridge')).toContain('spi-bus-reg');
  });

  it('are those that a person gives a severity, and not those that a person turns off', () => {
    expect(codesOf({ rules: { 'simple-bus-reg': 'hint' } })).toContain('simple-bus-reg');
    const codes = codesOf({ rules: { 'reg-format': 'off', 'hwlock-out-of-range': 'off', 'duplicate-label': 'off' } });
    for (const code of ['reg-format', 'hwlock-out-of-range', 'duplicate-label']) expect(codes).not.toContain(code);
    // Without it the check of addresses on I2C would mean nothing.
    expect(codes).not.toContain('i2c-bus-reg');
  });

  it('are chosen against the Makefile where a person says so', () => {
    expect(codesOf({ rules: { 'spi-bus-reg': 'warning' } }, '-Wno-spi_bus_bridge')).toContain('spi-bus-reg');
  });
});

it('the checks of 1.8 are meant only where every check is', () => {
  expect(select({ dtcWarnings: 'all' }).dtcVersion).toBe('1.8');
  expect(select({}).dtcVersion).toBeUndefined();
  expect(select({ rules: { 'node-name-not-empty': 'error' } }).dtcVersion).toBeUndefined();
  expect(codesOf({ rules: { 'node-name-not-empty': 'error' } })).toContain('node-name-not-empty');
});

it('a choice is made once for the same settings and flags', () => {
  const settings = { ...DEFAULT_SETTINGS };
  expect(selectRules(settings, ['-Wno-alias_paths'])).toBe(selectRules(settings, ['-Wno-alias_paths']));
  expect(selectRules(settings, [])).not.toBe(selectRules({ ...settings }, []));
  expect(selectRules(settings, []).levels).toEqual(selectRules({ ...settings }, []).levels);
});

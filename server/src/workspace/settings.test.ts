import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, readSettings, SETTINGS } from './settings.js';

describe('settings', () => {
  it('have the defaults of the table', () => {
    const table = Object.fromEntries(SETTINGS.map((setting) => [setting.key, setting.default]));
    expect(DEFAULT_SETTINGS).toEqual(table);
  });

  it('are read as they are written', () => {
    const values = {
      rules: { 'remoteproc-missing-hwlocks': 'error', 'macro-redefined': 'off' },
      dtcWarnings: 'kernel-w1',
      includePaths: ['include', '/opt/include'],
      trace: { server: 'verbose' },
    };
    const { trace: _, ...settings } = values;
    expect(readSettings(values)).toEqual({ settings: { ...DEFAULT_SETTINGS, ...settings }, problems: [] });
  });

  it('of a group are read one by one, as an object or by their whole names', () => {
    const off = { ...DEFAULT_SETTINGS, 'inlayHints.hosts': false };
    expect(readSettings({ inlayHints: { hosts: false, lockUsers: true } })).toEqual({ settings: off, problems: [] });
    expect(readSettings({ 'inlayHints.hosts': false })).toEqual({ settings: off, problems: [] });
  });

  it.each([undefined, null, {}, { rules: null, includePaths: undefined }])('%j is nothing set', (values) => {
    expect(readSettings(values)).toEqual({ settings: DEFAULT_SETTINGS, problems: [] });
  });

  it.each([
    ['all', 'dts-analyzer is not an object.'],
    [[], 'dts-analyzer is not an object.'],
    [{ ruels: {} }, 'There is no setting dts-analyzer.ruels.'],
    [{ rules: ['macro-redefined'] }, 'dts-analyzer.rules is not an object.'],
    [{ rules: { 'no-such-code': 'off' } }, "dts-analyzer.rules: there is no code 'no-such-code'."],
    [
      { rules: { 'macro-redefined': true } },
      "dts-analyzer.rules: 'macro-redefined' is none of off, error, warning, information, hint.",
    ],
    [{ includePaths: 'include' }, 'dts-analyzer.includePaths is not a list.'],
    [{ inlayHints: { hotss: false } }, 'There is no setting dts-analyzer.inlayHints.hotss.'],
    [{ codeLens: { lockBanks: 'no' } }, 'dts-analyzer.codeLens.lockBanks is neither true nor false.'],
    [{ includePaths: [3, ''] }, 'dts-analyzer.includePaths holds something that is not a path.'],
  ])('%j falls back to the defaults, and says so', (values, problem) => {
    expect(readSettings(values)).toEqual({ settings: DEFAULT_SETTINGS, problems: [problem] });
  });

  it('keep what is understood beside what is not', () => {
    const { settings, problems } = readSettings({
      rules: { 'macro-redefined': 'hint', nothing: 'off' },
      includePaths: ['a', {}],
    });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, rules: { 'macro-redefined': 'hint' }, includePaths: ['a'] });
    expect(problems).toHaveLength(2);
  });

  it('cannot reach a prototype', () => {
    const { settings } = readSettings(JSON.parse('{ "rules": { "__proto__": "off", "constructor": "off" } }'));
    expect(Object.keys(settings.rules)).toEqual([]);
    expect(Object.getPrototypeOf(settings.rules)).toBe(Object.prototype);
  });
});

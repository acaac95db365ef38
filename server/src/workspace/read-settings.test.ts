import { describe, expect, it } from 'vitest';
import { readSettings } from './read-settings.js';
import { DEFAULT_SETTINGS, SETTINGS } from './settings.js';

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
      overrides: [
        { files: ['vendor/**'], rules: { 'macro-redefined': 'hint' }, dtcWarnings: 'all' },
        { files: ['*.dtso'] },
      ],
      include: ['arch/arm64/**'],
      exclude: ['vendor'],
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
    ['all', ': This is not an object.'],
    [[], ': This is not an object.'],
    [{ ruels: {} }, ".ruels: There is no setting 'ruels'. Did you mean 'rules'?"],
    [{ colour: {} }, ".colour: There is no setting 'colour'."],
    [{ rules: ['macro-redefined'] }, '.rules: This is not an object of codes and severities.'],
    [{ rules: { 'no-such-code': 'off' } }, ".rules.no-such-code: There is no code 'no-such-code'."],
    [
      { rules: { 'macro-redefine': 'off' } },
      ".rules.macro-redefine: There is no code 'macro-redefine'. Did you mean 'macro-redefined'?",
    ],
    [
      { rules: { 'macro-redefined': true } },
      '.rules.macro-redefined: This is none of off, error, warning, information, hint.',
    ],
    [{ dtcWarnings: 7 }, '.dtcWarnings: This is none of kernel, kernel-w1, kernel-w2, default, all.'],
    [{ includePaths: 'include' }, '.includePaths: This is not a list.'],
    [{ inlayHints: { hotss: false } }, ".inlayHints.hotss: There is no setting 'hotss'. Did you mean 'hosts'?"],
    [{ codeLens: { lockBanks: 'no' } }, '.codeLens.lockBanks: This is neither true nor false.'],
    [{ includePaths: [3] }, '.includePaths.0: This is not a path.'],
    [{ includePaths: [''] }, '.includePaths.0: This is not a path.'],
    [{ exclude: [{}] }, '.exclude.0: This is not a glob.'],
    [{ exclude: ['../x'] }, '.exclude.0: A glob does not lead out of its folder.'],
    [{ overrides: ['x'] }, '.overrides.0: This is not an object with `files` and `rules` or `dtcWarnings`.'],
    [{ overrides: [{ rules: {} }] }, '.overrides.0: This has no `files`, so that it is for none.'],
  ])('%j falls back to the defaults, and says so', (values, problem) => {
    expect(readSettings(values)).toEqual({ settings: DEFAULT_SETTINGS, problems: [`dts-analyzer${problem}`] });
  });

  it('keep what is understood beside what is not', () => {
    const { settings, problems } = readSettings({
      rules: { 'macro-redefined': 'hint', nothing: 'off' },
      includePaths: ['a', {}],
    });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, rules: { 'macro-redefined': 'hint' }, includePaths: ['a'] });
    expect(problems).toHaveLength(2);
  });

  it('have a suggestion for a key in an override, and the rest of it counts', () => {
    const { settings, problems } = readSettings({
      overrides: [{ files: ['*.dts'], dtcWarning: 'all', rules: { 'macro-redefined': 'hint' } }],
    });
    expect(settings.overrides).toEqual([{ files: ['*.dts'], rules: { 'macro-redefined': 'hint' } }]);
    expect(problems).toEqual([
      "dts-analyzer.overrides.0.dtcWarning: There is no setting 'dtcWarning'. Did you mean 'dtcWarnings'?",
    ]);
  });

  it('are bounded', () => {
    const { settings, problems } = readSettings({ exclude: Array.from({ length: 300 }, (_, index) => `a${index}`) });
    expect(settings.exclude).toHaveLength(200);
    expect(problems).toEqual(['dts-analyzer.exclude: Only the first 200 of this list count.']);
    const files = Array.from({ length: 200 }, (_, index) => `a${index}`);
    const many = readSettings({ overrides: [1, 2, 3, 4].map(() => ({ files, rules: {} })) });
    expect(many.settings.overrides).toHaveLength(2);
    expect(many.problems).toEqual(['dts-analyzer.overrides: Only the overrides with the first 500 globs count.']);
  });

  it('cannot reach a prototype', () => {
    const { settings } = readSettings(JSON.parse('{ "rules": { "__proto__": "off", "constructor": "off" } }'));
    expect(Object.keys(settings.rules)).toEqual([]);
    expect(Object.getPrototypeOf(settings.rules)).toBe(Object.prototype);
  });
});

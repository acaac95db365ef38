import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { createFileStore } from './file-store.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';
import { createSettingsLookup, type SettingsPolicy } from './settings-lookup.js';

const BOARD = uriOf('ws/tree/acme/board.dts');

async function lookUp(
  files: Record<string, object>,
  policy: SettingsPolicy = {},
  settings: Partial<Settings> = {},
  folders: readonly string[] = [],
) {
  const texts = Object.fromEntries(Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)]));
  const store = createFileStore(memoryLoader(texts));
  const lookup = createSettingsLookup(
    store,
    () => ({ ...DEFAULT_SETTINGS, ...settings }),
    policy,
    () => folders.map(uriOf),
  );
  await lookup.load([BOARD]);
  return lookup;
}

const level = (value: string) => ({ rules: { 'syntax-error': value } });

describe('the project file', () => {
  it('is the nearest above the file', async () => {
    const files = {
      '.dts-analyzer.json': level('error'),
      'ws/.dts-analyzer.json': level('warning'),
      'ws/tree/.dts-analyzer.json': level('hint'),
      'ws/tree/acme/deeper/.dts-analyzer.json': level('off'),
    };
    expect((await lookUp(files)).of(BOARD).rules).toEqual({ 'syntax-error': 'hint' });
  });

  it.each<[SettingsPolicy, readonly string[], object]>([
    [{}, ['ws'], { 'syntax-error': 'warning' }],
    [{ endsAtFolders: true }, ['other', 'ws'], {}],
    [{ endsAtFolders: true }, ['elsewhere'], { 'syntax-error': 'warning' }],
    [{ project: 'none' }, [], {}],
    [{ project: uriOf('other/strict.json') }, [], { 'syntax-error': 'hint' }],
  ])('is looked for as %j wants it, with %j open', async (policy, folders, rules) => {
    const files = { '.dts-analyzer.json': level('warning'), 'other/strict.json': level('hint') };
    expect((await lookUp(files, policy, {}, folders)).of(BOARD).rules).toEqual(rules);
  });

  it('may be that of the limit itself', async () => {
    const lookup = await lookUp({ 'ws/.dts-analyzer.json': level('hint') }, { endsAtFolders: true }, {}, ['ws']);
    expect(lookup.of(BOARD).rules).toEqual({ 'syntax-error': 'hint' });
    expect(lookup.projectOf(BOARD)?.uri).toBe(uriOf('ws/.dts-analyzer.json'));
  });
});

describe('what stands above what', () => {
  const project = {
    rules: { 'syntax-error': 'warning', 'macro-redefined': 'warning' },
    dtcWarnings: 'kernel-w1',
    overrides: [
      { files: ['acme'], rules: { 'macro-redefined': 'information' }, dtcWarnings: 'all' },
      { files: ['other'], rules: { 'macro-redefined': 'error' } },
      { files: ['*.dts'], rules: { 'macro-redefined': 'hint' } },
    ],
  };
  const files = { 'ws/tree/.dts-analyzer.json': project };

  it('the project above the editor, overrides above rules, the later above the earlier', async () => {
    const settings = {
      rules: { 'syntax-error': 'hint', 'bad-number': 'hint' },
      overrides: [{ files: ['*'], rules: { 'syntax-error': 'off' } }],
      dtcWarnings: 'default',
    } as const;
    expect((await lookUp(files, {}, settings)).of(BOARD)).toEqual({
      rules: { 'syntax-error': 'warning', 'macro-redefined': 'hint', 'bad-number': 'hint' },
      dtcWarnings: 'all',
      isIncluded: true,
    });
  });

  it('flags above all', async () => {
    const flags = { rules: { 'macro-redefined': 'off' }, dtcWarnings: 'kernel' } as const;
    expect((await lookUp(files, { flags })).of(BOARD)).toMatchObject({
      rules: { 'syntax-error': 'warning', 'macro-redefined': 'off' },
      dtcWarnings: 'kernel',
    });
  });

  it('include paths add up', async () => {
    const lookup = await lookUp(
      { 'ws/tree/.dts-analyzer.json': { includePaths: ['mine'] } },
      {
        flags: { includePaths: ['file:///flag'] },
      },
      { includePaths: ['file:///editor'] },
    );
    expect(lookup.includePathsOf(BOARD)).toEqual(['file:///flag', uriOf('ws/tree/mine'), 'file:///editor']);
  });

  it('but a project that nobody trusts names no folders', async () => {
    const project = { includePaths: ['/etc'], ...level('hint') };
    const lookup = await lookUp({ 'ws/tree/.dts-analyzer.json': project }, { isUntrusted: true });
    expect(lookup.includePathsOf(BOARD)).toEqual([]);
    expect(lookup.of(BOARD).rules).toEqual({ 'syntax-error': 'hint' });
  });
});

describe('files that count', () => {
  it.each([
    [{}, true],
    [{ include: ['acme'] }, true],
    [{ include: ['ws/tree/other'] }, false],
    [{ exclude: ['*.dtsi'] }, true],
    [{ exclude: ['board.dts'] }, false],
    [{ include: ['acme'], exclude: ['acme/board.dts'] }, false],
  ])('%j', async (project, isIncluded) => {
    const lookup = await lookUp({ 'ws/tree/.dts-analyzer.json': project });
    expect(lookup.of(BOARD).isIncluded).toBe(isIncluded);
  });

  it('each source may leave out more', async () => {
    const files = { 'ws/tree/.dts-analyzer.json': { include: ['acme'] } };
    const base = uriOf('ws');
    expect((await lookUp(files, { base, flags: { exclude: ['tree/acme'] } })).of(BOARD).isIncluded).toBe(false);
    expect((await lookUp(files, { base, flags: { include: ['tree/acme'] } })).of(BOARD).isIncluded).toBe(true);
  });

  it('globs of the editor are relative to the open folder that holds the file, as paths are', async () => {
    const settings = { exclude: ['tree/acme'], includePaths: ['inc', 'file:///away'] };
    const lookup = await lookUp({}, {}, settings, ['elsewhere', 'ws']);
    expect(lookup.of(BOARD).isIncluded).toBe(false);
    expect(lookup.includePathsOf(BOARD)).toEqual([uriOf('ws/inc'), 'file:///away']);
    expect((await lookUp({}, {}, settings, ['elsewhere'])).of(BOARD).isIncluded).toBe(true);
  });

  it('globs of the editor are relative to the source tree for a file that is in no open folder', async () => {
    const settings = { exclude: ['acme/board.dts'], includePaths: ['inc'] };
    const around = async (folders: readonly string[], trees: readonly string[]) => {
      const lookup = await lookUp({}, {}, settings, folders);
      // What was said before the tree was known holds no longer.
      expect(lookup.of(BOARD).isIncluded).toBe(true);
      for (const tree of trees) lookup.knowTree(uriOf(tree));
      return { isIncluded: lookup.of(BOARD).isIncluded, includePaths: lookup.includePathsOf(BOARD) };
    };
    expect(await around([], ['ws', 'ws/tree', 'other'])).toEqual({
      isIncluded: false,
      includePaths: [uriOf('ws/tree/inc')],
    });
    expect(await around(['elsewhere'], ['ws/tree'])).toEqual({
      isIncluded: false,
      includePaths: [uriOf('elsewhere/inc')],
    });
    expect((await around(['ws'], ['ws/tree'])).isIncluded).toBe(true);
    expect((await around([], ['other'])).isIncluded).toBe(true);
  });

  it('outside of the folder only names match', async () => {
    const away = uriOf('elsewhere');
    expect((await lookUp({}, { base: away, flags: { exclude: ['board.dts'] } })).of(BOARD).isIncluded).toBe(false);
    expect((await lookUp({}, { base: away, flags: { exclude: ['acme/board.dts'] } })).of(BOARD).isIncluded).toBe(true);
  });
});

it('files for which the same holds have the same object', async () => {
  const lookup = await lookUp({ 'ws/.dts-analyzer.json': { overrides: [{ files: ['*.dtsi'], ...level('off') }] } });
  const of = (name: string) => lookup.of(uriOf(`ws/tree/acme/${name}`));
  expect(of('other.dts')).toBe(lookup.of(BOARD));
  expect(of('soc.dtsi')).not.toBe(lookup.of(BOARD));
  expect(of('soc.dtsi')).toBe(of('kit.dtsi'));
});

it('mistakes are told once for each file that counts', async () => {
  const lookup = await lookUp({ 'ws/.dts-analyzer.json': { colour: 'green' } });
  await lookup.load([uriOf('ws/tree/other.dts')]);
  expect(lookup.problems().map(({ message }) => message)).toEqual(["There is no setting 'colour'."]);
});

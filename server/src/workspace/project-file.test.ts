import { describe, expect, it } from 'vitest';
import { uriOf } from '../../../test/memory-loader.js';
import { createSourceFile } from '../text/source-file.js';
import { readProject } from './project-file.js';

const fileWith = (text: string) => createSourceFile(uriOf('tree/.dts-analyzer.json'), 1, text);

function read(text: string) {
  const { values, problems } = readProject(fileWith(text));
  return { values, problems: problems.map(({ severity, at, message }) => `${severity} ${quote(at.span)}: ${message}`) };
}

const quote = ({ file, start, end }: { file: { text: string }; start: number; end: number }) =>
  file.text.slice(start, end);

describe('a project file', () => {
  it('has the settings of the table, with comments and trailing commas', () => {
    const text = `// What we know better.
{
  "$schema": "./schema.json",
  "rules": { "unit-address-vs-reg": "off", /* soon */ },
  "exclude": ["vendor"],
}`;
    expect(read(text)).toEqual({
      values: { rules: { 'unit-address-vs-reg': 'off' }, exclude: ['vendor'] },
      problems: [],
    });
  });

  it('has paths that are relative to itself', () => {
    expect(read('{ "includePaths": ["include", "../other", "/opt/include"] }').values.includePaths).toEqual([
      uriOf('tree/include'),
      uriOf('other'),
      uriOf('opt/include'),
    ]);
  });

  it('has paths with slashes in a row, and none of half characters', () => {
    const { values, problems } = read('{ "includePaths": ["//opt//include", "\\ud800"] }');
    expect(values.includePaths).toEqual([uriOf('opt//include')]);
    expect(problems).toEqual(['warning "\\ud800": This is not a path.']);
  });

  it.each([
    ['{ "ruels": {} }', `warning "ruels": There is no setting 'ruels'. Did you mean 'rules'?`],
    ['{ "rules": { "sintax-error": "off" } }', /^warning "sintax-error": .*Did you mean 'syntax-error'\?$/],
    ['{ "rules": { "syntax-error": "on" } }', 'warning "on": This is none of off, error, warning, information, hint.'],
    ['{ "rules": [] }', 'warning []: This is not an object of codes and severities.'],
    ['{ "include": ["a", 7] }', 'warning 7: This is not a glob.'],
    ['{ "overrides": [{ "file": ["a"], "files": [] }] }', /^warning "file": .*Did you mean 'files'\?$/],
    ['[1]', 'warning [1]: This is not an object.'],
    ['{ "rules": { }', 'error : A `}` is missing here.'],
    ['{ "rules" {} }', /^error .*: A colon has to stand here\.$/],
    ['{ rules: {} }', /^error rules: /],
  ])('%s is told at its place', (text, problem) => {
    const { problems } = read(text);
    expect(problems[0]).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
  });

  it('counts a key that stands twice where it stands last, and is told what is wrong there', () => {
    const text = `{ "rules": { "unknown-label": "off" }, "include": 7, "rules": { "unknown-labl": "off" }, "include": 8 }`;
    const { values, problems } = readProject(fileWith(text));
    expect(values).toEqual({ rules: {} });
    expect(problems.map(({ severity, at, message }) => [at.span.start, severity, quote(at.span), message])).toEqual([
      [text.indexOf('"rules"'), 'warning', '"rules"', `This does not count, since 'rules' stands here again later.`],
      [
        text.indexOf('"include"'),
        'warning',
        '"include"',
        `This does not count, since 'include' stands here again later.`,
      ],
      [text.indexOf('"unknown-labl"'), 'warning', '"unknown-labl"', expect.stringContaining('unknown-label')],
      [text.indexOf('8'), 'warning', '8', 'This is not a list.'],
    ]);
  });

  it.each([
    ['{ "rules": { "syntax-error": "off", "syntax-error": "hint" } }', ['"syntax-error"']],
    ['{ "overrides": [{ "files": [], "files": ["a"], "files": ["b"] }] }', ['"files"', '"files"']],
    ['{ "rules": { "syntax-error": "off", "syntax-error": "off" }, "rules": {} }', ['"rules"']],
    ['{ "overrides": [{ "files": ["a"] }, { "files": ["b"] }] }', []],
  ])('tells of each key that a later one takes the place of, once: %s', (text, keys) => {
    expect(readProject(fileWith(text)).problems.map(({ at }) => quote(at.span))).toEqual(keys);
  });

  it('counts as far as it is understood', () => {
    const { values, problems } = read(
      '{ "rules": { "nonsense": "off", "syntax-error": "hint" }, "include": 3, "dtcWarn',
    );
    expect(values).toEqual({ rules: { 'syntax-error': 'hint' } });
    expect(problems.length).toBeGreaterThan(2);
  });

  it.each(['', ' \n', '\0', '{', '"', '/*', '['.repeat(100_000), `{"a":${'['.repeat(50)}`, 'x'.repeat(300_000)])(
    'never fails (%#)',
    (text) => {
      expect(readProject(fileWith(text)).values).toEqual({});
    },
  );

  it('cannot reach a prototype', () => {
    const { values } = read('{ "__proto__": { "rules": { "syntax-error": "off" } }, "constructor": 1 }');
    expect(values).toEqual({});
    expect(({} as Record<string, unknown>).rules).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { uriOf } from '../../../test/memory-loader.js';
import { createSourceFile } from '../text/source-file.js';
import { editsThatTurnOff } from './project-edits.js';

const fileWith = (text: string) => createSourceFile(uriOf('tree/.dts-analyzer.json'), 1, text);

const edits = (text: string) => editsThatTurnOff('macro-redefined', uriOf('tree/dts/b.dts'), fileWith(text));

function applied(text: string): string {
  return [...edits(text)]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text);
}

describe('turning a code off', () => {
  it.each([
    ['', '{\n  "rules": {\n    "macro-redefined": "off"\n  }\n}\n'],
    ['{}', '{\n  "rules": {\n    "macro-redefined": "off"\n  }\n}'],
    ['{ "rules": {} }', '{ "rules": { "macro-redefined": "off" } }'],
    ['{ "include": [] }', '{ "include": [], "rules": { "macro-redefined": "off" } }'],
    ['{ "rules": { "macro-redefined": "hint" } }', '{ "rules": { "macro-redefined": "off" } }'],
    ['{ "rules": { "macro-redefined": 7 } }', '{ "rules": { "macro-redefined": "off" } }'],
    ['{ "rules": { "syntax-error": "hint", } }', '{ "rules": { "syntax-error": "hint", "macro-redefined": "off", } }'],
    [
      '{\n\t// Why\n\t"include": [],\n}\n',
      '{\n\t// Why\n\t"include": [],\n\t"rules": {\n\t\t"macro-redefined": "off"\n\t},\n}\n',
    ],
    ['{ /* Nothing yet */ }', '{\n  "rules": {\n    "macro-redefined": "off"\n  } /* Nothing yet */ }'],
    [
      '{\r\n  "include": []\r\n}',
      /^\{\r\n {2}"include": \[\],\r\n {2}"rules": \{\r\n {4}"macro-redefined": "off"\r\n {2}\}\r\n\}$/,
    ],
  ])('in %j', (text, expected) => {
    expect(applied(text)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });

  it('writes where a key counts that stands twice', () => {
    expect(applied('{ "rules": { "macro-redefined": "hint" }, "rules": {} }')).toBe(
      '{ "rules": { "macro-redefined": "hint" }, "rules": { "macro-redefined": "off" } }',
    );
    expect(applied('{ "rules": { "macro-redefined": "hint", "macro-redefined": "error" } }')).toBe(
      '{ "rules": { "macro-redefined": "hint", "macro-redefined": "off" } }',
    );
  });

  const override = (files: string, level: string) =>
    `{ "files": ["${files}"], "rules": { "macro-redefined": ${level} } }`;
  const project = (level: string, ...overrides: string[]) =>
    `{ "rules": { "macro-redefined": "${level}" }, "overrides": [${overrides.join(', ')}] }`;

  it.each([
    ['the override that counts for the file', ['b.dts', 'dts/b.dts'], ['"hint"', '"hint"'], ['"hint"', '"off"']],
    [
      'none for other files',
      ['a.dts', 'b.dts', 'b.dts/x'],
      ['"hint"', '"hint"', '"hint"'],
      ['"hint"', '"off"', '"hint"'],
    ],
    ['none that is not understood', ['b.dts', 'b.dts'], ['"hint"', '7'], ['"off"', '7']],
  ])('edits %s too', (_, files, before, after) => {
    const at = (levels: string[]) => files.map((each, index) => override(each, levels[index]!));
    expect(applied(project('hint', ...at(before)))).toBe(project('off', ...at(after)));
  });

  it('edits the override alone where the code is off otherwise', () => {
    expect(applied(project('off', '7', override('b.dts', '"hint"')))).toBe(
      project('off', '7', override('b.dts', '"off"')),
    );
  });

  it.each(['{ "rules": ', '[]', 'null', '7', '{ "rules": [] }', '{ "rules": null }', '{ "rules": "off" }'])(
    'leaves alone what cannot be read or is of another type: %s',
    (text) => {
      expect(edits(text)).toEqual([]);
    },
  );
});

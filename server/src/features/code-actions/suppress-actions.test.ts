import { describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { openFixture } from '../../../../test/feature-fixture.js';
import { diagnosticsOf } from '../diagnostics.js';
import { codeActions } from './code-actions.js';

async function ask(text: string) {
  const { context, uri, position } = await openFixture(text);
  const actions = codeActions.handle(context, {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: diagnosticsOf(context) },
  }) as CodeAction[];
  return { actions, context };
}

describe('suppressing a finding', () => {
  it('puts a comment before its line, indented as the line', async () => {
    const { actions } = await ask('/dts-v1/;\n/ {\n\tnode {\n\t\tx = <&no$0body>;\n\t};\n};\n');
    const action = actions.find(({ title }) => title === 'Suppress unknown-label on this line');
    expect(action).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'unknown-label' }] });
    expect(action?.isPreferred).toBeUndefined();
    expect(action?.edit?.changes).toEqual({
      'file:///fixture/board.dts': [
        {
          range: { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } },
          newText: '\t\t/* dts-analyzer-disable-next-line unknown-label */\n',
        },
      ],
    });
  });

  it.each([
    ['a mistake of syntax', '/dts-v1/;\n/ { a = <1$0 };\n'],
    ['the body of a macro', '/dts-v1/;\n#define A 1\n#define B \\\n  \\\n#def$0ine A 2\n/ { };\n'],
    ['a line that begins in a comment', '/dts-v1/;\n/ { /*\n*/ x = <&no$0body>; };\n'],
    ['a line that begins in a string', '/dts-v1/;\n/ { s = "a\nb", <&no$0body>; };\n'],
    [
      'a line that begins in a string with marks',
      `/dts-v1/;\n/ { c = <'"'>; s = "it's \\"\n// "\n#b", <&no$0body>; };\n`,
    ],
    ['a comment that is not used', '/dts-v1/;\n/* dts-analyzer-disable-next-line macro-$0redefined */\n/ { };\n'],
  ])('is not offered in %s', async (_, text) => {
    const { actions } = await ask(text);
    expect(actions.map(({ title }) => title).filter((title) => title.startsWith('Suppress'))).toEqual([]);
  });

  it.each([
    ['a string on a line of its own', '/dts-v1/;\n/ {\n\ts =\n"a", <&no$0body>;\n};\n'],
    ['a string that has ended', '/dts-v1/;\n/ { s = "a\nb";\n\tx = <&no$0body>; };\n'],
    ['quotes that open no string', `/dts-v1/;\n#define A "a\n/* " */\n/ { c = <'"'>;\n\tx = <&no$0body>; };\n`],
  ])('is offered for %s', async (_, text) => {
    const { actions } = await ask(text);
    expect(actions.map(({ title }) => title)).toContain('Suppress unknown-label on this line');
  });

  it('ends the line as the lines of the file end', async () => {
    const { actions } = await ask('/dts-v1/;\r\n/ {\r\n\tx = <&no$0body>;\r\n};\r\n');
    expect(actions[0]?.edit?.changes?.['file:///fixture/board.dts']).toMatchObject([
      { newText: '\t/* dts-analyzer-disable-next-line unknown-label */\r\n' },
    ]);
  });

  it('of one code twice on a line is one action', async () => {
    const { actions } = await ask('/dts-v1/;\n/ { x = <&nobody$0&noone>; };\n');
    expect(actions.filter(({ title }) => title.startsWith('Suppress'))).toHaveLength(1);
  });
});

it('a comment that is not used is faded, and its removal offered', async () => {
  const { actions, context } = await ask('/dts-v1/;\n/* dts-analyzer-disable-next-line macro-$0redefined */\n/ { };\n');
  expect(diagnosticsOf(context)).toMatchObject([{ code: 'unused-suppression', severity: 3, tags: [1] }]);
  expect(actions[0]).toMatchObject({ title: 'Remove the comment', isPreferred: true });
});

describe('turning a code off', () => {
  const BOARD = '/dts-v1/;\n/ { x = <&no$0body>; };\n';

  it('edits the project file', async () => {
    const { actions } = await ask(`//- board.dts\n${BOARD}//- .dts-analyzer.json\n{ "rules": {} }\n`);
    const action = actions.find(({ title }) => title === 'Turn unknown-label off in .dts-analyzer.json');
    const { 'file:///fixture/.dts-analyzer.json': edits, ...others } = action!.edit!.changes!;
    expect(others).toEqual({});
    expect(edits!.map(({ newText }) => newText).join('')).toContain('"unknown-label": "off"');
  });

  it('edits the override that has the code found in this file', async () => {
    const settings = '{ "overrides": [{ "files": ["board.dts"], "rules": { "unknown-label": "warning" } }] }\n';
    const { actions } = await ask(`//- board.dts\n${BOARD}//- .dts-analyzer.json\n${settings}`);
    const action = actions.find(({ title }) => title === 'Turn unknown-label off in .dts-analyzer.json');
    const edits = action?.edit?.changes?.['file:///fixture/.dts-analyzer.json'];
    expect(edits?.map(({ newText }) => newText)).toEqual([', "rules": { "unknown-label": "off" }', '"off"']);
  });

  it.each(['', '//- .dts-analyzer.json\n{ "rules": \n'])(
    'is not offered without one that can be read: %j',
    async (file) => {
      const { actions } = await ask(`//- board.dts\n${BOARD}${file}`);
      expect(actions.map(({ title }) => title).filter((title) => title.startsWith('Turn'))).toEqual([]);
    },
  );

  it.each(['[]', 'null', '{ "rules": [] }', '{ "rules": null }', '{ "rules": "off" }'])(
    'is not offered with %s, but everything else is',
    async (file) => {
      const { actions } = await ask(`//- board.dts\n${BOARD}//- .dts-analyzer.json\n${file}\n`);
      expect(actions.map(({ title }) => title)).toEqual([
        'Suppress unknown-label on this line',
        'Open the documentation of unknown-label',
      ]);
    },
  );
});

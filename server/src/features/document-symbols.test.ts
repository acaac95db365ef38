import { describe, expect, it } from 'vitest';
import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver-protocol';
import { openFixture } from '../../../test/feature-fixture.js';
import { covered } from '../../../test/feature-places.js';
import type { SourceFile } from '../text/source-file.js';
import { documentSymbols } from './document-symbols.js';

/** Each symbol as a line, indented by its depth. */
async function outline(text: string): Promise<string[]> {
  const { context, uri } = await openFixture(`${text}$0`);
  const symbols = documentSymbols.handle(context, { textDocument: { uri } }) as DocumentSymbol[];
  return describeAll(symbols);
}

const describeAll = (symbols: readonly DocumentSymbol[], depth = 0): string[] =>
  symbols.flatMap(({ name, kind, children = [] }) => [
    `${'  '.repeat(depth)}${KINDS.get(kind)} ${name}`,
    ...describeAll(children, depth + 1),
  ]);

const KINDS = new Map<SymbolKind, string>([
  [SymbolKind.Module, 'node'],
  [SymbolKind.File, 'include'],
  [SymbolKind.Constant, 'macro'],
  [SymbolKind.Function, 'function'],
]);

const SOURCE = `/dts-v1/;
#include <a.h>
#include "b.dtsi"
#define SIZE 4
#define LABEL(x) x
/ {
	model = "board";
	u: uart0: serial@1000 {
		reg = <1 SIZE>;
#include "inner.dtsi"
		child { };
	};
	LABEL(x): NAME(y) { };
};
&u { status = "okay"; };
&{/serial@1000} { };
`;

describe('document symbols', () => {
  it('are nodes with their labels, includes and macros, as they are nested', async () => {
    expect(await outline(SOURCE)).toEqual([
      'include <a.h>',
      'include "b.dtsi"',
      'macro SIZE',
      'function LABEL',
      'node /',
      '  node u: uart0: serial@1000',
      '    include "inner.dtsi"',
      '    node child',
      '  node LABEL(x): NAME(y)',
      'node &u',
      'node &{/serial@1000}',
    ]);
  });

  it('cover the whole node and select its name', async () => {
    const { context, uri } = await openFixture('/ {\n\tu: n@1 { };\n};\n$0');
    const [root] = documentSymbols.handle(context, { textDocument: { uri } }) as DocumentSymbol[];
    const [child] = root!.children!;
    const { file } = context.view;
    expect(covered(file, child!.range)).toBe('2: u: n@1 { };');
    expect(covered(file, child!.selectionRange)).toBe('2: n@1');
  });

  it('are told of a file that no board reaches, and of both branches of a conditional', async () => {
    const text = '//- part.dtsi\np = <1>;\n#if A\none { };\n#else\ntwo { };\n#endif\n';
    expect(await outline(text)).toEqual(['node one', 'node two']);
  });

  it('are a flat list for a client that knows no other', async () => {
    const { context, uri } = await openFixture('/ { n { m { }; }; };\n$0', {});
    const symbols = documentSymbols.handle(context, { textDocument: { uri } }) as SymbolInformation[];
    expect(symbols.map(({ name, containerName }) => [name, containerName])).toEqual([
      ['/', undefined],
      ['n', '/'],
      ['m', 'n'],
    ]);
  });

  it('follow an edit', async () => {
    const opened = await openFixture('/ { a { }; };\n$0');
    const { createSourceFile } = await import('../text/source-file.js');
    for (const text of ['/ { a { }; b { }; };\n', '/ { b { };\n', '']) {
      opened.views.setOpen(opened.uri, createSourceFile(opened.uri, 2, text));
      const view = (await opened.views.checkedViewOf(opened.uri))!;
      const fresh = await openFixture(`${text}$0`);
      const ask = (context: typeof opened.context) =>
        documentSymbols.handle(context, { textDocument: { uri: opened.uri } });
      expect(ask({ ...opened.context, view })).toEqual(ask(fresh.context));
    }
  });

  it('of broken text are what can be understood', async () => {
    expect(await outline('/ { a { p = <1 ; b { x }; c { };\n&d { };\n')).toContain('node &d');
    expect(await outline('/ { a { ')).toEqual(['node /', '  node a']);
  });

  it('of hostile text are bounded', async () => {
    expect((await outline('a{};'.repeat(20_000))).length).toBe(10_000);
    const deep = await outline('a{'.repeat(5_000));
    expect(deep.length).toBeGreaterThan(100);
    expect(deep.length).toBeLessThan(1000);
  });

  it('lie in order within each other, wherever the file ends', async () => {
    for (let end = 0; end <= SOURCE.length; end++) {
      const { context, uri } = await openFixture(`${SOURCE.slice(0, end)}$0`);
      const symbols = documentSymbols.handle(context, { textDocument: { uri } }) as DocumentSymbol[];
      expectNested(context.view.file, symbols, 0, end);
    }
  });
});

function expectNested(file: SourceFile, symbols: readonly DocumentSymbol[], from: number, to: number): void {
  for (const { name, range, selectionRange, children = [] } of symbols) {
    const [start, end] = [file.lines.offsetAt(range.start), file.lines.offsetAt(range.end)];
    const [selectionStart, selectionEnd] = [
      file.lines.offsetAt(selectionRange.start),
      file.lines.offsetAt(selectionRange.end),
    ];
    expect(name).not.toBe('');
    expect([
      from <= start,
      start <= selectionStart,
      selectionStart <= selectionEnd,
      selectionEnd <= end,
      end <= to,
    ]).toEqual([true, true, true, true, true]);
    expectNested(file, children, start, end);
  }
}

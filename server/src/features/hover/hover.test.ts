import { describe, expect, it } from 'vitest';
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { askAtCursor, openFixture } from '../../../../test/feature-fixture.js';
import { createSourceFile } from '../../text/source-file.js';
import { hover } from './hover.js';

/** The lines of the answer, blank ones and the fixture's folder left out. */
async function linesOf(text: string): Promise<readonly string[] | null> {
  return shown(await askAtCursor(hover, text));
}

function shown(answer: Hover | null): readonly string[] | null {
  const content = answer?.contents as MarkupContent | undefined;
  return content
    ? content.value
        .replaceAll('file:///fixture/', '')
        .split('\n')
        .filter((line) => line !== '')
    : null;
}

describe('hover on a property', () => {
  it('has the final value as dtc sees it, and who set it', async () => {
    const lines = await linesOf('/dts-v1/;\n#define V 26\n/ { n: n { a$0 = <V (1 + 1) &n>, "text", [0a]; }; };');
    expect(lines).toEqual([
      '`a` of [`/n`](board.dts#L3,8)',
      '`<0x1a 2 &n>, "text", [0a]`',
      'Set in [board.dts:3](board.dts#L3,12)',
    ]);
  });

  it('tells the history as it was written, and that what is pointed at does not hold', async () => {
    const lines = await linesOf(`//- soc.dtsi
/dts-v1/;
#define V 7
/ { n: n { a$0 = <V>; }; };
&n { /delete-property/ a; };
//- board.dts
#include "soc.dtsi"
&n { a = <9>; };
&n { a; };
`);
    expect(lines).toEqual([
      '`a` of [`/n`](soc.dtsi#L3,8)',
      '**Overridden later** in [board.dts:3](board.dts#L3,6) with an empty value.',
      '- Set to `<V>` in [soc.dtsi:3](soc.dtsi#L3,12)',
      '- Deleted in [soc.dtsi:4](soc.dtsi#L4,24)',
      '- Set again to `<9>` in [board.dts:2](board.dts#L2,6)',
      '- Overridden with an empty value in [board.dts:3](board.dts#L3,6)',
      'As on `board.dts`.',
    ]);
  });

  it('tells what an overlay changes in the base that the Makefile names for it', async () => {
    const lines = await linesOf(`/dts-v1/;
/ { n: n { a = <7>; }; m: m { }; };
//- overlay.dtso
/dts-v1/;
/plugin/;
&n { a$0 = <9 &m>; };
//- Makefile
board-overlay-dtbs := board.dtb overlay.dtbo
`);
    expect(lines).toEqual([
      '`a` of [`/n`](board.dts#L2,8)',
      '`<9 &m>`',
      '- Set to `<7>` in [board.dts:2](board.dts#L2,12)',
      '- Overridden with `<9 &m>` in [overlay.dtso:3](overlay.dtso#L3,6)',
    ]);
  });

  it('says that it is deleted later', async () => {
    expect(await linesOf('/dts-v1/;\n/ { n: n { a$0 = <1>; }; };\n&n { /delete-property/ a; };')).toEqual([
      '`a` is **deleted later** in [board.dts:3](board.dts#L3,24): the node does not have it on this board.',
    ]);
  });

  it('says of what an overlay without /plugin/ holds that it does not come into the board', async () => {
    const lines = await linesOf(`/dts-v1/;
/ { n: n { }; };
//- overlay.dtso
/dts-v1/;
/ { a$0 = <1>; };
//- Makefile
board-overlay-dtbs := board.dtb overlay.dtbo
`);
    expect(lines).toEqual(['The node does not have `a` on this board.']);
  });

  it('says what a deletion leaves', async () => {
    expect(await linesOf('/dts-v1/;\n/ { n: n { a; }; };\n&n { /delete-property/ a$0; };')).toEqual([
      'Deletes `a`: the node does not have it on this board.',
    ]);
  });

  it.each([
    ['<$026>', '`26` = `0x1a`, the value of `a`'],
    ['<1 $026>', '`26` = `0x1a`, cell 2 of 2 in `a`'],
    ['<1>, <&n 3 $04>', '`4`, cell 2 behind [`n`](board.dts#L2,8) in `a`'],
    ['/bits/ 64 <0xfffffffffffffff$0f>', '`18446744073709551615` = `0xffffffffffffffff`, the value of `a`'],
  ])('shows the number in %s in both ways', async (value, expected) => {
    expect(await linesOf(`/dts-v1/;\n/ { n: n {}; m { a = ${value}; }; };`)).toEqual([expected]);
  });

  it('explains a reference by the node that it leads to', async () => {
    const node = ['[`/n`](board.dts#L2,8) · enabled', 'Labels: `n`', 'Defined in [board.dts:2](board.dts#L2,8)'];
    for (const value of ['<&n$0>', '<&{/n$0}>', '&$0n'])
      expect(await linesOf(`/dts-v1/;\n/ { n: n {}; a = ${value}; };`)).toEqual(node);
  });

  it('says that a reference leads to nothing', async () => {
    expect(await linesOf('/dts-v1/;\n/ { a = <&no$0thing>; };')).toEqual([
      'The tree of this board has no such node: it is deleted, or its reference leads to nothing.',
    ]);
  });

  it('says where a bank is named that no lock is', async () => {
    const [first, second] = (await linesOf(
      '/dts-v1/;\n/ { bank: bank { #hwlock-cells = <1>; }; n { qcom,halt-regs = <&ba$0nk 4>; }; };',
    ))!;
    expect(first).toBe('No lock is named here: only `hwlocks` names locks.');
    expect(second).toBe('**Bank of hardware spinlocks**');
  });

  it('covers what it explains', async () => {
    const answer = await askAtCursor(hover, '/dts-v1/;\n/ { some-property$0 = <1>; };');
    expect(answer?.range).toEqual({ start: { line: 1, character: 4 }, end: { line: 1, character: 17 } });
  });
});

describe('hover on a node', () => {
  it('has path, compatible, status, labels and history', async () => {
    const lines = await linesOf(`//- soc.dtsi
/dts-v1/;
/ { soc { status = "disabled"; a: b: uart$0@1 { compatible = "acme,uart", "ns16550a"; }; }; };
//- board.dts
#include "soc.dtsi"
&a { };
/delete-node/ &a;
/ { soc { a: uart@1 { }; }; };
&a { };
`);
    expect(lines).toEqual([
      '[`/soc/uart@1`](board.dts#L4,14) · disabled by `status = "disabled"` of [`/soc`](soc.dtsi#L2,5) in [soc.dtsi:2](soc.dtsi#L2,11)',
      'Labels: `a`',
      '- Defined in [soc.dtsi:2](soc.dtsi#L2,38)',
      '- Extended in [board.dts:2](board.dts#L2,1)',
      '- Deleted in [board.dts:3](board.dts#L3,15)',
      '- Defined again in [board.dts:4](board.dts#L4,14)',
      '- Extended in [board.dts:5](board.dts#L5,1)',
      'As on `board.dts`.',
    ]);
  });

  it('says that a deleted one is gone', async () => {
    const gone = 'The tree of this board has no such node: it is deleted, or its reference leads to nothing.';
    expect(await linesOf('/dts-v1/;\n/ { n: n$0 { }; };\n/delete-node/ &n;')).toEqual([gone]);
    expect(await linesOf('/dts-v1/;\n/ { n: n { }; };\n/delete-node/ &n$0;')).toEqual([
      'Deletes the node: nothing of it is left on this board.',
    ]);
  });

  it('says whose node an overlay extends', async () => {
    expect(await linesOf('/dts-v1/;\n/plugin/;\n&no$0de { };')).toEqual([
      'Not a node of this overlay: the tree to which it is applied has to have it.',
    ]);
  });
});

describe('hover on what the preprocessor replaces', () => {
  it('has the definition of a macro, what it became, and what that is in the tree', async () => {
    expect(await linesOf('/dts-v1/;\n#define N 20\n#define SUM(a, b) (a + b)\n/ { x = <SU$0M(1, N)>; };')).toEqual([
      '`#define SUM(a, b) (a + b)`',
      'Expands to `(1 + 20)`',
      'Defined in [board.dts:3](board.dts#L3,9)',
      '`21` = `0x15`, the value of `x`',
    ]);
  });

  it('explains a macro in an argument, in a directive, and one that is defined anew', async () => {
    const argument = '/dts-v1/;\n#define N 20\n#define SUM(a, b) (a + b)\n/ { x = <SUM(1, $0N)>; };';
    expect((await linesOf(argument))?.slice(0, 2)).toEqual([
      '`#define N 20`',
      'Defined in [board.dts:2](board.dts#L2,9)',
    ]);
    expect(await linesOf('#define N\n#ifdef $0N\n#endif\n/dts-v1/;')).toEqual([
      '`#define N`',
      'Defined in [board.dts:1](board.dts#L1,9)',
    ]);
    expect(await linesOf('/dts-v1/;\n#define N 1\n/ { x = <$0N>; };\n#undef N\n#define N 2')).toEqual([
      'Macro `N`',
      'Expands to `1`',
      'Defined in [board.dts:2](board.dts#L2,9)',
      '`1`, the value of `x`',
    ]);
  });

  it('leaves a word in a string alone', async () => {
    const lines = await linesOf('/dts-v1/;\n#define N 1\n/ { x = "$0N"; };');
    expect(lines?.[0]).toBe('`x` of [`/`](board.dts#L3,1)');
  });

  it('has the file of an include', async () => {
    expect(await linesOf('#inc$0lude "soc.dtsi"\n//- soc.dtsi\n/dts-v1/;\n/ { };\n')).toEqual([
      'Includes [`soc.dtsi`](soc.dtsi#L1,1), 3 lines.',
    ]);
    expect(await linesOf('/dts-v1/;\n#include "no$0ne.dtsi"\n')).toEqual([
      'No search finds this file, so macros, nodes or labels may be missing on this board.',
    ]);
  });
});

describe('hover', () => {
  it.each([
    '/dts-v1/;\n/ { a = <1>; /* com$0ment */ };',
    '/dts-v1/;\n/ { a = <1>; // com$0ment\n };',
    '/dts-v1/;\n/ {  $0  };',
    '/dts-v1/;\n#if 0\n/ { a$0 = <1>; };\n#endif',
  ])('has nothing to say in %j', async (text) => {
    expect(await linesOf(text)).toBeNull();
  });

  it('has nothing to say in a file that no board reaches', async () => {
    expect(await linesOf('//- lone.dtsi\n/ { a$0 = <1>; };')).toBeNull();
  });

  it('shows no marks of Markdown to a client that reads none', async () => {
    const text = '/dts-v1/;\n#define a_b 1\n/ { n: n { p$0 = <a_b>; }; };\n&n { p = <2>; };';
    const { context, uri, position } = await openFixture(text, {});
    const answer = hover.handle(context, { textDocument: { uri }, position });
    expect(answer?.contents).toEqual({
      kind: 'plaintext',
      value:
        'p of /n\n\nOverridden later in board.dts:4 with <2>.\n\n- Set to <a_b> in board.dts:3\n- Overridden with <2> in board.dts:4',
    });
  });

  it('follows an edit', async () => {
    const { context, views, uri, position } = await openFixture('/dts-v1/;\n/ { a$0 = <1>; };');
    expect(shown(hover.handle(context, { textDocument: { uri }, position }))?.[1]).toBe('`<1>`');
    views.setOpen(uri, createSourceFile(uri, 2, '/dts-v1/;\n/ { a = <2>; };'));
    const view = (await views.viewOf(uri))!;
    expect(shown(hover.handle({ ...context, view }, { textDocument: { uri }, position }))?.[1]).toBe('`<2>`');
  });
});

import { describe, expect, it } from 'vitest';
import type { Location, LocationLink } from 'vscode-languageserver-protocol';
import { openFixture } from '../../../test/feature-fixture.js';
import { covered, describePlace, placesAtCursor } from '../../../test/feature-places.js';
import { definition } from './definition.js';

const SOC = `
/ {
	aliases { serial0 = &uart0; serial1 = "/soc/serial@2000"; };
	soc {
		uart0: serial@1000 { status = "disabled"; };
		uart1: serial@2000 { status = "disabled"; };
		gpio: gpio { };
	};
};
`;

/** What the cursor leads to in a board on top of the SoC. */
const fromBoard = (board: string) =>
  placesAtCursor(definition, `//- soc.dtsi${SOC}//- board.dts\n#include "soc.dtsi"\n${board}`);

describe('from a reference', () => {
  it.each([
    ['in cells', '/ { x { p = <1 &ua$0rt0 2>; }; };'],
    ['on its ampersand', '/ { x { p = <1 $0&uart0>; }; };'],
    ['right behind it', '/ { x { p = <1 &uart0$0>; }; };'],
    ['as a path', '/ { x { p = &uart$00; }; };'],
    ['as the name of a node', '&uart$00 { };'],
    ['behind /delete-node/', '/delete-node/ &uart$00;'],
    ['behind /omit-if-no-ref/', '/omit-if-no-ref/ &uart$00;'],
  ])('%s to the label', async (_, board) => {
    expect(await fromBoard(board)).toEqual(['soc.dtsi:4: uart0']);
  });

  it('to the definition with the label, however many there are', async () => {
    expect(await fromBoard('/ { soc { serial@1000 { }; }; };\n&uart0 { };\n/ { p = <&uart$00>; };')).toEqual([
      'soc.dtsi:4: uart0',
    ]);
  });

  it('to the node of a path', async () => {
    expect(await fromBoard('/ { p = <&{/soc/serial@10$000}>; };')).toEqual(['soc.dtsi:4: serial@1000']);
    expect(await fromBoard('&{/soc/gp$0io} { };')).toEqual(['soc.dtsi:6: gpio']);
  });

  it('to the node that stands, where another of the name was deleted', async () => {
    const board = '/delete-node/ &uart0;\n/ { soc { uart0: serial@1000 { }; }; };\n/ { p = <&uart$00>; };';
    expect(await fromBoard(board)).toEqual(['board.dts:3: uart0']);
    expect(await fromBoard(board.replace('$0', '').replace('&uart0', '&uart$00'))).toEqual(['soc.dtsi:4: uart0']);
  });

  it('to nothing, where no label is there', async () => {
    expect(await fromBoard('&not$0hing { };')).toEqual(['board.dts:2: &nothing']);
    expect(await fromBoard('/ { p = <&not$0hing>; };')).toEqual([]);
  });
});

describe('from a string', () => {
  it.each([
    ['a path', '/ { chosen { stdout-path = "/soc/ser$0ial@1000"; }; };', ['soc.dtsi:4: serial@1000']],
    ['an alias by reference', '/ { chosen { stdout-path = "ser$0ial0:115200n8"; }; };', ['soc.dtsi:4: serial@1000']],
    ['an alias by path', '/ { chosen { stdout-path = "$0serial1"; }; };', ['soc.dtsi:5: serial@2000']],
    ['an alias that is not there', '/ { chosen { stdout-path = "ser$0ial7"; }; };', []],
    ['any other text', '/ { other { stdout-path = "ser$0ial0"; }; };', []],
  ])('%s', async (_, board, expected) => {
    expect(await fromBoard(board)).toEqual(expected);
  });
});

describe('from a name', () => {
  it('of a node to where the node is first defined', async () => {
    expect(await fromBoard('/ { soc { ser$0ial@1000 { }; }; };')).toEqual(['soc.dtsi:4: serial@1000']);
    expect(await fromBoard('$0/ { };')).toEqual(['soc.dtsi:1: /']);
    expect(await fromBoard('/ { soc { /delete-node/ ser$0ial@1000; }; };')).toEqual(['soc.dtsi:4: serial@1000']);
  });

  it('of a label to itself', async () => {
    expect(await placesAtCursor(definition, '/ { u$0: uart { }; };\n&u { };')).toEqual(['board.dts:1: u']);
  });

  it('of a property to its earlier definitions, the oldest first', async () => {
    expect(await fromBoard('&uart0 { status = "okay"; };\n&uart0 { sta$0tus = "fail"; };')).toEqual([
      'soc.dtsi:4: status',
      'board.dts:2: status',
    ]);
    expect(await fromBoard('&uart0 { /delete-property/ sta$0tus; };')).toEqual(['soc.dtsi:4: status']);
    expect(await fromBoard('&uart0 { n$0ew = <1>; };')).toEqual(['board.dts:2: new']);
  });
});

describe('from a macro', () => {
  const HEADER = '#define LOCK 3\n#define PAIR(bank, lock) <&bank lock>\n';
  const fromBoardOf = (board: string) =>
    placesAtCursor(definition, `//- lock.h\n${HEADER}//- board.dts\n#include "lock.h"\n${board}`);

  it.each([
    ['in a value', '/ { p = <LO$0CK>; };', ['lock.h:1: LOCK']],
    ['a call', '/ { p = PA$0IR(bank, 1); };', ['lock.h:2: PAIR']],
    ['in the argument of a call', '/ { p = PAIR(bank, L$0OCK); };', ['lock.h:1: LOCK']],
    ['in a directive', '#ifdef LO$0CK\n#endif', ['lock.h:1: LOCK']],
    ['in text that is left out', '#if 0\nLO$0CK\n#endif', ['lock.h:1: LOCK']],
    ['at its own definition', '#define ME$0 LOCK', ['board.dts:2: ME']],
    ['within another definition', '#define ME LO$0CK', ['lock.h:1: LOCK']],
    ['in a comment', '// LO$0CK', []],
    ['in a string', '/ { p = "LO$0CK"; };', []],
  ])('%s', async (_, board, expected) => {
    expect(await fromBoardOf(board)).toEqual(expected);
  });

  it('the label in an argument is a label', async () => {
    expect(await fromBoardOf('/ { bank: b { }; p = PAIR(ba$0nk, 1); };')).toEqual(['board.dts:2: bank']);
  });

  it('a label that a macro makes is where the macro is used', async () => {
    const unit = `
//- part.dtsi
/ { LABEL(uart): uart-0 { }; };
//- board.dts
#define JOIN_(a, b) a ## _ ## b
#define JOIN(a, b) JOIN_(a, b)
#define LABEL(name) JOIN(cp0, name)
#include "part.dtsi"
`;
    expect(await placesAtCursor(definition, `${unit}&cp0$0_uart { };`)).toEqual(['part.dtsi:1: LABEL(uart)']);
    expect(await placesAtCursor(definition, `${unit}&LABEL(ua$0rt) { };`)).toEqual(['part.dtsi:1: LABEL(uart)']);
    expect(await placesAtCursor(definition, `${unit}&LA$0BEL(uart) { };`)).toEqual(['board.dts:3: LABEL']);
  });
});

describe('from an include', () => {
  it.each([
    ['in quotes', '#include "so$0c.dtsi"'],
    ['in angle brackets', '#include <soc.dtsi$0>'],
    ['of dtc', '/include/ "so$0c.dtsi"'],
    ['left out', '#include "soc.dtsi"\n#if 0\n#include "s$0oc.dtsi"\n#endif'],
    ['by a macro', '#define SOC "soc.dtsi"\n#include S$0OC'],
  ])('%s to the file', async (_, board) => {
    expect(await placesAtCursor(definition, `//- soc.dtsi${SOC}//- board.dts\n${board}\n`)).toEqual(['soc.dtsi:1: ']);
  });

  it('to nothing, where there is no such file', async () => {
    expect(await placesAtCursor(definition, '#include "no$0ne.dtsi"\n')).toEqual([]);
  });
});

describe('the answer', () => {
  const text = `//- soc.dtsi${SOC}//- board.dts\n#include "soc.dtsi"\n/ { p = <&uart$00>; };`;

  it('links the whole reference to the whole node', async () => {
    const opened = await openFixture(text);
    const { context, uri, position } = opened;
    const [link] = definition.handle(context, { textDocument: { uri }, position }) as LocationLink[];
    const soc = (await opened.views.viewOf(opened.uriOf('soc.dtsi')))!.file;
    expect(covered(context.view.file, link!.originSelectionRange!)).toBe('2: &uart0');
    expect(covered(soc, link!.targetRange)).toBe('4: uart0: serial@1000 { status = "disabled"; };');
  });

  it('is a plain location for a client that knows no links', async () => {
    const opened = await openFixture(text, {});
    const { context, uri, position } = opened;
    const places = definition.handle(context, { textDocument: { uri }, position }) as Location[];
    expect(Object.keys(places[0]!)).toEqual(['uri', 'range']);
    expect(await describePlace(opened, places[0]!)).toBe('soc.dtsi:4: uart0');
  });

  it('is empty for a file that no board reaches', async () => {
    expect(await placesAtCursor(definition, '//- alone.dtsi\n/ { u: uart { }; p = <&$0u>; };\n')).toEqual([]);
  });

  it('never fails, wherever the file ends and the cursor is', async () => {
    const board = '#include "x.h"\n#define A 1\n/ { l: n@1 { p = <&l A>, "s"; /delete-node/ m; }; };\n&l { p; };\n';
    for (let end = 0; end <= board.length; end++) {
      for (const cursor of [0, end >> 1, end]) {
        const cut = `${board.slice(0, cursor)}$0${board.slice(cursor, end)}`;
        expect(Array.isArray(await placesAtCursor(definition, cut))).toBe(true);
      }
    }
  });
});

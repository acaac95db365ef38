import { describe, expect, it } from 'vitest';
import { placesAtCursor } from '../../../test/feature-places.js';
import { references } from './references.js';

const find = (text: string, includeDeclaration = false) =>
  placesAtCursor(references, text, { context: { includeDeclaration } });

const SOC = `/ {
	u: v: uart@1 { status = "disabled"; };
	other { p = <&u>, <&{/uart@1} 1>; q = &v; };
};
`;

describe('references to a node', () => {
  const BOARD = `#include "soc.dtsi"
&u { status = "okay"; };
&{/other} { p = <&u 2>; };
/ { uart@1 { w: sub { }; }; };
/delete-node/ &u;
`;
  const expected = [
    'soc.dtsi:3: u',
    'soc.dtsi:3: &{/uart@1}',
    'soc.dtsi:3: v',
    'board.dts:2: u',
    'board.dts:3: u',
    'board.dts:4: uart@1',
    'board.dts:5: u',
  ];
  const at = (board: string, soc = SOC) => `//- soc.dtsi\n${soc}//- board.dts\n${board}`;

  it.each([
    ['a label', at(BOARD, SOC.replace('u:', 'u$0:'))],
    ['the other label', at(BOARD, SOC.replace('v:', '$0v:'))],
    ['the name', at(BOARD, SOC.replace('uart', 'ua$0rt'))],
    ['a reference in a value', at(BOARD.replace('&u 2', '&$0u 2'))],
    ['a path', at(BOARD, SOC.replace('{/uart', '{/ua$0rt'))],
    ['the name of an extension', at(BOARD.replace('&u {', '&u$0 {'))],
    ['the name of a deletion', at(BOARD.replace('/ &u;', '/ &$0u;'))],
  ])('from %s', async (_, text) => {
    expect(await find(text)).toEqual(expected);
  });

  it('with its labels, where declarations are wanted', async () => {
    expect(await find(at(BOARD.replace('&u {', '&u$0 {')), true)).toEqual([
      'soc.dtsi:2: u',
      'soc.dtsi:2: v',
      ...expected,
    ]);
  });

  it('with its name, where it has no label', async () => {
    expect(await find('/ { n$0 { }; p = &{/n}; };', true)).toEqual(['board.dts:1: n', 'board.dts:1: &{/n}']);
  });

  it('to a label that only another tree has', async () => {
    const overlay = '//- o.dtso\n/dts-v1/;\n/plugin/;\n&ext$0 { p = <&ext>; sub { }; };\n/delete-node/ &ext;\n';
    expect(await find(overlay, true)).toEqual(['o.dtso:3: ext', 'o.dtso:3: ext', 'o.dtso:4: ext']);
  });

  it('once each, where a file is included several times', async () => {
    const twice = `
//- part.dtsi
/ { LABEL(lab$0el): node { p = <&LABEL(label)>; }; };
//- board.dts
#define PASTE_(a, b) a ## b
#define PASTE(a, b) PASTE_(a, b)
#define LABEL(name) PASTE(PREFIX, name)
#define PREFIX x
#include "part.dtsi"
#undef PREFIX
#define PREFIX y
#include "part.dtsi"
&xlabel { };
&ylabel { };
`;
    expect(await find(twice)).toEqual(['part.dtsi:1: LABEL(label)', 'board.dts:9: xlabel', 'board.dts:10: ylabel']);
  });
});

it('references to a property are its other definitions', async () => {
  const text = `//- soc.dtsi\n${SOC}//- board.dts\n#include "soc.dtsi"\n&u { sta$0tus = "okay"; };\n&u { /delete-property/ status; };\n`;
  expect(await find(text, true)).toEqual(['soc.dtsi:2: status', 'board.dts:2: status', 'board.dts:3: status']);
  expect(await find(text)).toEqual(['board.dts:2: status', 'board.dts:3: status']);
});

it('references to a macro are its uses in the file', async () => {
  const text = `
#define LOCK 3
#define BOTH LOCK LOCK // LOCK
#ifdef LOCK
#endif
/ { p = <LO$0CK>, "LOCK"; /* LOCK */ LOCKED; };
#undef LOCK
`;
  const uses = [
    'board.dts:2: LOCK',
    'board.dts:2: LOCK',
    'board.dts:3: LOCK',
    'board.dts:5: LOCK',
    'board.dts:6: LOCK',
  ];
  expect(await find(text)).toEqual(uses);
  expect(await find(text, true)).toEqual(['board.dts:1: LOCK', ...uses]);
});

it('nothing else has references', async () => {
  expect(await find('/ { p = <1$00>; };')).toEqual([]);
  expect(await find('//- alone.dtsi\n/ { u: n { }; p = <&$0u>; };\n')).toEqual([]);
});

// Whatever is worse than linear runs into the runner's time limit.
it('of a file that is included again and again are told', async () => {
  const board = '#include "soc.dtsi"\n'.repeat(8000);
  expect(await find(`//- soc.dtsi\n/ { u$0: n { p = <1>; }; };\n//- board.dts\n${board}`)).toEqual([]);
});

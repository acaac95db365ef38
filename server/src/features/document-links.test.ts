import { expect, it } from 'vitest';
import { openFixture } from '../../../test/feature-fixture.js';
import { covered } from '../../../test/feature-places.js';
import { documentLinks } from './document-links.js';

async function links(text: string): Promise<string[]> {
  const { context, uri } = await openFixture(text);
  return documentLinks
    .handle(context, { textDocument: { uri } })
    .map(({ range, target }) => `${covered(context.view.file, range)} -> ${target}`);
}

it('links every include to its file, those that are left out too', async () => {
  const text = `
//- a.dtsi
/ { a { }; };
//- sub/b.dtsi
#include "../a.dtsi"
//- board.dts
#include <a.dtsi>
  #  include "sub/b.dtsi" // why
/include/ "a.dtsi"
#define FILE "a.dtsi"
#include FILE
#include "none.dtsi"
#if 0
#include "sub/b.dtsi"
#endif
// #include "a.dtsi"
/ { p = "/include/ \\"a.dtsi\\""; q = /incbin/ ("a.dtsi", 0, 1); r = /incbin/ ("none.bin"); };
$0`;
  expect(await links(text)).toEqual([
    '1: a.dtsi -> file:///fixture/a.dtsi',
    '2: sub/b.dtsi -> file:///fixture/sub/b.dtsi',
    '5: FILE -> file:///fixture/a.dtsi',
    '8: sub/b.dtsi -> file:///fixture/sub/b.dtsi',
    '3: a.dtsi -> file:///fixture/a.dtsi',
    '11: a.dtsi -> file:///fixture/a.dtsi',
  ]);
});

it('searches as cpp does: quotes begin in the own folder, angle brackets in the include paths', async () => {
  const text = `
//- include/dt-bindings/a.h
#define A 1
//- arch/arm64/boot/dts/v/a.h
#define B 1
//- arch/arm64/boot/dts/v/part.dtsi
#if 0
#include "a.h"
#include <dt-bindings/a.h>
#include <a.h>
#endif
$0
//- arch/arm64/boot/dts/v/board.dts
#include "a.h"
#include <dt-bindings/a.h>
#include "part.dtsi"
`;
  expect(await links(text)).toEqual([
    '2: a.h -> file:///fixture/arch/arm64/boot/dts/v/a.h',
    '3: dt-bindings/a.h -> file:///fixture/include/dt-bindings/a.h',
  ]);
});

it('never fails, wherever the file ends', async () => {
  const text = '#include "a.h"\n#include <b.h>\n/include/ "c"\n/ { p = /incbin/ ("d", 0, 1); };\n';
  for (let end = 0; end <= text.length; end++) expect(await links(`${text.slice(0, end)}$0`)).toEqual([]);
});

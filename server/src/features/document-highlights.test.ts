import { expect, it } from 'vitest';
import { DocumentHighlightKind } from 'vscode-languageserver-protocol';
import { openFixture } from '../../../test/feature-fixture.js';
import { covered } from '../../../test/feature-places.js';
import { documentHighlights } from './document-highlights.js';

async function highlight(text: string): Promise<string[]> {
  const { context, uri, position } = await openFixture(text);
  return documentHighlights
    .handle(context, { textDocument: { uri }, position })
    .map(
      ({ range, kind }) =>
        `${covered(context.view.file, range)} ${kind === DocumentHighlightKind.Write ? 'written' : 'read'}`,
    );
}

it('highlights a node where it is written and where it is read, in the open file', async () => {
  const text = `
//- soc.dtsi
/ { u: uart { }; p = <&u>; };
//- board.dts
#include "soc.dtsi"
&u { };
/ { uart { l: sub { }; }; p = <&$0u &l>; q = &u; };
/delete-node/ &u;
`;
  expect(await highlight(text)).toEqual(['2: u written', '3: uart written', '3: u read', '3: u read', '4: u written']);
});

it('highlights label and name of a definition', async () => {
  expect(await highlight('/ { u$0: uart { }; };')).toEqual(['1: u written', '1: uart written']);
});

it('highlights properties and macros', async () => {
  expect(await highlight('/ { n: n { p$0 = <1>; }; };\n&n { p; q; };')).toEqual(['1: p written', '2: p written']);
  expect(await highlight('#define M 1\n/ { p = <M$0 M>; };')).toEqual(['1: M written', '2: M read', '2: M read']);
});

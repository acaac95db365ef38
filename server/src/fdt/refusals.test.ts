import { expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { dtcRefusals } from './refusals.js';

/** Each refusal with the text at its place. */
async function refusals(text: string): Promise<string[]> {
  const { tree } = await evaluateFixture(`/dts-v1/;\n${text}`);
  return dtcRefusals(tree).map(
    ({ code, at: { span } }) => `${code} at '${span.file.text.slice(span.start, span.end)}'`,
  );
}

it.each([
  ['/ { n { }; n { }; };', ["duplicate-node-names at 'n'"]],
  ['/ { p; p = <1>; };', ["duplicate-property-names at 'p'"]],
  ['/ { a*b { }; };', ["node-name-chars at 'a*b'"]],
  ['/ { a@1@2 { }; };', ["node-name-format at 'a@1@2'"]],
  ['/ { a@b; };', ["property-name-chars at 'a@b'"]],
  ['/ { n { name = "m"; }; };', ["name-properties at 'name'"]],
  ['/ { n { name = <1>; }; };', ["name-is-string at 'name'"]],
  ['/ { n { name = "n"; }; };', []],
  ['/ { l: l: n { }; };', []],
  ['/ { l: n { }; l: m { }; };', ["duplicate-label at 'm'"]],
  ['/ { l: p; n { q = <l: 1>; }; };', ["duplicate-label at 'l'"]],
  ['/ { l: p = <1>; }; / { m: p = <2>; };', []],
  ['/ { l: p; }; / { /delete-property/ p; l: q; };', []],
  ['/ { p = l: <1>; }; / { p = l: <2>; };', []],
  ['/ { a { phandle = <1>; }; b { phandle = <1>; }; };', ["explicit-phandles at 'phandle'"]],
  ['/ { a { phandle = <0>; }; };', ["explicit-phandles at 'phandle'"]],
  ['/ { a { phandle = <1 2>; }; };', ["explicit-phandles at 'phandle'"]],
  ['/ { a { phandle = <&b>; }; b: b { }; };', ["explicit-phandles at 'phandle'"]],
  ['/ { a { phandle = <1>; linux,phandle = <2>; }; };', ["explicit-phandles at 'a'"]],
  ['/ { a: a { phandle = <&a>; }; };', []],
  ['/ { x = <&a>; a: a { }; b { phandle = <2>; }; };', []],
])('%s', async (text, expected) => {
  expect(await refusals(text)).toEqual(expected);
});

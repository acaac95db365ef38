import { expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../../test/memory-loader.js';
import { testParser } from '../../../../test/parser.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import { createViews } from '../views.js';
import { createWorkspace } from '../workspace.js';

const MARKS = { 't/bl31/x': '', 't/plat/x': '', 't/include/dt-bindings/x': '' };

async function viewOf(files: Record<string, string>, path: string) {
  const workspace = createWorkspace(memoryLoader({ ...MARKS, ...files }), await testParser(), DEFAULT_SETTINGS);
  return createViews(workspace).checkedViewOf(uriOf(path));
}

it('a tree of Trusted Firmware-A is known, and its boards find what they include', async () => {
  const files = {
    't/fdts/soc.dtsi': '#include <dt-bindings/n.h>\n/ { n { a = <N>; }; };\n',
    't/include/dt-bindings/n.h': '#define N 3\n',
    't/plat/acme/fdts/kit.dts': '/dts-v1/;\n#include "soc.dtsi"\n#include <own.dtsi>\n',
    't/plat/acme/fdts/own.dtsi': '/ { };\n',
  };
  const view = await viewOf(files, 't/fdts/soc.dtsi');
  expect(view?.sourceTree).toMatchObject({ layout: 'tf-a', root: uriOf('t') });
  expect(view?.unit?.root.uri).toBe(uriOf('t/plat/acme/fdts/kit.dts'));
  expect(view?.findings).toEqual([]);
});

it('its sources are not blamed for what a platform defines and brings, and are for the rest', async () => {
  const board = (...lines: string[]) => ({ 't/fdts/kit.dts': ['/dts-v1/;', ...lines, ''].join('\n') });
  const told = async (...lines: string[]) =>
    (await viewOf(board(...lines), 't/fdts/kit.dts'))?.findings.map(({ severity, code }) => `${severity} ${code}`);
  expect(await told('/ { a = <ONE>; b = <TWO 3>; };')).toEqual(['information undefined-macro']);
  expect(await told('#include <platform_def.h>', '/ { n { CPU_1 a; }; };')).toEqual([
    'information missing-include',
    'information syntax-error',
  ]);
  expect(await told('/ { a = <&nobody>; };')).toEqual(['error unknown-label']);
  expect(await told('/ { a = <3> };')).toEqual(['error syntax-error']);
});

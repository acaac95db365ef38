import { describe, expect, it } from 'vitest';
import { invalidInputs } from '../../../grammars/devicetree/test/invalid-inputs.js';
import { testParser } from '../../../test/parser.js';
import type * as ast from './ast.js';

/** Every problem of a list and of all below it. */
function problemsOf(list: ast.ItemList): ast.SyntaxProblem[] {
  const below = list.items.flatMap((item) =>
    item.kind === 'node' ? problemsOf(item) : item.kind === 'property' ? item.errors : [],
  );
  return [...list.errors, ...below];
}

describe('what dtc refuses', () => {
  it.each(invalidInputs().filter(({ expanded }) => expanded))('$name', async ({ text }) => {
    const session = (await testParser()).open();
    const document = session.update(text);
    session.close();
    const headless = document.items[0]?.kind !== 'file-version';
    expect(problemsOf(document).length > 0 || headless, text).toBe(true);
    expect(document.hasErrors).toBe(problemsOf(document).length > 0);
  });

  it.each([
    ['a name that a macro should have made', '/ { NAME(bus) { }; };'],
    ['a label that a macro should have made', '/ { LABEL(a): bus { }; };'],
    ['a property that a macro should have made', '/ { F(x) = <1>; };'],
    ['a statement that a macro should have made', '/ { PINS(1, 2) };'],
    ['a reference that a macro should have made', '&REF(x) { };'],
    ['a deletion that a macro should have made', '/delete-node/ &REF(x);'],
    ['a directive that nobody processed', '/ {\n#define X 1\n};'],
    ['a property outside of nodes', 'x = <1>;'],
    ['a node outside of nodes', 'bus { };'],
    ['a deletion by name outside of nodes', '/delete-node/ bus;'],
  ])('%s', async (_, text) => {
    const session = (await testParser()).open();
    const document = session.update(`/dts-v1/;\n${text}\n`);
    session.close();
    expect(problemsOf(document).length).toBeGreaterThan(0);
  });
});

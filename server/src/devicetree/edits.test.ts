import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { insertProperty, replaceInValue } from './edits.js';
import { cellsOf } from './values.js';

/** The text of the file after `new;` went into the node with the label `node`, behind `anchor` if it has that. */
async function insert(text: string): Promise<string | undefined> {
  const { tree, expansion } = await evaluateFixture(text);
  const edit = insertProperty(tree, tree.labels.get('node')!, 'new;', ['anchor']);
  if (!edit) return undefined;
  const { file, start, end } = edit.span;
  expect(expansion.files).toContain(file);
  return file.text.slice(0, start) + edit.newText + file.text.slice(end);
}

const node = (...lines: string[]) =>
  ['/ {', '\tnode: node {', ...lines.map((line) => `\t\t${line}`), '\t};', '};', ''].join('\n');

describe('a property goes', () => {
  it.each([
    ['behind the one it belongs to', ['a;', 'anchor;', 'b;'], ['a;', 'anchor;', 'new;', 'b;']],
    ['behind a value over several lines', ['anchor = "x",', '\t"y";', 'b;'], ['anchor = "x",', '\t"y";', 'new;', 'b;']],
    ['behind a comment on the same line', ['anchor; /* why */', 'b;'], ['anchor; /* why */', 'new;', 'b;']],
    ['behind the last one else', ['a;', 'b;'], ['a;', 'b;', 'new;']],
    ['before the child nodes', ['a;', 'child { anchor; };'], ['a;', 'new;', 'child { anchor; };']],
    ['before status', ['a;', '', 'status = "okay";'], ['a;', 'new;', '', 'status = "okay";']],
    ['before status where there is nothing else', ['status = "okay";'], ['new;', 'status = "okay";']],
    ['to the top of a node without properties', ['child { };'], ['new;', 'child { };']],
  ])('%s', async (_, before, after) => {
    expect(await insert(node(...before))).toBe(node(...after));
  });

  it('into the same line where the whole node is one', async () => {
    expect(await insert('/ { node: n { a; }; };')).toBe('/ { node: n { a; new; }; };');
    expect(await insert('/ { node: n { }; };')).toBe('/ { node: n { new; }; };');
    expect(await insert('/ { node: n { status = "okay"; }; };')).toBe('/ { node: n { new; status = "okay"; }; };');
  });

  it('where the file has Windows line ends, with such a one', async () => {
    expect(await insert(node('a;').replaceAll('\n', '\r\n'))).toBe(node('a;', 'new;').replaceAll('\n', '\r\n'));
  });

  it('to the file that defined the node', async () => {
    const soc = '/ {\n\tnode: n {\n\t\ta;\n\t};\n};\n';
    const board = '#include "soc.dtsi"\n&node { b; };\n';
    expect(await insert(`//- board.dts\n${board}//- soc.dtsi\n${soc}`)).toBe(soc.replace('a;', 'a;\n\t\tnew;'));
  });

  it('nowhere where a macro wrote the node', async () => {
    expect(await insert('#define NODE node: n { a; }\n/ { NODE; };')).toBeUndefined();
    expect(await insert('#define A a;\n/ { node: n { A }; };')).toBeUndefined();
  });
});

describe('a part of a value', () => {
  const replaceSecond = async (text: string) => {
    const { tree } = await evaluateFixture(text);
    const property = tree.root.properties.get('p')!;
    return replaceInValue(tree, property, cellsOf(property)![1]!, 'X');
  };

  it('can be replaced where it is the text of a file', async () => {
    const edit = await replaceSecond('/ { p = <1 0x22>; };');
    expect(edit?.span).toMatchObject({ start: 11, end: 15 });
  });

  it('can be replaced with its parentheses, whatever is in them', async () => {
    const edit = await replaceSecond('#define TWO 2\n/ { p = <1 (TWO)>; };');
    expect(edit?.span.file.text.slice(edit.span.start, edit.span.end)).toBe('(TWO)');
  });

  it('cannot where it comes out of a macro', async () => {
    expect(await replaceSecond('#define TWO 2\n/ { p = <1 TWO>; };')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import type { TextEdit } from '../text/finding.js';
import {
  cellText,
  insertProperty,
  overrideProperty,
  removeProperty,
  renameNode,
  replaceCell,
  replaceInValue,
  replaceValue,
} from './edits.js';
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

/** A file's text after an edit. */
function after(edit: TextEdit | undefined): string | undefined {
  return (
    edit && edit.span.file.text.slice(0, edit.span.start) + edit.newText + edit.span.file.text.slice(edit.span.end)
  );
}

describe('a cell', () => {
  const replaceSecond = async (text: string) => {
    const { tree } = await evaluateFixture(text);
    const property = tree.root.properties.get('p')!;
    const cell = cellsOf(property)![1]!;
    return { name: cellText(tree, property, cell), text: after(replaceCell(tree, property, cell, 'X')) };
  };

  it('can be replaced where it is the whole of a macro', async () => {
    expect(await replaceSecond('#define TWO 2\n/ { p = <1 TWO>; };')).toEqual({
      name: 'TWO',
      text: '#define TWO 2\n/ { p = <1 X>; };',
    });
    expect(await replaceSecond('/ { p = <1 2>; };')).toEqual({ name: '2', text: '/ { p = <1 X>; };' });
  });

  it.each([
    ['a macro brings others too', '#define BOTH 1 2\n/ { p = <BOTH>; };'],
    ['a macro leads to another', '#define A B\n#define B 2\n/ { p = <1 A>; };'],
    ['a macro wrote the property', '#define P p = <1 2>\n/ { P; };'],
  ])('cannot where %s', async (_, text) => {
    expect((await replaceSecond(text)).text).toBeUndefined();
  });
});

describe('a whole value', () => {
  const replace = async (text: string) => {
    const { tree } = await evaluateFixture(text);
    return after(replaceValue(tree, tree.root.properties.get('p')!, '"new"'));
  };

  it('is replaced where it was written last', async () => {
    expect(await replace('/ { p = <1>; };\n/ { p = "a", "b"; };')).toBe('/ { p = <1>; };\n/ { p = "new"; };');
  });

  it('is not where there is none, nor where a macro wrote it', async () => {
    expect(await replace('/ { p; };')).toBeUndefined();
    expect(await replace('#define V "a"\n/ { p = V; };')).toBeUndefined();
  });
});

describe('an override', () => {
  const override = async (board: string, soc = '/ {\n\tnode: n {\n\t\ta;\n\t};\n};\n') => {
    const { tree, expansion } = await evaluateFixture(
      `//- soc.dtsi\n${soc}//- board.dts\n#include "soc.dtsi"\n${board}`,
    );
    const edit = overrideProperty(tree, tree.nodeAt('/n')!, 'new;', expansion.root);
    return after(edit)?.slice('#include "soc.dtsi"\n'.length);
  };

  it('goes into what the board has for the node already', async () => {
    expect(await override('&node {\n\tb;\n};\n')).toBe('&node {\n\tb;\n\tnew;\n};\n');
  });

  it('goes to the end of the board else', async () => {
    expect(await override('')).toBe('\n&node {\n\tnew;\n};\n');
    expect(await override('/ { model = "x"; };')).toBe('/ { model = "x"; };\n\n&node {\n\tnew;\n};\n');
  });

  it('names a node without a label by its path', async () => {
    expect(await override('', '/ { n { a; }; };\n')).toBe('\n&{/n} {\n\tnew;\n};\n');
  });
});

describe('a property goes away', () => {
  const remove = async (text: string) => {
    const { tree } = await evaluateFixture(text);
    return after(removeProperty(tree, tree.root.properties.get('p')!));
  };

  it('with its line, where it has that for itself', async () => {
    expect(await remove('/ {\n\tp = <1>,\n\t    <2>;\n\tq;\n};')).toBe('/ {\n\tq;\n};');
    expect(await remove('/ { p; q; };')).toBe('/ { q; };');
  });

  it('not where an older definition would show, nor where a macro wrote it', async () => {
    expect(await remove('/ { p; };\n/ { p = <1>; };')).toBeUndefined();
    expect(await remove('#define P p;\n/ { P };')).toBeUndefined();
  });
});

describe('a node gets another name', () => {
  const rename = async (text: string) => {
    const { tree } = await evaluateFixture(text);
    return after(renameNode(tree, tree.nodeAt('/old')!, 'new'));
  };

  it('where it is defined, if others refer to it by label', async () => {
    expect(await rename('/ { l: old { }; };\n&l { a; };')).toBe('/ { l: new { }; };\n&l { a; };');
  });

  it('not where a second place or a macro writes the name', async () => {
    expect(await rename('/ { old { }; };\n/ { old { a; }; };')).toBeUndefined();
    expect(await rename('#define NAME old\n/ { NAME { }; };')).toBeUndefined();
  });
});

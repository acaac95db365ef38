import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { interruptsOf } from './interrupts.js';
import { specifiersOf } from './specifiers.js';
import { type DeviceTree, nameOrigin, type Property, valueOrigin } from './tree.js';
import { cellsOf, isLive, stringsOf, u32Of } from './values.js';

const treeOf = async (text: string) => (await evaluateFixture(`/dts-v1/;\n${text}`)).tree;

/** A tree as dtc would print it, in one line a node. */
function print(tree: DeviceTree): string[] {
  return tree
    .nodes()
    .map((node) => `${node.path}: ${[...node.properties.values()].map(printProperty).join(' ')}`.trim());
}

function printProperty({ name, value }: Property): string {
  const parts = value.map((part) =>
    part.kind === 'cells'
      ? `<${part.cells.map((cell) => cell.value).join(' ')}>`
      : part.kind === 'string'
        ? `"${part.value}"`
        : part.kind,
  );
  return parts.length > 0 ? `${name}=${parts.join(',')}` : name;
}

describe('evaluation', () => {
  it('merges definitions in source order, and keeps the order of first writing', async () => {
    const tree = await treeOf('/ { a { x = <1>; y; }; };\n/ { a { z; x = <2>; }; b { }; };\n');
    expect(print(tree)).toEqual(['/:', '/a: x=<2> y z', '/b:']);
  });

  it('deletes properties and nodes, and what comes back takes its old place', async () => {
    const text = '/ { a { x = <1>; y; }; b { }; c: c { }; };\n/ { a { /delete-property/ x; }; /delete-node/ b; };\n';
    expect(print(await treeOf(text))).toEqual(['/:', '/a: y', '/c:']);
    expect(print(await treeOf(`${text}/delete-node/ &c;\n/ { c { z; }; b { }; a { x = <3>; }; };\n`))).toEqual([
      '/:',
      '/a: x=<3> y',
      '/b:',
      '/c: z',
    ]);
  });

  it('a deleted node comes back empty and without its labels', async () => {
    const tree = await treeOf('/ { a: a { x; b { }; }; };\n/ { /delete-node/ a; a { y; }; };\n');
    expect(print(tree)).toEqual(['/:', '/a: y']);
    expect([...tree.labels.keys()]).toEqual([]);
  });

  it('finds nodes by label, by path and by path below a label', async () => {
    const text = '/ { soc: soc { uart@1 { }; }; };\n&soc { x; };\n&{/soc/uart@1} { y; };\n&{soc/uart@1} { z; };\n';
    expect(print(await treeOf(text))).toEqual(['/:', '/soc: x', '/soc/uart@1: y z']);
  });

  it('numbers phandles as dtc does: in the order of references, past numbers given by hand', async () => {
    const text = '/ { a: a { }; b: b { phandle = <1>; }; c: c { }; user { x = <&c &b>, <&a>; path = &a; }; };\n';
    const tree = await treeOf(text);
    expect(tree.nodes().map(({ phandle }) => phandle)).toEqual([undefined, 3, 1, 2, undefined]);
    expect(print(tree)[1]).toBe('/a: phandle=<3>');
    expect(tree.nodeOfPhandle(3)?.path).toBe('/a');
    expect(stringsOf(tree.nodeAt('/user')!.properties.get('path'))).toEqual(['/a']);
  });

  it('omits nodes that nothing refers to when the source says so', async () => {
    const text = '/ { /omit-if-no-ref/ a: a { }; /omit-if-no-ref/ b: b { child: c { }; }; user { x = <&a>; }; };\n';
    const tree = await treeOf(text);
    expect(print(tree).map((line) => line.split(':')[0])).toEqual(['/', '/a', '/user']);
    expect([...tree.labels.keys()]).toEqual(['a']);
  });

  it('keeps what refers to something below a node that is omitted', async () => {
    const text =
      '/ { /omit-if-no-ref/ b { child: c { }; }; user { x = <&child>; way = &child; other = <&{/b/c}>; }; };\n';
    const tree = await treeOf(text);
    expect(print(tree)).toEqual(['/:', '/user: x=<1> way=path other=<1>']);
    expect(stringsOf(tree.nodeAt('/user')!.properties.get('way'))).toEqual(['/b/c']);
  });

  it('tells of every reference to nothing, though a node has several of one kind', async () => {
    const { findings } = await treeOf('/ { a { x = <&no 1>, <&no 2>; }; b { y = &no; z = <&no>; }; };\n');
    const { text } = findings[0]!.at.span.file;
    const places = [...text.matchAll(/&no/g)].map(({ index }) => ['unknown-label', index]);
    expect(places).toHaveLength(4);
    expect(findings.map(({ code, at }) => [code, at.span.start])).toEqual(places);
  });

  it('finds a node by its whole path only', async () => {
    const tree = await treeOf('/ { a { b { }; gone { }; }; };\n/ { a { /delete-node/ gone; }; };\n');
    expect(tree.nodeAt('/')).toBe(tree.root);
    expect(tree.nodeAt('/a/b')?.name).toBe('b');
    for (const path of ['', 'a', 'a/b', '/a/', '//a', '/a/b/', '/a/gone', '/b'])
      expect([path, tree.nodeAt(path)]).toEqual([path, undefined]);
  });

  it('knows where everything was written, through includes and macros', async () => {
    const { tree } = await evaluateFixture(
      '//- board.dts\n/dts-v1/;\n#include "soc.dtsi"\n&a { x = SPEC(7); };\n//- soc.dtsi\n#define SPEC(n) <1 n>\n/ { a: a { x = <0>; }; };\n',
    );
    const a = tree.nodeAt('/a')!;
    const x = a.properties.get('x')!;
    expect(nameOrigin(tree, a).span.file.uri).toMatch(/soc\.dtsi$/);
    expect(a.definitions.map(({ kind }) => kind)).toEqual(['define', 'extend']);
    expect(x.definitions.map(({ kind }) => kind)).toEqual(['define', 'override']);
    const seven = valueOrigin(tree, x, cellsOf(x)![1]!);
    expect(seven.span.file.text.slice(seven.span.start, seven.span.end)).toBe('7');
    expect(seven.via).toMatchObject([{ kind: 'macro', name: 'SPEC' }]);
    const one = valueOrigin(tree, x, cellsOf(x)![0]!);
    expect(one.span.file.text.slice(one.span.start, one.span.end)).toBe('SPEC(7)');
  });

  it('an overlay may refer to what it does not have', async () => {
    const { tree } = await evaluateFixture('//- a.dtso\n/dts-v1/;\n/plugin/;\n&there { x = <&elsewhere>; };\n');
    expect(tree.plugin).toBe(true);
    expect(tree.findings).toEqual([]);
  });
});

describe('specifier lists', () => {
  const PROVIDERS = '/ { one: one { #x-cells = <1>; }; two: two { #x-cells = <2>; }; none: none { }; user { x = ';
  it.each([
    ['<&one 1>, <&two 2 3>', ['/one 1', '/two 2 3']],
    ['<&one 1 0 &two 2 3>', ['/one 1', '-', '/two 2 3']],
    ['<&two 2>', ['/two 2 too-short']],
    ['<&one 1 99 5>', ['/one 1', '- no-provider']],
    ['<&none 1>', ['/none no-cell-count']],
    ['"text"', ['- not-cells']],
    ['<&gone 1>', ['- unknown']],
    ['<&one UNDEFINED>', ['/one 0 unknown']],
  ])('%s', async (value, expected) => {
    const tree = await treeOf(`${PROVIDERS}${value}; }; };`);
    const entries = specifiersOf(tree, tree.nodeAt('/user')!.properties.get('x')!, '#x-cells');
    expect(
      entries.map(({ provider, cells, defect }) =>
        [provider?.path ?? '-', ...cells.map((cell) => cell.value), ...(defect ? [defect] : [])].join(' '),
      ),
    ).toEqual(expected);
  });
});

describe('interrupts', () => {
  it('take the nearest interrupt parent, and interrupts-extended before interrupts', async () => {
    const tree = await treeOf(`/ {
      interrupt-parent = <&gic>;
      gic: gic { interrupt-controller; #interrupt-cells = <3>; };
      gpio: gpio { interrupt-controller; #interrupt-cells = <2>; inner { interrupts = <5 6>; }; };
      plain { interrupts = <0 1 4>, <0 2 4>; };
      both { interrupts = <0 1 4>; interrupts-extended = <&gpio 1 2>; };
    };`);
    const read = (path: string) =>
      interruptsOf(tree, tree.nodeAt(path)!).map(
        ({ controller, specifier }) => `${controller.name} ${specifier.map(({ value }) => value).join(' ')}`,
      );
    expect(read('/plain')).toEqual(['gic 0 1 4', 'gic 0 2 4']);
    expect(read('/gpio/inner')).toEqual(['gpio 5 6']);
    expect(read('/both')).toEqual(['gpio 1 2']);
  });
});

describe('values', () => {
  it('read cells over several parts, and nothing where the shape is another', async () => {
    const tree = await treeOf('/ { a = <1>, <2>; b = "x", "y"; c = /bits/ 8 <1>; d = <7>; e; };');
    const property = (name: string) => tree.root.properties.get(name);
    expect(cellsOf(property('a'))?.map(({ value }) => value)).toEqual([1, 2]);
    expect(cellsOf(property('c'))).toBeUndefined();
    expect(stringsOf(property('b'))).toEqual(['x', 'y']);
    expect(u32Of(property('d'))).toBe(7);
    expect(u32Of(property('e'))).toBeUndefined();
  });

  it('a node is live with all that is above it', async () => {
    const tree = await treeOf(
      '/ { a { status = "disabled"; b { status = "okay"; }; }; c { status = "ok"; d { }; }; };',
    );
    expect(
      tree
        .nodes()
        .filter(isLive)
        .map(({ path }) => path),
    ).toEqual(['/', '/c', '/c/d']);
  });
});

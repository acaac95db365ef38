import { describe, expect, it } from 'vitest';
import { overlayFixture, withSymbols } from '../../../../test/overlay-fixture.js';
import { replaceInValue } from '../../devicetree/edits.js';
import { type DeviceTree, type Node, nameOrigin, type Property, valueOrigin } from '../../devicetree/tree.js';
import { cellsOf, stringsOf } from '../../devicetree/values.js';
import type { Origin } from '../../text/span.js';
import { overlaidTree } from './apply-overlays.js';

async function join(base: string, ...overlays: string[]): Promise<DeviceTree> {
  const fixture = await overlayFixture(base, ...overlays);
  return overlaidTree(withSymbols(fixture.base), fixture.overlays.map(withSymbols)).tree!;
}

const at = ({ span: { file, start, end } }: Origin) =>
  `${file.uri.replace(/^.*\//, '')}: ${file.text.slice(start, end)}`;
const history = (tree: DeviceTree, thing: Node | Property | undefined) =>
  thing?.definitions.map(({ kind, nameRange }) => `${kind} ${at(tree.originOf(nameRange))}`);

const BASE = '/ { l: a { p = <1>; m: b { r = <&l>; }; }; };';

describe('a tree with overlays', () => {
  it('has the nodes of the blob, without what only tools wrote', async () => {
    const tree = await join(BASE, '&l { c { }; d { }; b { x; }; };', '&{/} { z { }; };');
    expect(tree.nodes().map(({ path }) => path)).toEqual(['/', '/z', '/a', '/a/d', '/a/c', '/a/b']);
    expect([...tree.nodeAt('/a/b')!.properties.keys()]).toEqual(['x', 'r', 'phandle']);
    expect(tree.plugin).toBe(false);
  });

  it('knows what wrote a node and a property, in which file', async () => {
    const tree = await join(BASE, '&l { p = <2>; new { q; }; };', '&l { p = <3>; };');
    const node = tree.nodeAt('/a')!;
    expect(history(tree, node)).toEqual(['define base.dts: a', 'extend 1.dtso: &l', 'extend 2.dtso: &l']);
    const property = node.properties.get('p')!;
    expect(history(tree, property)).toEqual(['define base.dts: p', 'override 1.dtso: p', 'override 2.dtso: p']);
    expect(at(valueOrigin(tree, property, cellsOf(property)![0]!))).toBe('2.dtso: 3');
    expect(history(tree, tree.nodeAt('/a/new'))).toEqual(['define 1.dtso: new']);
    expect(at(nameOrigin(tree, tree.nodeAt('/a/new')!.properties.get('q')!))).toBe('1.dtso: q');
  });

  it('lets an overlay be edited where it wrote the value', async () => {
    const tree = await join(BASE, '&l { p = <2>; };');
    const property = tree.nodeAt('/a')!.properties.get('p')!;
    const edit = replaceInValue(tree, property, cellsOf(property)![0]!, '7')!;
    expect(at({ span: edit.span, via: [] })).toBe('1.dtso: 2');
  });

  it('has its references lead to its own nodes, by the numbers of the blob', async () => {
    const tree = await join(BASE, '&l { n: new { s = <7 &n &m>, "x", <&l>; }; b { t = <&n>; }; };');
    const target = (path: string, name: string) => {
      const cells = tree
        .nodeAt(path)!
        .properties.get(name)!
        .value.flatMap((part) => (part.kind === 'cells' ? part.cells : []));
      return cells.map(({ phandleOf, value }) => phandleOf?.path ?? value);
    };
    expect(target('/a/new', 's')).toEqual([7, '/a/new', '/a/b', '/a']);
    expect(target('/a/b', 'r')).toEqual(['/a']);
    const { phandle } = tree.nodeAt('/a/new')!;
    expect(phandle).toBe(3);
    expect(tree.nodeOfPhandle(3)).toBe(tree.nodeAt('/a/new'));
    expect(cellsOf(tree.nodeAt('/a/new')!.properties.get('phandle'))![0]!.value).toBe(3);
    const reference = cellsOf(tree.nodeAt('/a/b')!.properties.get('t'))![0]!;
    expect(reference.phandleOf).toBe(tree.nodeAt('/a/new'));
  });

  it('has a number that nobody has where an overlay refers to what it does not bring', async () => {
    const tree = await join(BASE, '&l { p = <&n>; };\n/ { n: outside { }; };');
    const [cell] = cellsOf(tree.nodeAt('/a')!.properties.get('p'))!;
    expect(cell).toMatchObject({ value: 3 });
    expect(cell!.phandleOf ?? cell!.reference).toBeUndefined();
    expect(tree.nodeOfPhandle(3)).toBeUndefined();
  });

  it('is sure of what an overlay refers to, but not of mistakes', async () => {
    const tree = await join(BASE, '&l { good = <&m>; bad = <NOBODY>; };');
    expect(tree.nodeAt('/a')!.properties.get('good')!.doubtful).toBe(false);
    expect(tree.nodeAt('/a')!.properties.get('bad')!.doubtful).toBe(true);
  });

  it('has the paths that dtc writes: those in an overlay are of the overlay', async () => {
    const tree = await join('/ { l: a { p = &l; }; };', '&l { n: new { p = &n; }; };');
    expect(stringsOf(tree.nodeAt('/a')!.properties.get('p'))).toEqual(['/a']);
    expect(stringsOf(tree.nodeAt('/a/new')!.properties.get('p'))).toEqual(['/fragment@0/__overlay__/new']);
  });

  it('has the labels of all parts', async () => {
    const tree = await join(BASE, '&l { n: new { }; k: b { }; };');
    expect([...tree.labels].map(([label, node]) => `${label} ${node.path}`).sort()).toEqual([
      'k /a/b',
      'l /a',
      'm /a/b',
      'n /a/new',
    ]);
    expect(tree.nodeAt('/a/b')!.labels).toEqual(['m', 'k']);
  });

  it('keeps what an overlay deletes, for that is deleted in the overlay only', async () => {
    const tree = await join(
      BASE,
      `/ { f { target = <&l>; __overlay__ { p = <2>; b { }; }; }; };
/ { f { __overlay__ { /delete-property/ p; /delete-node/ b; }; }; };
/ { f { __overlay__ { p = <3>; }; }; };`,
    );
    const property = tree.nodeAt('/a')!.properties.get('p')!;
    expect(history(tree, property)).toEqual(['define base.dts: p', 'override 1.dtso: p']);
    expect(cellsOf(property)![0]!.value).toBe(3);
    expect(history(tree, tree.nodeAt('/a/b'))).toEqual(['define base.dts: b']);
  });

  it('has the ranges of the part in focus as they are in its text', async () => {
    const { base, overlays } = await overlayFixture(BASE, '&l { p = <2>; };', '&l { q; };');
    for (const [focus, path] of [
      ['p', '/a'],
      ['p', '/a'],
      ['q', '/a'],
    ].entries()) {
      const parts = overlays.map(withSymbols);
      const { tree } = overlaidTree(withSymbols(base), parts, focus);
      const unit = [base, ...overlays][focus]!;
      const definition = tree!
        .nodeAt(path[1]!)!
        .properties.get(path[0]!)!
        .definitions.find(({ nameRange }) => {
          const { start, end } = nameRange;
          return unit.expansion.text.slice(start, end) === path[0];
        });
      expect(tree!.originOf(definition!.nameRange).span.file).toBe(unit.root);
      expect(history(tree!, tree!.nodeAt('/a'))).toEqual([
        'define base.dts: a',
        'extend 1.dtso: &l',
        'extend 2.dtso: &l',
      ]);
    }
  });
});

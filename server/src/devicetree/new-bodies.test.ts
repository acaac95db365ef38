import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { deletionOf } from './deletions.js';
import { duplicatePropertiesOf, duplicatesOf } from './duplicates.js';

const treeOf = async (text: string) => (await evaluateFixture(`/dts-v1/;\n${text}`)).tree;

/** The nodes and the names of their properties, in order. */
async function print(text: string): Promise<string[]> {
  const tree = await treeOf(text);
  return tree.nodes().map(({ path, properties }) => [path, ...properties.keys()].join(' '));
}

describe('a body that makes its node is taken as it stands', () => {
  it.each([
    ['a deletion deletes nothing that the body itself defines', '/ { a = <1>; /delete-property/ a; };', ['/ a']],
    ['nor does it before the definition', '/ { /delete-property/ a; b; a; };', ['/ b a']],
    ['but it makes a place for what comes later', '/ { /delete-property/ a; b; }; / { a; };', ['/ a b']],
    ['which merging does not', '/ { }; / { /delete-property/ a; b; a; };', ['/ b a']],
    ['a merged body is read in order', '/ { b; }; / { a; /delete-property/ a; c; };', ['/ b c']],
    ['so it is below a node that is new', '/ { }; / { n { a; /delete-property/ a; }; };', ['/', '/n a']],
    ['a deleted node has its place too', '/ { /delete-node/ n; m { }; }; / { n { }; };', ['/', '/n', '/m']],
    ['unless the body goes on to define it', '/ { /delete-node/ n; m { }; n { }; };', ['/', '/m', '/n']],
    [
      'after a deletion everything is merged',
      '/ { n { a; b; }; }; / { /delete-node/ n; n { b; /delete-property/ b; a; }; };',
      ['/', '/n a'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await print(text)).toEqual(expected);
  });

  it('/omit-if-no-ref/ counts only there', async () => {
    expect(await print('/ { n { }; }; / { /omit-if-no-ref/ n { }; };')).toEqual(['/', '/n']);
    expect(await print('/ { /omit-if-no-ref/ n { }; }; / { n { }; };')).toEqual(['/']);
  });

  it('what it names twice is there twice', async () => {
    const once = await treeOf('/ { n { }; p; }; / { n { }; n { }; p; p; };');
    expect(duplicatesOf(once.root)).toEqual([]);
    expect(duplicatePropertiesOf(once.root)).toEqual([]);
    const twice = await treeOf('/ { p; p; n { }; n { }; m { }; /delete-node/ m; };');
    expect(duplicatesOf(twice.root)).toHaveLength(2);
    expect(duplicatePropertiesOf(twice.root)).toHaveLength(1);
  });

  it('a property owes nothing to a deletion that deletes nothing', async () => {
    const tree = await treeOf('/ { n { p; /delete-property/ p; }; };');
    expect(deletionOf(tree.nodeAt('/n')!, 'p')).toBeUndefined();
    expect(
      tree
        .nodeAt('/n')!
        .properties.get('p')!
        .definitions.map(({ kind }) => kind),
    ).toEqual(['define']);
  });
});

describe('phandles', () => {
  const phandles = async (text: string) => [...(await treeOf(text)).nodes()].map(({ phandle }) => phandle);

  it('may be written in any form that has four bytes', async () => {
    expect(await phandles('/ { a { phandle = [00 00 00 09]; }; b { phandle = "abc"; }; };')).toEqual([
      undefined,
      9,
      0x61626300,
    ]);
    expect(await phandles('/ { p = <&a>; a: a { phandle = /bits/ 64 <9>; }; };')).toEqual([undefined, 1]);
  });

  it('a node that has only the old name gets no second property', async () => {
    expect(await print('/ { p = <&a>; a: a { linux,phandle = <5>; }; };')).toEqual(['/ p', '/a linux,phandle']);
    expect(await print('/ { p = <&a>; a: a { linux,phandle = <&a>; }; };')).toEqual([
      '/ p',
      '/a linux,phandle phandle',
    ]);
  });

  it('one that is added does not take the place of one that was deleted', async () => {
    const text = '/ { a: a { phandle = <5>; x; }; }; / { p = <&a>; a { /delete-property/ phandle; y; }; };';
    expect(await print(text)).toEqual(['/ p', '/a x y phandle']);
  });

  it('what was omitted keeps its number where something refers to it', async () => {
    const tree = await treeOf('/ { p = <&{/n/m}>; /omit-if-no-ref/ n { m { }; }; };');
    expect(tree.root.properties.get('p')!.value).toMatchObject([{ cells: [{ value: 1 }] }]);
    expect(tree.root.properties.get('p')!.doubtful).toBe(false);
  });
});

describe('an overlay', () => {
  const overlay = async (text: string) => (await evaluateFixture(`//- a.dtso\n/dts-v1/;\n/plugin/;\n${text}`)).tree;

  it('has a fragment for each node of another tree', async () => {
    const tree = await overlay('&a { x; };\n/ { l: n { }; };\n&l { y; };\n&{/n} { z; };\n');
    expect(tree.nodes().map(({ path, properties }) => [path, ...properties.keys()].join(' '))).toEqual([
      '/',
      '/fragment@0 target',
      '/fragment@0/__overlay__ x',
      '/n y',
      '/fragment@1 target-path',
      '/fragment@1/__overlay__ z',
    ]);
    const target = tree.nodeAt('/fragment@0')!.properties.get('target')!;
    const { span } = tree.originOf(target.definitions[0]!.nameRange);
    expect(span.file.text.slice(span.start, span.end)).toBe('&a');
    expect(tree.findings).toEqual([]);
  });

  it('may leave out what it could not refer to', async () => {
    const { findings } = await overlay('&a { /omit-if-no-ref/ n { p = <&{/b}>; }; };');
    expect(findings).toEqual([]);
  });

  it.each([
    ['/ { };\n/delete-node/ &a;', 'unknown-label'],
    ['/ { };\nm: &a { };', 'unknown-label'],
    ['&a { p = &b; };', 'unknown-label'],
    ['&a { p = <&{/b}>; };', 'unknown-path'],
    ['&{a/b} { };', 'unknown-path'],
    ['&a { p = <&{b/c}>; };', 'unknown-label'],
  ])('is refused for what no other tree can give: %s', async (text, code) => {
    expect((await overlay(text)).findings.map((finding) => finding.code)).toEqual([code]);
  });
});

describe('the order of a source', () => {
  it.each([
    ['/dts-v1/;', 'at least one node'],
    ['/dts-v1/; / { }; /memreserve/ 1 2;', 'before all nodes'],
    ['/dts-v1/; / { }; /dts-v1/;', 'before all else'],
    ['/dts-v1/; /plugin/; /dts-v1/; / { };', "every '/dts-v1/;' has"],
    ['/dts-v1/; / { }; /plugin/;', 'right behind'],
    ['/dts-v1/; /delete-node/ &{/}; / { };', 'no node yet'],
    ['/dts-v1/; / { l: n { }; }; a: b: &l { };', 'one label only'],
  ])('%s', async (text, message) => {
    const { findings } = (await evaluateFixture(text)).tree;
    expect(findings.map((finding) => finding.message)).toEqual([expect.stringContaining(message)]);
  });

  it('may have the version several times', async () => {
    const { findings } = (await evaluateFixture('/dts-v1/; /dts-v1/; /memreserve/ 1 2; / { };')).tree;
    expect(findings).toEqual([]);
  });
});

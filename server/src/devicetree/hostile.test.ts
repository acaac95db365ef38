import { describe, expect, it } from 'vitest';
import { expandFiles } from '../../../test/expansion-files.js';
import { testParser } from '../../../test/parser.js';
import { readFdt } from '../fdt/read.js';
import { writeFdt } from '../fdt/write.js';
import { deletionOf } from './deletions.js';
import { duplicatePropertiesOf } from './duplicates.js';
import { evaluate } from './evaluate.js';
import { symbolsOf } from './symbols.js';

/* The texts are so large that whatever is worse than linear runs into the runner's time limit, which is its failure. */

const SIZE = 60_000;
const each = (piece: (index: number) => string, size = SIZE) =>
  Array.from({ length: size }, (_, index) => piece(index)).join('');

async function treeOf(text: string, symbols = false) {
  const expansion = expandFiles({ 'board.dts': `/dts-v1/;\n${text}` });
  // What is left out of a text that is too long would not be tested.
  expect(expansion.findings).toEqual([]);
  const session = (await testParser()).open();
  try {
    return evaluate(session.update(expansion.text), expansion, { symbols });
  } finally {
    session.close();
  }
}

const codesOf = ({ findings }: Awaited<ReturnType<typeof treeOf>>) => [...new Set(findings.map(({ code }) => code))];

describe('sources that go on and on', () => {
  it('one property again and again', async () => {
    const tree = await treeOf(`/ { ${each((index) => `p = <${index}>;`)} };`);
    expect(tree.root.properties.get('p')?.definitions).toHaveLength(SIZE);
    expect(duplicatePropertiesOf(tree.root)).toHaveLength(SIZE - 1);
  });

  it('many bodies of one node, each with a property of its own, and deletions between them', async () => {
    const tree = await treeOf(
      `/ { l: n { }; };\n${each((index) => `&l { p${index} = <&l>; /delete-property/ p${index - 1}; };\n`, SIZE / 2)}`,
    );
    const node = tree.nodeAt('/n')!;
    expect([...node.properties.keys()]).toEqual([`p${SIZE / 2 - 1}`, 'phandle']);
    for (let index = 0; index < SIZE / 2 - 1; index++) expect(deletionOf(node, `p${index}`)).toBeDefined();
  });

  it('many deletions of a node that comes again', async () => {
    const tree = await treeOf(
      `/ { };\n${each((index) => `/ { l: n { p${index}; }; };\n/delete-node/ &l;\n`, SIZE / 4)}`,
    );
    expect(tree.nodeAt('/n')).toBeUndefined();
    expect(codesOf(tree)).toEqual([]);
  });

  it.each([
    ['a child', (index: number) => `c${index} { };`],
    ['a property', (index: number) => `c${index};`],
    ['a child of a child', (index: number) => `m { c${index} { }; };`],
    ['a child after a place', (index: number) => `/delete-node/ c${index}; c${index} { };`],
  ])('many deletions of a node that comes again with %s of another name', async (_, piece) => {
    const tree = await treeOf(
      `/ { };\n${each((index) => `/ { n { ${piece(index)} }; };\n/ { /delete-node/ n; };\n`, SIZE / 3)}/ { n { last; }; };`,
    );
    expect(tree.nodes().map(({ path }) => path)).toEqual(['/', '/n']);
    expect([...tree.nodeAt('/n')!.properties.keys()]).toEqual(['last']);
  });

  it('many deletions of a node that comes again without its many children', async () => {
    const tree = await treeOf(
      `/ { n { ${each((index) => `c${index} { };`)} }; };\n${'/ { /delete-node/ n; n { }; };\n'.repeat(SIZE / 2)}`,
    );
    expect(tree.nodeAt('/n')!.children.size).toBe(0);
  });

  it('many deletions of the first node of a label', async () => {
    const tree = await treeOf(
      `/ { ${each((index) => `l: n${index} { };`, SIZE)} };\n${'/delete-node/ &l;\n'.repeat(SIZE - 1)}`,
    );
    expect(tree.nodes().map(({ path }) => path)).toEqual(['/', `/n${SIZE - 1}`]);
  });

  it('many labels of one node', async () => {
    const tree = await treeOf(
      `/ { ${each((index) => `l${index}: `)}n { p = <${each((index) => `&l${index} `)}>; }; };`,
      true,
    );
    expect(symbolsOf(tree.nodeAt('/n')!)).toHaveLength(SIZE);
    expect(readFdt(writeFdt(tree))).toHaveProperty('fdt');
  });

  it('one label of many nodes', async () => {
    const tree = await treeOf(
      `/ { ${each((index) => `l: n${index} { };`, SIZE / 2)} p: q { }; };\n${'&l { x; };\n'.repeat(SIZE / 2)}`,
    );
    expect(tree.labels.get('l')?.path).toBe('/n0');
  });

  it('many references of an overlay to one label, and within it', async () => {
    const tree = await treeOf(
      `/plugin/;\n&base { m: n { p = <${'&base '.repeat(SIZE)}>; q = <${'&m '.repeat(SIZE)}>; }; };`,
    );
    expect(readFdt(writeFdt(tree))).toHaveProperty('fdt');
  });

  it('a long name of a property', async () => {
    const name = 'p'.repeat(100_000);
    expect(writeFdt(await treeOf(`/ { ${name}; };`)).length).toBeGreaterThan(name.length);
  });
});

describe('limits', () => {
  it('nodes that lie too deep, by braces or by labels, are left out, and the rest is there', async () => {
    const byBraces = await treeOf(`/ { ${'n { '.repeat(600)}${'}; '.repeat(600)} after { }; };`);
    expect(codesOf(byBraces)).toEqual(['nested-too-deeply']);
    expect(byBraces.nodeAt('/after')?.path).toBe('/after');
    const byLabels = await treeOf(
      `/ { l0: n { }; };\n${each((index) => `&l${index} { l${index + 1}: n { }; };\n`, 2000)}/ { after { }; };`,
    );
    expect(codesOf(byLabels)).toEqual(['nested-too-deeply']);
    expect(byLabels.nodeAt('/after')?.path).toBe('/after');
    const [first] = byLabels.findings;
    expect(first!.at.span.file.text.slice(first!.at.span.start, first!.at.span.end)).toBe('n');
  });

  it('a path that is too long to be one', async () => {
    const tree = await treeOf(`/ { ${'n'.repeat(3000)} { below { }; }; after { }; };`);
    expect(codesOf(tree)).toEqual(['nested-too-deeply']);
    expect(tree.nodes().map(({ path }) => path)).toEqual(['/', '/after']);
  });

  it('an expression that is nested too deeply, and a number of too many digits', async () => {
    const tree = await treeOf(
      `/ { p = <${'('.repeat(1000)}1${')'.repeat(1000)}>; q = <${'9'.repeat(100_000)}>; r = <&nowhere>; };`,
    );
    expect(tree.findings.map(({ code }) => code)).toEqual(['nested-too-deeply', 'bad-number', 'unknown-label']);
    for (const { message } of tree.findings) expect(message.length).toBeLessThan(100);
  });

  it('more mistakes than anybody looks at, in a macro that is nested deeply', async () => {
    const macros = each((index) => `#define M${index + 1} M${index} M${index}\n`, 13);
    const { findings } = await treeOf(`#define M0 a )\n${macros}/ { M13 };`);
    expect(findings).toHaveLength(1000);
  });

  it('a blob of more bytes than any has', async () => {
    const tree = await treeOf(`/ { l: ${'n'.repeat(2000)} { }; p = ${'&l, '.repeat(40_000)}"x"; };`);
    expect(() => writeFdt(tree)).toThrow(/more than 67108864 bytes/);
  });
});

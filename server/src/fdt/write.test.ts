import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { evaluate } from '../devicetree/evaluate.js';
import { encodeFdt } from './encode.js';
import type { FdtNode } from './format.js';
import { createStringTable } from './string-table.js';
import { flatten, writeFdt } from './write.js';

async function treeOf(text: string, symbols = false) {
  const { document, expansion } = await evaluateFixture(text);
  return evaluate(document, expansion, { symbols });
}

/** The nodes with their properties, texts as texts and all else as hexadecimal digits. */
async function print(text: string, symbols = false): Promise<string[]> {
  const lines: string[] = [];
  const visit = (node: FdtNode, path: string) => {
    const properties = node.properties.map(({ name, value }) => `${name}=${printValue(value)}`);
    lines.push([path || '/', ...properties].join(' '));
    for (const child of node.children) visit(child, `${path}/${child.name}`);
  };
  const { root } = flatten(await treeOf(text, symbols));
  if (root) visit(root, '');
  return lines;
}

function printValue(value: Uint8Array): string {
  const bytes = Buffer.from(value);
  return /^(?:[\x20-\x7e]+\0)+$/.test(bytes.toString('latin1'))
    ? bytes.toString('latin1').slice(0, -1).replaceAll('\0', ',')
    : bytes.toString('hex');
}

describe('the blob', () => {
  it('is laid out as dtc does it', async () => {
    const tree = await treeOf('/dts-v1/;\n/memreserve/ 1 0x10;\n/ { a-reg = <1>; reg; n@1 { a-reg = "x"; }; };');
    // Made by the dtc of Linux 6.12: dtc -I dts -O dtb -b 0.
    const expected = [
      'd00dfeed 00000096 00000048 00000090 00000028 00000011 00000010 00000000 00000006 00000048',
      '00000000 00000001 00000000 00000010 00000000 00000000 00000000 00000000',
      '00000001 00000000 00000003 00000004 00000000 00000001 00000003 00000000 00000002',
      '00000001 6e403100 00000003 00000002 00000000 78000000 00000002 00000002 00000009',
      '612d 7265 6700',
    ];
    expect(Buffer.from(writeFdt(tree)).toString('hex')).toBe(expected.join('').replaceAll(' ', ''));
  });

  it('has no node where the root was deleted', async () => {
    const tree = await treeOf('/dts-v1/;\n/ { a; };\n/delete-node/ &{/};');
    expect(Buffer.from(writeFdt(tree)).subarray(56).toString('hex')).toBe('00000009');
    expect(encodeFdt(flatten(tree))).toEqual(writeFdt(tree));
  });

  it('carries the number of the boot processor', async () => {
    const blob = writeFdt(await treeOf('/dts-v1/;\n/ { };'), { bootCpu: 7 });
    expect(Buffer.from(blob).readUInt32BE(28)).toBe(7);
  });
});

it('trees that share the syntax of a body take nothing from each other', async () => {
  const overlay = '/plugin/; &{/} { __overlay__; }; / { l: n { p = <&l>; }; __local_fixups__ { n { p = <7>; }; }; };';
  for (const text of ['/ { l: n { }; m { p = <&l>; }; __symbols__ { own = "x"; }; };', overlay]) {
    const source = `/dts-v1/;\n${text}`;
    const [plain, symbols] = [await treeOf(source), await treeOf(source, true)];
    const first = [writeFdt(plain), writeFdt(symbols)];
    expect([writeFdt(plain), writeFdt(symbols)]).toEqual(first);
    expect([writeFdt(await treeOf(source)), writeFdt(await treeOf(source, true))]).toEqual(first);
    expect(first[0]).not.toEqual(first[1]);
  }
});

describe('names', () => {
  it('share their ends, and the first place that reads alike', () => {
    const table = createStringTable();
    expect(['reg', 'a-reg', 'eg', 'names', 'reg-names', 'b', '', 'b'].map((name) => table.offsetOf(name))).toEqual([
      0, 4, 1, 10, 16, 26, 3, 26,
    ]);
    expect(Buffer.from(table.finish()).toString('latin1')).toBe('reg\0a-reg\0names\0reg-names\0b\0');
  });

  it('that are no ASCII, as blobs of others have them, stand for themselves', () => {
    const table = createStringTable();
    expect(['a\u00e9-cells', '-cells', 'a\u00e9-cells', 'cells'].map((name) => table.offsetOf(name))).toEqual([
      0, 10, 0, 11,
    ]);
    expect(Buffer.from(table.finish()).toString('latin1')).toBe('a\xc3\xa9-cells\0-cells\0');
  });
});

describe('values', () => {
  it('are encoded as dtc does it', async () => {
    const value = async (text: string) => {
      const { root } = flatten(await treeOf(`/dts-v1/;\n/ { p = ${text}; n: n { }; };`));
      return Buffer.from(root!.properties[0]!.value).toString('hex');
    };
    expect(await value('<1 (-1)>, "a\\xff\u00e9", [01 02], /bits/ 64 <0xffffffffffffffff>')).toBe(
      '00000001ffffffff61ffc3a9000102ffffffffffffffff',
    );
    expect(await value('/bits/ 8 <1 0xff>, /bits/ 16 <0x1234>')).toBe('01ff1234');
    expect(await value('<&n>, &n, &{/}')).toBe('000000012f6e002f00');
    expect(await value('"\u{1f600}\\0"')).toBe('f09f98800000');
  });

  it('of an /incbin/ come from who has the file', async () => {
    const tree = await treeOf('/dts-v1/;\n/ { p = <1>, /incbin/("x.bin"), <2>; };');
    const { root } = flatten(tree, { fileOf: ({ path }) => Buffer.from(path) });
    expect(root!.properties[0]!.value).toEqual(Uint8Array.from(Buffer.from('\0\0\0\x01x.bin\0\0\0\x02')));
  });

  it('a name that repeats the node is dropped', async () => {
    expect(await print('/dts-v1/;\n/ { n@1 { name = "n"; x; }; };')).toEqual(['/', '/n@1 x=']);
  });
});

describe('generated nodes', () => {
  it('symbols come in the order of dtc, and give their nodes phandles', async () => {
    const text = '/dts-v1/;\n/ { a: b: n { c: m { }; }; };\nd: &a { };\n&c { x = <&a>; };';
    expect(await print(text, true)).toEqual([
      '/',
      '/n phandle=00000001',
      '/n/m x=00000001 phandle=00000002',
      '/__symbols__ d=/n a=/n b=/n c=/n/m',
    ]);
  });

  it('symbols keep what the source wrote, and nodes with labels that nothing refers to', async () => {
    const text = '/dts-v1/;\n/ { __symbols__ { a = "mine"; }; /omit-if-no-ref/ a: n { }; /omit-if-no-ref/ m { }; };';
    expect(await print(text, true)).toEqual(['/', '/__symbols__ a=mine', '/n phandle=00000001']);
    expect(await print(text)).toEqual(['/', '/__symbols__ a=mine']);
  });

  it('fixups name every place that another tree fills in, local fixups every place of this one', async () => {
    const text = '/dts-v1/;\n/plugin/;\n&x { p = "s", <&y 1 &m>; q = <&y>; m: m { r = <&m>; }; };';
    expect(await print(text)).toEqual([
      '/',
      '/fragment@0 target=ffffffff',
      '/fragment@0/__overlay__ p=7300ffffffff0000000100000001 q=ffffffff',
      '/fragment@0/__overlay__/m r=00000001 phandle=00000001',
      '/__fixups__ x=/fragment@0:target:0 y=/fragment@0/__overlay__:p:2,/fragment@0/__overlay__:q:0',
      '/__local_fixups__',
      '/__local_fixups__/fragment@0',
      '/__local_fixups__/fragment@0/__overlay__ p=0000000a',
      '/__local_fixups__/fragment@0/__overlay__/m r=00000000',
    ]);
  });
});

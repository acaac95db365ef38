import { describe, expect, it } from 'vitest';
import { linesOf, overlayFixture, withSymbols } from '../../../../test/overlay-fixture.js';
import { readFdt } from '../read.js';
import { overlaidBlob } from './apply-overlays.js';

/** What comes of a base with `-@` and overlays with `-@`: the source of the blob, or what was found. */
async function apply(base: string, ...overlays: string[]) {
  const fixture = await overlayFixture(base, ...overlays);
  return overlaidBlob(withSymbols(fixture.base), fixture.overlays.map(withSymbols));
}

const findings = async (base: string, ...overlays: string[]) => linesOf((await apply(base, ...overlays)).findings);

describe('a blob with overlays', () => {
  it('is laid out as fdtoverlay leaves it', async () => {
    const { blob } = await apply(
      '/ { l: a@1 { p = "abcdefgh"; q = <1>; b; }; };',
      '&l { p = "x"; new-q = [ff]; n: c { r = <&n &l>; }; };',
    );
    // Made by the dtc and the fdtoverlay of Linux 6.12: the padding keeps bytes of what stood there before.
    const expected = [
      'd00dfeed 00000126 00000038 0000010c 00000028 00000011 00000010 00000000 0000001a 000000d4',
      '00000000 00000000 00000000 00000000',
      '00000001 00000000 00000001 61403100',
      '00000003 00000001 00000010 ff006364 00000003 00000002 00000000 78006364',
      '00000003 00000004 00000002 00000001 00000003 00000000 00000004 00000003 00000004 00000006 00000001',
      '00000001 63000000 00000003 00000004 00000006 00000002 00000003 00000008 00000016 00000002 00000001',
      '00000002 00000002',
      '00000001 5f5f7379 6d626f6c 735f5f00 00000003 00000007 00000018 2f614031 2f630000',
      '00000003 00000005 0000000e 2f614031 00000000 00000002 00000002 00000009',
      '7000 7100 6200 7068616e646c6500 6c00 6e65772d7100 7200 6e00',
    ];
    expect(Buffer.from(blob!).toString('hex')).toBe(expected.join('').replaceAll(' ', ''));
  });

  it('can be read, whatever was applied', async () => {
    const { blob } = await apply(
      '/memreserve/ 0x1000 0x2000;\n/ { l: a { }; };',
      '&l { m: b { q = "a value of some length"; }; };',
      '&m { q = "short"; }; &{/} { r; };',
    );
    const read = readFdt(blob!);
    const { root, memoryReservations } = 'fdt' in read ? read.fdt : expect.fail(read.error.message);
    expect(memoryReservations).toEqual([{ address: 0x1000n, size: 0x2000n }]);
    expect(root!.properties.map(({ name }) => name)).toEqual(['r']);
    const [b] = root!.children[0]!.children;
    expect(b!.properties.map(({ name, value }) => [name, Buffer.from(value).toString('latin1')])).toEqual([
      ['phandle', '\0\0\0\x02'],
      ['q', 'short\0'],
    ]);
  });
});

describe('what cannot be applied', () => {
  it('is a label that the base does not have, at each place that names it', async () => {
    expect(await findings('/ { l: a { }; };', '&nobody { p; };\n&l { p = <1 &none &l &none>; };')).toEqual([
      "1.dtso:2 '&nobody' overlay-unknown-symbol: The base has no label 'nobody' (fdtoverlay: FDT_ERR_NOTFOUND)",
      "1.dtso:3 '&none' overlay-unknown-symbol: The base has no label 'none' (fdtoverlay: FDT_ERR_NOTFOUND)",
      "1.dtso:3 '&none' overlay-unknown-symbol: The base has no label 'none' (fdtoverlay: FDT_ERR_NOTFOUND)",
    ]);
  });

  it('is a label of an overlay that was compiled without labels', async () => {
    const { base, overlays } = await overlayFixture('/ { l: a { }; };', '&l { m: b { }; };', '&m { p; };');
    expect(linesOf(overlaidBlob(withSymbols(base), overlays).findings)).toEqual([
      "2.dtso:2 '&m' overlay-unknown-symbol: The base has no label 'm' (fdtoverlay: FDT_ERR_NOTFOUND)",
    ]);
    expect(await findings('/ { l: a { }; };', '&l { m: b { }; };', '&m { p; };')).toEqual([]);
  });

  it('is a base without labels, told once', async () => {
    expect(await findings('/ { a { }; };', '&l { p = <&m>; };')).toEqual([
      "1.dtso:2 '&l' overlay-base-without-symbols: The base has no `/__symbols__`, so that no label of it can be found (fdtoverlay: FDT_ERR_BADOFFSET)",
    ]);
  });

  it('is a path that the base does not have', async () => {
    expect(await findings('/ { a { }; };', '&{/a/b} { p; };')).toEqual([
      "1.dtso:2 '&{/a/b}' overlay-target-not-found: No node of the base has the path '/a/b' (fdtoverlay: FDT_ERR_NOTFOUND)",
    ]);
    const explicit = '/ { f { target-path = "serial0"; __overlay__ { }; }; };';
    expect(await findings('/ { a { }; };', explicit)).toEqual([
      "1.dtso:2 'target-path' overlay-target-not-found: The base has no alias for 'serial0' (fdtoverlay: FDT_ERR_BADPATH)",
    ]);
    expect(await findings('/ { aliases { serial0 = "/a"; }; a { }; };', explicit)).toEqual([]);
  });

  it('is a fragment without a good target', async () => {
    expect(await findings('/ { a { }; };', '/ { f { __overlay__ { }; }; };')).toEqual([
      "1.dtso:2 'f' overlay-bad-target: The fragment has neither a `target` nor a `target-path` (fdtoverlay: FDT_ERR_BADOVERLAY)",
    ]);
    expect(await findings('/ { a { }; };', '/ { f { target = "a"; __overlay__ { }; }; };')).toEqual([
      "1.dtso:2 'target' overlay-bad-target: The fragment's `target` is no phandle (fdtoverlay: FDT_ERR_BADPHANDLE)",
    ]);
  });

  it('is a phandle that cannot be numbered anew', async () => {
    const base = '/ { l: a { phandle = <0xfffffffe>; }; };';
    expect(await findings(base, '&l { n: b { phandle = <1>; }; };')).toEqual([
      "1.dtso:2 'phandle' overlay-bad-phandle: Behind the phandles of the base no number is left (fdtoverlay: FDT_ERR_NOPHANDLES)",
    ]);
    // A phandle that dtc adds stands nowhere: its node does.
    expect(await findings(base, '&l { n: b { r = <&n>; }; };')).toEqual([
      "1.dtso:2 'b' overlay-bad-phandle: Behind the phandles of the base no number is left (fdtoverlay: FDT_ERR_NOPHANDLES)",
    ]);
  });

  it('is what a person wrote for a tool', async () => {
    const target = 'f { target-path = "/a"; __overlay__ { p = <1>; }; };';
    expect(await findings('/ { l: a { }; };', `/ { ${target} __fixups__ { l = "/f:p:0"; }; };`)).toEqual([
      "1.dtso:2 'l' overlay-bad-fixup: '/f:p:0' is no place of the overlay (fdtoverlay: FDT_ERR_NOTFOUND)",
    ]);
    expect(await findings('/ { l: a { }; };', `/ { ${target} __fixups__ { l = "/f/__overlay__:p:1"; }; };`)).toEqual([
      "1.dtso:2 'l' overlay-bad-fixup: '/f/__overlay__:p:1' is no place of the overlay (fdtoverlay: never ends)",
    ]);
    const local = '__local_fixups__ { f { __overlay__ { p = <4>; }; }; };';
    expect(await findings('/ { l: a { }; };', `/ { ${target} ${local} };`)).toEqual([
      "1.dtso:2 'p' overlay-bad-fixup: The property 'p' ends before the byte 4 (fdtoverlay does not notice)",
    ]);
    expect(await findings('/ { l: a { }; };', `/ { ${target} __symbols__ { s = "a"; }; };`)).toEqual([
      "1.dtso:2 's' overlay-bad-symbol: 's' is not one path (fdtoverlay: FDT_ERR_BADVALUE)",
    ]);
  });

  it('ends with the overlay at fault', async () => {
    expect(await findings('/ { l: a { }; };', '&x { };', '&y { };')).toHaveLength(1);
  });

  it('is anything, where the base has no nodes', async () => {
    expect(await findings('/ { };\n/delete-node/ &{/};', '&{/} { p; };')).toEqual([
      "1.dtso:1 '/' overlay-target-not-found: The base has no nodes at all",
    ]);
  });
});

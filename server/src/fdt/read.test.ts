import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { seededRandom } from '../../../test/random.js';
import { evaluate } from '../devicetree/evaluate.js';
import { encodeFdt } from './encode.js';
import type { FdtNode } from './format.js';
import { readFdt } from './read.js';
import { toSource } from './source-text.js';
import { writeFdt } from './write.js';

async function blobOf(text: string, symbols = false): Promise<Uint8Array> {
  const { document, expansion } = await evaluateFixture(text);
  return writeFdt(evaluate(document, expansion, { symbols }));
}

function fdtOf(blob: Uint8Array) {
  const result = readFdt(blob);
  if ('error' in result) throw new Error(result.error.message);
  return result.fdt;
}

const SOURCE = `/dts-v1/;
/memreserve/ 0x1000 0x20;
/ {
	empty;
	strings = "a", "b\\n";
	cells = <1 0xabcdef01>;
	bytes = [01 02 03];
	l: n@1 {
		p = <&l>;
	};
};
`;

describe('reading', () => {
  it('gives back what was written', async () => {
    const blob = await blobOf(SOURCE);
    expect(encodeFdt(fdtOf(blob))).toEqual(blob);
  });

  it.each([
    ['nothing', '', 0],
    ['another magic number', '00000001', 0],
    ['a header cut short', 'd00dfeed00000000', 8],
    ['a length beyond the end', 'd00dfeed00001000', 4],
  ])('says what is wrong: %s', (_, hex, offset) => {
    expect(readFdt(Buffer.from(hex, 'hex'))).toMatchObject({ error: { offset } });
  });

  it('bounds how deeply nodes nest', () => {
    let root: FdtNode = { name: 'n', properties: [], children: [] };
    for (let depth = 0; depth < 2000; depth++) root = { name: 'n', properties: [], children: [root] };
    const blob = encodeFdt({ bootCpu: 0, memoryReservations: [], root });
    expect(readFdt(blob)).toMatchObject({ error: { message: 'Nodes are nested too deeply' } });
  });

  it('never fails, whatever the bytes are', async () => {
    const blob = await blobOf(SOURCE, true);
    const random = seededRandom(1);
    let readable = 0;
    for (let round = 0; round < 3000; round++) {
      const bytes = blob.slice(0, random() < 0.1 ? Math.floor(random() * blob.length) : undefined);
      for (let left = Math.floor(random() * 4); left >= 0; left--)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const result = readFdt(bytes);
      if ('error' in result) expect(result.error.offset).toBeLessThanOrEqual(bytes.length);
      else {
        readable++;
        expect(toSource(result.fdt).text).toMatch(/^\/dts-v1\/;/);
      }
    }
    expect(readable).toBeGreaterThan(100);
  });
});

describe('the source of a blob', () => {
  it('is as dtc prints it', async () => {
    expect(toSource(fdtOf(await blobOf(SOURCE))).text).toBe(`/dts-v1/;

/memreserve/	0x0000000000001000 0x0000000000000020;
/ {
	empty;
	strings = "a", "b\\n";
	cells = <0x01 0xabcdef01>;
	bytes = [01 02 03];

	n@1 {
		p = <0x01>;
		phandle = <0x01>;
	};
};
`);
  });

  it('has the labels that the symbols tell of, and becomes the same blob again', async () => {
    const blob = await blobOf(SOURCE, true);
    const { text } = toSource(fdtOf(blob));
    expect(text).toContain('\tl: n@1 {\n');
    expect(await blobOf(text)).toEqual(blob);
    expect(await blobOf(text, true)).toEqual(blob);
  });

  it.each([
    ['00', '[00]'],
    ['0000', '[00 00]'],
    ['00000000', '<0x00>'],
    ['61006200', '"a", "b"'],
    ['61620000', '"ab", ""'],
    ['610000', '[61 00 00]'],
    ['ff00', '[ff 00]'],
    ['225c0a00', '"\\"\\\\\\n"'],
    ['0102030405060708', '<0x1020304 0x5060708>'],
  ])('guesses %s as dtc does', (hex, text) => {
    const properties = [{ name: 'p', value: Uint8Array.from(Buffer.from(hex, 'hex')) }];
    const source = toSource({ bootCpu: 0, memoryReservations: [], root: { name: '', properties, children: [] } });
    expect(source.text).toContain(`\tp = ${text};\n`);
  });

  it('tells of names that no source can have', () => {
    const root = { name: '', properties: [], children: [{ name: 'a b;', properties: [], children: [] }] };
    const { text, unwritableNames } = toSource({ bootCpu: 0, memoryReservations: [], root });
    expect(text).toContain('\ta?b? {');
    expect(unwritableNames).toEqual(['a b;']);
  });
});

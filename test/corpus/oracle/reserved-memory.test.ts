import { describe, expect, it } from 'vitest';
import type { DtbNode } from './dtb.js';
import { readReservedMemory } from './reserved-memory.js';

const number = (...cells: number[]) => {
  const buffer = Buffer.alloc(4 * cells.length);
  for (const [index, cell] of cells.entries()) buffer.writeUInt32BE(cell, 4 * index);
  return buffer;
};

function region(name: string, reg: readonly number[], status?: string): DtbNode {
  const props = new Map([['reg', number(...reg)]]);
  if (status !== undefined) props.set('status', Buffer.from(`${status}\0`));
  return { path: `/reserved-memory/${name}`, name, props, children: [] };
}

const read = (...children: DtbNode[]) => {
  const props = new Map([
    ['#address-cells', number(2)],
    ['#size-cells', number(1)],
  ]);
  const memory: DtbNode = { path: '/reserved-memory', name: 'reserved-memory', props, children };
  return readReservedMemory({ path: '/', name: '', props: new Map(), children: [memory] });
};

describe('the reserved memory of a blob', () => {
  it('overlaps where two live regions have an address in common', () => {
    const facts = read(
      region('b@1800', [0, 0x1800, 0x10]),
      region('a@1000', [0, 0x1000, 0x1000]),
      region('touching@2000', [0, 0x2000, 0x1000]),
      region('disabled@1000', [0, 0x1000, 0x1000], 'disabled'),
      region('empty@1900', [0, 0x1900, 0]),
      region('above@100001000', [1, 0x1000, 0x1000]),
    );
    expect(facts).toEqual({
      regions: 5,
      overlaps: ['/reserved-memory/a@1000 and /reserved-memory/b@1800'],
      misnamed: [],
    });
  });

  it('is misnamed where the unit address is another number than the first address', () => {
    const facts = read(
      region('a@1000', [0, 0x2000, 0x10]),
      region('B@C000', [0, 0xc000, 0x10]),
      region('plain', [0, 0x3000, 0x10]),
      region('high@1000', [1, 0x1000, 0x10]),
    );
    expect(facts.misnamed).toEqual(['/reserved-memory/a@1000', '/reserved-memory/high@1000']);
  });

  it('is nothing where there is none, or its numbers cannot be read', () => {
    expect(readReservedMemory({ path: '/', name: '', props: new Map(), children: [] }).regions).toBe(0);
    expect(read(region('a@1000', [0, 0x1000]), region('b@1000', [0, 0x1000, 0x10])).overlaps).toEqual([]);
  });
});

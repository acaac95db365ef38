import { expect, test } from 'vitest';
import { readDtb } from './dtb.js';

const u32 = (...values: number[]) =>
  Buffer.concat(values.map((value) => Buffer.from(new Uint32Array([value]).buffer).swap32()));
const padded = (buffer: Buffer) => Buffer.concat([buffer, Buffer.alloc(-buffer.length & 3)]);
const begin = (name: string) => Buffer.concat([u32(1), padded(Buffer.from(`${name}\0`))]);
const end = u32(2);
const nop = u32(4);
const last = u32(9);
const property = (nameOffset: number, value: Buffer) =>
  Buffer.concat([u32(3, value.length, nameOffset), padded(value)]);

function blob(structure: Buffer[], strings: string, lastCompatible = 16): Buffer {
  const body = Buffer.concat(structure);
  const names = Buffer.from(strings);
  const reservations = Buffer.alloc(16);
  const structureAt = 40 + reservations.length;
  const total = structureAt + body.length + names.length;
  const header = [
    0xd00dfeed,
    total,
    structureAt,
    structureAt + body.length,
    40,
    17,
    lastCompatible,
    0,
    names.length,
    body.length,
  ];
  return Buffer.concat([u32(...header), reservations, body, names]);
}

const names = 'compatible\0reg\0';

test('paths, names and values are read as they lie in the blob', () => {
  const root = readDtb(
    blob(
      [
        begin(''),
        property(0, Buffer.from('a,board\0')),
        nop,
        begin('soc@0'),
        begin('lock'),
        property(11, u32(0x1f40000, 0x20000)),
        property(0, Buffer.alloc(0)),
        end,
        end,
        begin('chosen'),
        end,
        end,
        last,
      ],
      names,
    ),
  );
  expect(root).toMatchObject({ path: '/', name: '' });
  expect(root.props.get('compatible')?.toString()).toBe('a,board\0');
  expect(root.children.map(({ path }) => path)).toEqual(['/soc@0', '/chosen']);
  const lock = root.children[0]?.children[0];
  expect(lock).toMatchObject({ path: '/soc@0/lock', name: 'lock' });
  expect(lock?.props.get('reg')?.readUInt32BE(4)).toBe(0x20000);
  expect(lock?.props.get('compatible')).toHaveLength(0);
});

test('a tag after a name or value that needs padding is found', () => {
  const root = readDtb(
    blob([begin(''), property(11, Buffer.from([1, 2, 3, 4, 5])), begin('abcd'), end, end, last], names),
  );
  expect(root.props.get('reg')).toHaveLength(5);
  expect(root.children[0]?.name).toBe('abcd');
});

test.each([
  ['other files', Buffer.from('/dts-v1/; / { };  padding to forty bytes')],
  ['versions from the future', blob([begin(''), end, last], names, 18)],
  ['nodes that do not end', blob([begin(''), last], names)],
  ['unknown tokens', blob([begin(''), u32(7), end, last], names)],
  ['values past the end', blob([begin(''), u32(3, 1000, 0), end, last], names)],
  ['nothing at all', blob([last], names)],
])('%s are refused', (_, bytes) => {
  expect(() => readDtb(bytes)).toThrow();
});

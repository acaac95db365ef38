import { describe, expect, it } from 'vitest';
import { decodeSourceFile, MAX_SOURCE_BYTES } from './source-file.js';

const decode = (...bytes: number[]) => decodeSourceFile('file:///x.dts', 1, Uint8Array.from(bytes));

describe('a source file', () => {
  it('loses its byte order mark', () => {
    expect(decode(0xef, 0xbb, 0xbf, 0x61).text).toBe('a');
  });

  it('keeps bytes that are not UTF-8, and says where the first is', () => {
    const file = decode(0x61, 0xc3, 0xa4, 0xe4, 0x62, 0xff);
    expect(file.text).toBe('aä\udce4b\udcff');
    expect(file.defect).toEqual({ kind: 'not-utf8', offset: 2 });
  });

  it.each([
    ['an overlong form', [0xc0, 0x80]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['a sequence that is cut off', [0xe2, 0x82]],
    ['a value beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ])('does not take %s for UTF-8', (_, bytes) => {
    const file = decode(...bytes);
    expect(file.text).toBe(String.fromCharCode(...bytes.map((byte) => 0xdc00 + byte)));
  });

  it('is not read when it is too large to be a source', () => {
    const file = decodeSourceFile('file:///x.dts', 1, new Uint8Array(MAX_SOURCE_BYTES + 1));
    expect(file.text).toBe('');
    expect(file.defect).toEqual({ kind: 'too-large', bytes: MAX_SOURCE_BYTES + 1 });
  });
});

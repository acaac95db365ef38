import { bytesOfString } from '../devicetree/value-bytes.js';

/** Bytes that grow; numbers are big-endian. */
export interface ByteWriter {
  readonly length: number;
  u32(value: number): void;
  u64(value: bigint): void;
  append(bytes: Uint8Array): void;
  /** Appends a text as UTF-8 with a NUL behind it, as `bytesOfString` has it. */
  string(text: string): void;
  /** Adds zeroes up to a multiple of `size` bytes. */
  align(size: number): void;
  /** What was written; it must not be written to any more. */
  finish(): Uint8Array;
}

export function createByteWriter(capacity: number): ByteWriter {
  let bytes = new Uint8Array(capacity);
  let view = new DataView(bytes.buffer);
  let length = 0;
  const reserve = (count: number) => {
    if (length + count <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, length + count));
    larger.set(bytes.subarray(0, length));
    bytes = larger;
    view = new DataView(bytes.buffer);
  };
  const append = (part: Uint8Array) => {
    const count = part.length;
    reserve(count);
    // The engine's own copying only pays for what is longer than nearly every value.
    if (count > 64) bytes.set(part, length);
    else for (let index = 0; index < count; index++) bytes[length + index] = part[index]!;
    length += count;
  };
  return {
    get length() {
      return length;
    },
    u32(value) {
      reserve(4);
      view.setUint32(length, value);
      length += 4;
    },
    u64(value) {
      reserve(8);
      view.setBigUint64(length, value);
      length += 8;
    },
    append,
    string(text) {
      reserve(text.length + 1);
      for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        if (code >= 0x80) {
          append(bytesOfString(text));
          return;
        }
        bytes[length + index] = code;
      }
      bytes[length + text.length] = 0;
      length += text.length + 1;
    },
    align(size) {
      const padding = (size - (length % size)) % size;
      reserve(padding);
      length += padding;
    },
    finish: () => bytes.subarray(0, length),
  };
}

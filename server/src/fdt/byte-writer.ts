/** Bytes that grow; numbers are big-endian. */
export interface ByteWriter {
  readonly length: number;
  u32(value: number): void;
  u64(value: bigint): void;
  append(bytes: Uint8Array): void;
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
    append(part) {
      reserve(part.length);
      bytes.set(part, length);
      length += part.length;
    },
    align(size) {
      const padding = (size - (length % size)) % size;
      reserve(padding);
      length += padding;
    },
    finish: () => bytes.subarray(0, length),
  };
}

/** Bytes that are no flattened devicetree; the reader's result for its caller, never seen outside. */
export class MalformedBlob extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/** Reads a part of a blob from its start on; numbers are big-endian. What would reach past the part is a {@link MalformedBlob}. */
export interface ByteReader {
  /** Of what is read next, from the start of the blob. */
  readonly offset: number;
  u32(): number;
  u64(): bigint;
  /** A view of the blob, not a copy. */
  bytes(length: number): Uint8Array;
  /** The text up to the next NUL, which is read too; a byte above 0x7f becomes U+DC00 + byte. */
  text(): string;
  /** The text at an offset from the start of the part. */
  textAt(offset: number): string;
  /** Goes on at the next multiple of four bytes, counted from the start of the part. */
  align(): void;
}

export function createByteReader(blob: Uint8Array, start: number, end: number): ByteReader {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  let at = start;
  const take = (length: number) => {
    if (at + length > end) throw new MalformedBlob('The data end too early', at);
    const from = at;
    at += length;
    return from;
  };
  const textFrom = (from: number) => {
    const nul = from < end ? blob.indexOf(0, from) : -1;
    if (nul < 0 || nul >= end) throw new MalformedBlob('A name has no end', Math.min(from, end));
    if (nul - from > MAX_NAME_LENGTH) throw new MalformedBlob('A name is too long', from);
    let text = '';
    for (let index = from; index < nul; index++) {
      const byte = blob[index]!;
      text += String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
    }
    return { text, length: nul - from };
  };
  return {
    get offset() {
      return at;
    },
    u32: () => view.getUint32(take(4)),
    u64: () => view.getBigUint64(take(8)),
    bytes(length) {
      const from = take(length);
      return blob.subarray(from, at);
    },
    text() {
      const { text, length } = textFrom(at);
      at += length + 1;
      return text;
    },
    textAt: (offset) => textFrom(start + offset).text,
    align() {
      const padding = (4 - ((at - start) % 4)) % 4;
      if (at + padding > end) throw new MalformedBlob('The data end too early', at);
      at += padding;
    },
  };
}

/** Longer than any real name by far. Names may overlap in the strings block, so that short blobs could name many megabytes. */
const MAX_NAME_LENGTH = 4096;

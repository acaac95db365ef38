import { bytesOfString } from '../devicetree/value-bytes.js';
import { type ByteWriter, createByteWriter } from './byte-writer.js';

/** The strings block: every name once, with a NUL behind it. */
export interface StringTable {
  /** Where the name stands in the block, in bytes. */
  offsetOf(name: string): number;
  finish(): Uint8Array;
}

/** Of a longer name, which no binding has, the whole and shorter ends are found: all of its ends would take its square. */
const LONGEST_END = 1024;

/**
 * Names are added when they are first asked for. One that another name ends with is that name's end: dtc looks for the
 * text at every offset, and takes the first (flattree.c, `stringtable_insert`).
 */
export function createStringTable(): StringTable {
  const offsets = new Map<string, number>();
  const block: ByteWriter = createByteWriter(4096);
  return {
    offsetOf(name) {
      const known = offsets.get(name);
      if (known !== undefined) return known;
      const start = block.length;
      offsets.set(name, start);
      const bytes = bytesOfString(name);
      block.append(bytes);
      // A name is not ASCII only in blobs of others, where a shared end need not be found.
      const ends = bytes.length === name.length + 1 ? name.length : 0;
      for (let at = Math.max(0, ends - LONGEST_END); at <= ends; at++) {
        const end = name.slice(at);
        if (!offsets.has(end)) offsets.set(end, start + at);
      }
      return start;
    },
    finish: () => block.finish(),
  };
}

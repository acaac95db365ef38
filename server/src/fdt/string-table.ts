import { type ByteWriter, createByteWriter } from './byte-writer.js';

/** The strings block: every name once, with a NUL behind it. */
export interface StringTable {
  /** Where the name stands in the block, in bytes. */
  offsetOf(name: string): number;
  finish(): Uint8Array;
}

/**
 * Names are added when they are first asked for. One that another name ends with is that name's end: dtc looks for the
 * text at every offset, and takes the first (flattree.c, `stringtable_insert`).
 */
export function createStringTable(): StringTable {
  const offsets = new Map<string, number>();
  const endings = createEndings();
  const block: ByteWriter = createByteWriter(4096);
  const place = (name: string) => {
    const longer = endings.find(name);
    if (longer !== undefined) return offsets.get(longer)! + longer.length - name.length;
    const start = block.length;
    block.string(name);
    // A name is not ASCII only in blobs of others, where a shared end need not be found.
    if (block.length === start + name.length + 1) endings.add(name);
    return start;
  };
  return {
    offsetOf(name) {
      let offset = offsets.get(name);
      if (offset === undefined) {
        offset = place(name);
        offsets.set(name, offset);
      }
      return offset;
    },
    finish: () => block.finish(),
  };
}

/** Finds the first of the names added that ends with another: by their last characters, for there are hundreds. */
function createEndings(): { add(name: string): void; find(end: string): string | undefined } {
  const names: string[] = [];
  const byTail = new Map<string, string[]>();
  return {
    add(name) {
      names.push(name);
      const tail = name.slice(-TAIL);
      const known = byTail.get(tail);
      if (known) known.push(name);
      else byTail.set(tail, [name]);
    },
    find(end) {
      const candidates = end.length < TAIL ? names : (byTail.get(end.slice(-TAIL)) ?? []);
      return candidates.find((name) => name.endsWith(end));
    },
  };
}

const TAIL = 4;

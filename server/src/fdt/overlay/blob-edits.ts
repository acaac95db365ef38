import { bytesOfString } from '../../devicetree/value-bytes.js';
import { FDT_TOKEN } from '../format.js';
import { spend, type Work } from './work.js';

/** Changes of a blob. A node is named by the names on the way to it, without the root's. */
export interface BlobEdits {
  /** Gives a property a value; one that is new comes before all others of its node. */
  setProperty(node: readonly string[], name: string, value: Uint8Array): void;
  /** Adds a node without properties before all other children of its parent. */
  addNode(parent: readonly string[], name: string): void;
}

/** A blob that is changed where it lies. */
export interface EditedBlob extends BlobEdits {
  /** The blob as it is now, with no room between or behind its blocks. */
  finish(): Uint8Array;
}

/**
 * Changes a blob as libfdt does (fdt_rw.c): what stands behind a place is moved, so that the padding of a new value keeps
 * bytes of what stood there before, and names are added at the end of the strings. Where a change reaches past the end of
 * the blob, the padding is what the memory of fdtoverlay happens to hold, for which zeroes are taken here. `blob` is laid
 * out as dtc does it.
 */
export function editBlob(blob: Uint8Array, work: Work): EditedBlob {
  let bytes = Uint8Array.from(blob);
  let view = new DataView(bytes.buffer);
  const structure = view.getUint32(HEADER.structure);
  let structureLength = view.getUint32(HEADER.structureLength);
  let stringsLength = view.getUint32(HEADER.stringsLength);
  const stringsStart = () => structure + structureLength;
  const end = () => stringsStart() + stringsLength;

  /** Makes `oldLength` bytes at a place `newLength` long. */
  const splice = (at: number, oldLength: number, newLength: number) => {
    const from = at + oldLength;
    const grown = end() + newLength - oldLength;
    if (grown > bytes.length) {
      const larger = new Uint8Array(Math.max(2 * bytes.length, grown));
      larger.set(bytes);
      bytes = larger;
      view = new DataView(bytes.buffer);
    }
    bytes.copyWithin(at + newLength, from, end());
  };
  const spliceStructure = (at: number, oldLength: number, newLength: number) => {
    splice(at, oldLength, newLength);
    structureLength += newLength - oldLength;
  };
  const nameAt = (at: number) => bytes.subarray(at, bytes.indexOf(0, at));
  /** The place behind the token at `at`. */
  const next = (at: number): number => {
    const token = view.getUint32(at);
    if (token === FDT_TOKEN.beginNode) return aligned(at + 4 + nameAt(at + 4).length + 1);
    return token === FDT_TOKEN.property ? aligned(at + PROPERTY_HEADER + view.getUint32(at + 4)) : at + 4;
  };
  const behindProperties = (node: number) => {
    let at = next(node);
    while (view.getUint32(at) === FDT_TOKEN.property) at = next(at);
    return at;
  };
  /** The child of a name, looked for from the end of its parent's properties on. */
  const childFrom = (start: number, name: Uint8Array): number => {
    let depth = 0;
    for (let at = start; ; at = next(at)) {
      const token = view.getUint32(at);
      if (token === FDT_TOKEN.endNode) depth--;
      else if (token === FDT_TOKEN.beginNode && depth++ === 0 && isEqual(nameAt(at + 4), name)) return at;
    }
  };
  const nodeAt = (path: readonly string[]) => {
    // A token takes eight bytes and more, and all of them may have to be passed.
    spend(work, structureLength / 8);
    return path.reduce(
      (node, name) => childFrom(behindProperties(node), bytesOfString(name).subarray(0, -1)),
      structure,
    );
  };
  /** A name can be the end of another, which need not be one of a property: libfdt looks at every byte. */
  const stringOffset = (name: Uint8Array): number => {
    const known = indexOfBytes(bytes.subarray(stringsStart(), end()), name);
    if (known >= 0) return known;
    const offset = stringsLength;
    splice(end(), 0, name.length);
    bytes.set(name, end());
    stringsLength += name.length;
    return offset;
  };
  const findProperty = (node: number, name: Uint8Array): number | undefined => {
    for (let at = next(node); view.getUint32(at) === FDT_TOKEN.property; at = next(at)) {
      const string = stringsStart() + view.getUint32(at + 8);
      if (isEqual(bytes.subarray(string, string + name.length), name)) return at;
    }
    return undefined;
  };
  const addProperty = (node: number, name: Uint8Array, length: number): number => {
    const at = next(node);
    const nameOffset = stringOffset(name);
    spliceStructure(at, 0, PROPERTY_HEADER + aligned(length));
    view.setUint32(at, FDT_TOKEN.property);
    view.setUint32(at + 8, nameOffset);
    return at;
  };
  return {
    setProperty(path, name, value) {
      const node = nodeAt(path);
      const nameBytes = bytesOfString(name);
      let at = findProperty(node, nameBytes);
      if (at === undefined) at = addProperty(node, nameBytes, value.length);
      else spliceStructure(at + PROPERTY_HEADER, aligned(view.getUint32(at + 4)), aligned(value.length));
      view.setUint32(at + 4, value.length);
      bytes.set(value, at + PROPERTY_HEADER);
    },
    addNode(path, name) {
      const at = behindProperties(nodeAt(path));
      const nameBytes = bytesOfString(name);
      const nameLength = aligned(nameBytes.length);
      spliceStructure(at, 0, 4 + nameLength + 4);
      view.setUint32(at, FDT_TOKEN.beginNode);
      bytes.fill(0, at + 4, at + 4 + nameLength);
      bytes.set(nameBytes, at + 4);
      view.setUint32(at + 4 + nameLength, FDT_TOKEN.endNode);
    },
    finish() {
      const result = bytes.slice(0, end());
      const header = new DataView(result.buffer);
      header.setUint32(HEADER.totalLength, end());
      header.setUint32(HEADER.strings, stringsStart());
      header.setUint32(HEADER.stringsLength, stringsLength);
      header.setUint32(HEADER.structureLength, structureLength);
      return result;
    },
  };
}

/** Where the fields of the header are, in bytes (DTSpec 5.2). */
const HEADER = { totalLength: 4, structure: 8, strings: 12, stringsLength: 32, structureLength: 36 } as const;

/** A property's token, the length of its value and the offset of its name. */
const PROPERTY_HEADER = 12;

const aligned = (length: number) => (length + 3) & ~3;

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

function indexOfBytes(block: Uint8Array, part: Uint8Array): number {
  const last = block.length - part.length;
  for (let at = block.indexOf(part[0]!); at >= 0 && at <= last; at = block.indexOf(part[0]!, at + 1))
    if (isEqual(block.subarray(at, at + part.length), part)) return at;
  return -1;
}

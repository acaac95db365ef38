import type { MemoryReservation } from '../devicetree/tree.js';
import { type ByteReader, createByteReader, MalformedBlob } from './byte-reader.js';
import {
  FDT_HEADER_LENGTH,
  FDT_MAGIC,
  FDT_TOKEN,
  FDT_VERSION,
  type Fdt,
  type FdtNode,
  type FdtProperty,
} from './format.js';

export type ReadResult = { readonly fdt: Fdt } | { readonly error: FdtError };

/** Why some bytes are no flattened devicetree. */
export interface FdtError {
  readonly message: string;
  /** Where, in bytes from the start. */
  readonly offset: number;
}

/**
 * Reads a flattened devicetree of version 16 or 17 (DTSpec chapter 5). The bytes may be anything: what is wrong with them
 * is the result then, and no more memory is taken than a few times their size.
 */
export function readFdt(bytes: Uint8Array): ReadResult {
  try {
    return { fdt: readBlob(bytes) };
  } catch (reason) {
    if (reason instanceof MalformedBlob) return { error: { message: reason.message, offset: reason.offset } };
    throw reason;
  }
}

function readBlob(bytes: Uint8Array): Fdt {
  const header = createByteReader(bytes, 0, Math.min(bytes.length, FDT_HEADER_LENGTH));
  if (header.u32() !== FDT_MAGIC)
    throw new MalformedBlob('This is no flattened devicetree: its first word is another', 0);
  const totalLength = header.u32();
  if (totalLength > bytes.length)
    throw new MalformedBlob(`The header says ${totalLength} bytes, there are ${bytes.length}`, 4);
  const structureStart = header.u32();
  const stringsStart = header.u32();
  const reservationsStart = header.u32();
  const version = header.u32();
  const lastCompatible = header.u32();
  if (version < 16 || lastCompatible > FDT_VERSION)
    throw new MalformedBlob(`Version ${version}, readable as ${lastCompatible}, is not 16 or 17`, 20);
  const bootCpu = header.u32();
  const stringsLength = header.u32();
  const structureLength = version >= 17 ? header.u32() : totalLength - structureStart;
  const block = (start: number, length: number, what: string, field: number) => {
    if (length < 0 || start + length > totalLength) throw new MalformedBlob(`The ${what} reach past the end`, field);
    return createByteReader(bytes, start, start + length);
  };
  const memoryReservations = readReservations(
    block(reservationsStart, totalLength - reservationsStart, 'reservations', 16),
  );
  const strings = block(stringsStart, stringsLength, 'strings', 12);
  const root = readStructure(block(structureStart, structureLength, 'nodes', 8), strings);
  return { bootCpu, memoryReservations, ...(root && { root }) };
}

/** The list ends with an entry of size 0, as dtc reads it (flattree.c, `flat_read_mem_reserve`). */
function readReservations(reader: ByteReader): MemoryReservation[] {
  const reservations: MemoryReservation[] = [];
  for (;;) {
    const address = reader.u64();
    const size = reader.u64();
    if (size === 0n) return reservations;
    reservations.push({ address, size });
  }
}

interface OpenNode extends FdtNode {
  readonly properties: FdtProperty[];
  readonly children: OpenNode[];
}

/** Nodes deeper than this are of no real tree; whoever walks one may recurse. The same limit holds for sources. */
const MAX_DEPTH = 500;

function readStructure(reader: ByteReader, strings: ByteReader): FdtNode | undefined {
  const names = new Map<number, string>();
  const nameAt = (offset: number) => {
    const known = names.get(offset) ?? strings.textAt(offset);
    names.set(offset, known);
    return known;
  };
  const open: OpenNode[] = [];
  let root: OpenNode | undefined;
  for (;;) {
    const at = reader.offset;
    const token = reader.u32();
    const current = open.at(-1);
    switch (token) {
      case FDT_TOKEN.nop:
        break;
      case FDT_TOKEN.beginNode: {
        if (root && !current) throw new MalformedBlob('A second root', at);
        if (open.length >= MAX_DEPTH) throw new MalformedBlob('Nodes are nested too deeply', at);
        const node: OpenNode = { name: reader.text(), properties: [], children: [] };
        reader.align();
        if (current) current.children.push(node);
        else root = node;
        open.push(node);
        break;
      }
      case FDT_TOKEN.property: {
        const length = reader.u32();
        const name = nameAt(reader.u32());
        if (!current) throw new MalformedBlob('A property outside of all nodes', at);
        current.properties.push({ name, value: reader.bytes(length) });
        reader.align();
        break;
      }
      case FDT_TOKEN.endNode:
        if (!open.pop()) throw new MalformedBlob('The end of a node that never began', at);
        break;
      case FDT_TOKEN.end:
        if (open.length > 0) throw new MalformedBlob('The tree ends inside of a node', at);
        return root;
      default:
        throw new MalformedBlob(`The word ${token} is no token of the structure block`, at);
    }
  }
}

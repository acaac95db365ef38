import type { MemoryReservation } from '../devicetree/tree.js';

/** A flattened devicetree (DTSpec chapter 5), taken apart. */
export interface Fdt {
  readonly bootCpu: number;
  readonly memoryReservations: readonly MemoryReservation[];
  /** Absent where the root itself was deleted. */
  readonly root?: FdtNode;
}

export interface FdtNode {
  /** With its unit address; empty for the root. */
  readonly name: string;
  readonly properties: readonly FdtProperty[];
  readonly children: readonly FdtNode[];
}

/** Names are text as in a source file: a byte above 0x7f is the lone surrogate U+DC00 + byte. */
export interface FdtProperty {
  readonly name: string;
  readonly value: Uint8Array;
}

export const FDT_MAGIC = 0xd00d_feed;
/** The version that dtc writes, and the oldest whose readers can read it (flattree.c, `version_table`). */
export const FDT_VERSION = 17;
export const FDT_LAST_COMPATIBLE_VERSION = 16;
/** In bytes; also where the memory reservation block begins, since it is a multiple of eight. */
export const FDT_HEADER_LENGTH = 40;

/** The tokens of the structure block (DTSpec 5.4.1). */
export const FDT_TOKEN = { beginNode: 1, endNode: 2, property: 3, nop: 4, end: 9 } as const;

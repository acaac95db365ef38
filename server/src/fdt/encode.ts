import { type ByteWriter, createByteWriter } from './byte-writer.js';
import {
  FDT_HEADER_LENGTH,
  FDT_LAST_COMPATIBLE_VERSION,
  FDT_MAGIC,
  FDT_TOKEN,
  FDT_VERSION,
  type Fdt,
  type FdtNode,
} from './format.js';
import { createStringTable, type StringTable } from './string-table.js';

/**
 * The bytes of a flattened devicetree of version 17, laid out as dtc does it: header, memory reservations, structure,
 * strings, with no room between or behind them (flattree.c, `dt_to_blob`).
 */
export function encodeFdt(fdt: Fdt): Uint8Array {
  const strings = createStringTable();
  const structure = createByteWriter(64 * 1024);
  if (fdt.root) writeNode(structure, strings, fdt.root);
  structure.u32(FDT_TOKEN.end);
  const structureBytes = structure.finish();
  const stringBytes = strings.finish();

  const reservationLength = 16 * (fdt.memoryReservations.length + 1);
  const structureStart = FDT_HEADER_LENGTH + reservationLength;
  const stringsStart = structureStart + structureBytes.length;
  const totalLength = stringsStart + stringBytes.length;
  const blob = createByteWriter(totalLength);
  blob.u32(FDT_MAGIC);
  blob.u32(totalLength);
  blob.u32(structureStart);
  blob.u32(stringsStart);
  blob.u32(FDT_HEADER_LENGTH);
  blob.u32(FDT_VERSION);
  blob.u32(FDT_LAST_COMPATIBLE_VERSION);
  blob.u32(fdt.bootCpu);
  blob.u32(stringBytes.length);
  blob.u32(structureBytes.length);
  for (const { address, size } of [...fdt.memoryReservations, END_OF_RESERVATIONS]) {
    blob.u64(address);
    blob.u64(size);
  }
  blob.append(structureBytes);
  blob.append(stringBytes);
  return blob.finish();
}

const END_OF_RESERVATIONS = { address: 0n, size: 0n };

function writeNode(structure: ByteWriter, strings: StringTable, node: FdtNode): void {
  structure.u32(FDT_TOKEN.beginNode);
  structure.string(node.name);
  structure.align(4);
  for (const { name, value } of node.properties) {
    structure.u32(FDT_TOKEN.property);
    structure.u32(value.length);
    structure.u32(strings.offsetOf(name));
    structure.append(value);
    structure.align(4);
  }
  for (const child of node.children) writeNode(structure, strings, child);
  structure.u32(FDT_TOKEN.endNode);
}

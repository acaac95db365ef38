import type * as ast from '../syntax/ast.js';
import type { CellsComponent, ValueComponent } from './tree.js';

/** The bytes that a property's value becomes, with the places where phandles are to be filled in later. */
export interface EncodedValue<CellType extends ast.Cell> {
  readonly bytes: Uint8Array;
  /** Every reference in `<…>`, with its offset in bytes. */
  readonly phandles: readonly { readonly offset: number; readonly cell: CellType }[];
}

/** Answers what a value alone does not say. */
export interface ValueSources<CellType, PathType> {
  phandleOf(cell: CellType): number;
  pathOf(path: PathType): string;
  /** What an `/incbin/` brings; `undefined` where there is no such file. */
  fileOf(component: ast.IncbinComponent): Uint8Array | undefined;
}

/** Encodes a value as dtc does (data.c: big-endian numbers, strings with a NUL at their end). */
export function bytesOfValue<Component extends ValueComponent | ast.ValueComponent>(
  value: readonly Component[],
  sources: ValueSources<CellOf<Component>, Extract<Component, { kind: 'path' }>>,
): EncodedValue<CellOf<Component>> {
  const phandles: { offset: number; cell: CellOf<Component> }[] = [];
  if (value.length === 1) return { bytes: bytesOfComponent(value[0]!, 0, sources, phandles), phandles };
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const component of value) {
    const part = bytesOfComponent(component, length, sources, phandles);
    parts.push(part);
    length += part.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, phandles };
}

function bytesOfComponent<Component extends ValueComponent | ast.ValueComponent>(
  component: Component,
  offset: number,
  sources: ValueSources<CellOf<Component>, Extract<Component, { kind: 'path' }>>,
  phandles: { offset: number; cell: CellOf<Component> }[],
): Uint8Array {
  switch (component.kind) {
    case 'cells':
      return bytesOfCells<CellOf<Component>>(component, offset, sources, phandles);
    case 'string':
      return bytesOfString(component.value);
    case 'bytes':
      return Uint8Array.from(component.bytes);
    case 'path':
      return bytesOfString(sources.pathOf(component as Extract<Component, { kind: 'path' }>));
    case 'incbin':
      return sources.fileOf(component) ?? NOTHING;
  }
}

function bytesOfCells<CellType extends ast.Cell>(
  { bits, cells }: CellsComponent | ast.CellsComponent,
  offset: number,
  sources: Pick<ValueSources<CellType, never>, 'phandleOf'>,
  phandles: { offset: number; cell: CellType }[],
): Uint8Array {
  const size = bits / 8;
  const bytes = new Uint8Array(cells.length * size);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index]! as CellType;
    const at = index * size;
    let { value } = cell;
    if (cell.reference && bits === 32) {
      value = sources.phandleOf(cell);
      phandles.push({ offset: offset + at, cell });
    }
    if (bits === 32) view.setUint32(at, value);
    else if (bits === 64) view.setBigUint64(at, cell.wide ?? BigInt(value));
    else if (bits === 16) view.setUint16(at, value);
    else view.setUint8(at, value);
  }
  return bytes;
}

type CellOf<Component> = Component extends { kind: 'cells'; cells: readonly (infer CellType)[] } ? CellType : never;

const NOTHING = new Uint8Array(0);

/** A text as UTF-8 with a NUL behind it. A lone surrogate U+DC80 … U+DCFF stands for the byte that its last eight bits are. */
export function bytesOfString(text: string): Uint8Array {
  let isAscii = true;
  const simple = new Uint8Array(text.length + 1);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 0x80) {
      isAscii = false;
      break;
    }
    simple[index] = code;
  }
  if (isAscii) return simple;
  const bytes: number[] = [];
  for (const character of text) appendCodePoint(bytes, character.codePointAt(0)!);
  bytes.push(0);
  return Uint8Array.from(bytes);
}

function appendCodePoint(bytes: number[], code: number): void {
  const continuation = (shift: number) => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x80) bytes.push(code);
  else if (code >= 0xdc00 && code < 0xdd00) bytes.push(code & 0xff);
  else if (code < 0x800) bytes.push(0xc0 | (code >> 6), continuation(0));
  else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), continuation(6), continuation(0));
  else bytes.push(0xf0 | (code >> 18), continuation(12), continuation(6), continuation(0));
}

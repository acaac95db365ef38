import type { Range } from '../text/span.js';
import { byteLengthOf, bytesOf, type IncbinSource, isUnreadable, UNRESOLVED_PHANDLE } from './property-bytes.js';
import type { Cell, Node, Property } from './tree.js';
import { cellsOf } from './values.js';

/** One of the 32-bit numbers that a value is in a flattened tree, however it was written. */
export interface Word extends Range {
  readonly value: number;
  /** The node whose phandle this is, if it was written as a reference. */
  readonly phandleOf?: Node;
  /** Whether it was written as a reference, to whatever node. */
  readonly isReference: boolean;
}

/**
 * The 32-bit numbers of a value; `undefined` where its length is no multiple of four bytes. Ranges count from the start of
 * the property's last definition; what is not written in cells has the range of the whole value.
 */
export function wordsOf(property: Property, fileOf?: IncbinSource): readonly Word[] | undefined {
  const cells = cellsOf(property);
  if (cells) return cells.map(wordOfCell);
  if (byteLengthOf(property, fileOf) % 4 !== 0) return undefined;
  const bytes = bytesOf(property, fileOf);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const references = referencesByOffset(property, fileOf);
  const range = { start: property.value[0]?.start ?? 0, end: property.value.at(-1)?.end ?? 0 };
  return Array.from({ length: bytes.length / 4 }, (_, index) => {
    const cell = references.get(index * 4);
    return cell ? wordOfCell(cell) : { ...range, value: view.getUint32(index * 4), isReference: false };
  });
}

/** The number of a value of four bytes, as dtc reads a single cell; `undefined` for a value of another length. */
export function wordOf(property: Property, fileOf?: IncbinSource): number | undefined {
  return onlyWordOf(property, fileOf)?.value;
}

/** The same with the node that it refers to. */
export function onlyWordOf(property: Property, fileOf?: IncbinSource): Word | undefined {
  const words = wordsOf(property, fileOf);
  return words?.length === 1 ? words[0] : undefined;
}

/**
 * Whether nothing can be said of a value: it holds a mistake, a file that nobody read, or a reference to nothing. In an
 * overlay (`isOverlay`) such a reference is no mistake, because another tree has the node.
 */
export function isUndecided(property: Property, isOverlay: boolean, fileOf?: IncbinSource): boolean {
  if (isUnreadable(property, fileOf)) return true;
  if (!property.doubtful) return false;
  if (!isOverlay) return true;
  return property.value.some(
    (component) => component.kind === 'cells' && component.cells.some((cell) => cell.unknown && !cell.reference),
  );
}

function wordOfCell({ start, end, value, phandleOf, reference }: Cell): Word {
  const isReference = reference !== undefined;
  return {
    start,
    end,
    value: isReference && !phandleOf ? UNRESOLVED_PHANDLE : value,
    isReference,
    ...(phandleOf && { phandleOf }),
  };
}

/** The references in `<…>` of 32-bit elements, by their offset in bytes. */
function referencesByOffset({ value }: Property, fileOf?: IncbinSource): ReadonlyMap<number, Cell> {
  const references = new Map<number, Cell>();
  let offset = 0;
  for (const component of value) {
    if (component.kind === 'cells') {
      for (const [index, cell] of component.cells.entries())
        if (cell.reference && component.bits === 32) references.set(offset + index * 4, cell);
    }
    offset += byteLengthOf({ value: [component] }, fileOf);
  }
  return references;
}

import type { Cell, IncbinComponent, PathComponent, Property, ValueComponent } from './tree.js';
import { bytesOfString, bytesOfValue, type ValueSources } from './value-bytes.js';

/** Gives the bytes that an `/incbin/` names, cut as it says; `undefined` where there is no such file, or nobody read it. */
export type IncbinSource = (component: IncbinComponent) => Uint8Array | undefined;

/** What stands for the phandle of a node that the tree does not have: in an overlay another tree has it. */
export const UNRESOLVED_PHANDLE = 0xffff_ffff;

/** The bytes of a property's value, as dtc writes them. */
export function bytesOf(property: Pick<Property, 'value'>, fileOf: IncbinSource = NO_FILES): Uint8Array {
  return bytesOfValue(property.value, valueSources(fileOf)).bytes;
}

/** The length of a value in bytes. */
export function byteLengthOf({ value }: Pick<Property, 'value'>, fileOf: IncbinSource = NO_FILES): number {
  let length = 0;
  for (const component of value) length += lengthOfComponent(component, fileOf);
  return length;
}

/** Whether a value holds a file that nobody read, so that neither its bytes nor their number is known. */
export function isUnreadable({ value }: Property, fileOf: IncbinSource = NO_FILES): boolean {
  return value.some((component) => component.kind === 'incbin' && fileOf(component) === undefined);
}

/** Whether a value is known to have no byte. */
export function isEmpty(property: Property, fileOf: IncbinSource = NO_FILES): boolean {
  return byteLengthOf(property, fileOf) === 0 && !isUnreadable(property, fileOf);
}

/** What encodes the values of a tree. */
export function valueSources(fileOf: IncbinSource): ValueSources<Cell, PathComponent> {
  return {
    phandleOf: (cell) => cell.phandleOf?.phandle ?? UNRESOLVED_PHANDLE,
    pathOf: ({ target }) => target?.path ?? '',
    fileOf,
  };
}

const NO_FILES: IncbinSource = () => undefined;

function lengthOfComponent(component: ValueComponent, fileOf: IncbinSource): number {
  switch (component.kind) {
    case 'cells':
      return (component.cells.length * component.bits) / 8;
    case 'string':
      return bytesOfString(component.value).length;
    case 'bytes':
      return component.bytes.length;
    case 'path':
      return bytesOfString(component.target?.path ?? '').length;
    case 'incbin':
      return fileOf(component)?.length ?? 0;
  }
}

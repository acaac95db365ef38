import { referenceTo } from '../../devicetree/places.js';
import type { Cell, Property, ValueComponent } from '../../devicetree/tree.js';
import { hexadecimal } from '../markdown/numbers.js';
import { MAX_TEXT } from '../markdown/text.js';

/** A value as dtc has it: macros, expressions and strings evaluated, references by label. */
export function valueText({ value }: Property): string {
  let text = '';
  for (const component of value) {
    // A table of a megabyte is not written out to be cut afterwards.
    if (text.length > MAX_TEXT) break;
    text += `${text === '' ? '' : ', '}${componentText(component)}`;
  }
  return text;
}

/** One element of `<…>`. */
export function cellText(cell: Cell): string {
  if (cell.reference && !cell.phandleOf) {
    const { label, path } = cell.reference;
    return path === undefined ? `&${label}` : `&{${label ?? ''}${path}}`;
  }
  if (cell.phandleOf) return referenceTo(cell.phandleOf, cell.reference?.label);
  return cell.unknown ? '?' : hexadecimal(cell.wide ?? cell.value);
}

function componentText(component: ValueComponent): string {
  switch (component.kind) {
    case 'cells': {
      const bits = component.bits === 32 ? '' : `/bits/ ${component.bits} `;
      return `${bits}<${component.cells.slice(0, MAX_PARTS).map(cellText).join(' ')}>`;
    }
    case 'string':
      return component.value
        .split('\0', MAX_PARTS)
        .map((part) => `"${part.slice(0, MAX_TEXT)}"`)
        .join(', ');
    case 'bytes':
      return `[${component.bytes
        .slice(0, MAX_PARTS)
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join(' ')}]`;
    case 'path':
      return component.target ? `"${component.target.path}"` : '?';
    case 'incbin':
      return `/incbin/ ("${component.path.slice(0, MAX_TEXT)}")`;
  }
}

/** Each takes at least two characters of what is shown. */
const MAX_PARTS = MAX_TEXT / 2;

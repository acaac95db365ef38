import { bytesOf } from './property-bytes.js';
import type { Property } from './tree.js';

/*
 * Values as C reads text out of them, whatever they were written as: characters up to a NUL. A character is a byte here, since
 * nothing that is looked for has others.
 */

/** The text that a value begins with, up to the first NUL; `undefined` for a value without a byte. */
export function firstTextOf(property: Property): string | undefined {
  const [first] = property.value;
  if (first?.kind === 'string' && isAscii(first.value)) return upToNul(first.value);
  const bytes = bytesOf(property);
  return bytes.length === 0 ? undefined : upToNul(textOf(bytes));
}

/** Whether one of the texts of a value, each up to its NUL, is this one. */
export function hasText(property: Property, text: string): boolean {
  const isText = property.value.every(({ kind }) => kind === 'string');
  if (isText) return property.value.some((part) => part.kind === 'string' && part.value.split('\0').includes(text));
  return textOf(bytesOf(property)).split('\0').includes(text);
}

/** A path or a `compatible` is far shorter; what is behind does not matter to a comparison. */
const MAX_LENGTH = 4096;

const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes.subarray(0, MAX_LENGTH));

const upToNul = (text: string) => text.split('\0', 1)[0]!;

const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text);

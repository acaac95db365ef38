import type { HostileInput } from '../input.js';

/** A shape that has broken some parser somewhere, in any size. */
export interface Shape {
  readonly name: string;
  /** The size to try it in, where the usual one is larger than a file may be. */
  readonly size?: number;
  make(size: number): string | HostileInput['files'];
}

/** The beginning of a board, and its end. */
export const BOARD = '/dts-v1/;\n/ { ';
export const END = ' };\n';
export const each = (size: number, piece: (index: number) => string) =>
  Array.from({ length: size }, (_, index) => piece(index)).join('');
export const inRoot = (name: string, piece: (index: number) => string): Shape => {
  return { name, make: (size) => BOARD + each(size, piece) + END };
};
export const asValue = (name: string, open: string, piece: string, close: string): Shape => {
  return { name, make: (size) => `${BOARD}p = ${open}${piece.repeat(size)}${close};${END}` };
};
export const alone = (name: string, piece: string, tail = ''): Shape => {
  return { name, make: (size) => BOARD + END + piece.repeat(size) + tail };
};

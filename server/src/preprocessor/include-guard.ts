import { DIRECTIVE_NAMES, type DirectiveName } from './directive-kinds.js';
import { type Cursor, END, NAME, readToken } from './tokens.js';

/**
 * The name of the macro whose `#ifndef` (or `#if !defined`) encloses the whole file, comments and blanks aside.
 * `directives` is the table of the file's scan.
 */
export function guardOf(text: string, directives: Int32Array): string | undefined {
  const last = directives.length - 4;
  if (last < 4 || nameAt(directives, last) !== 'endif') return undefined;
  const guard = guardNameOf(text, directives);
  if (guard === undefined) return undefined;
  let depth = 0;
  for (let index = 0; index <= last; index += 4) {
    const name = nameAt(directives, index);
    if (name === 'if' || name === 'ifdef' || name === 'ifndef') depth++;
    else if (name === 'endif') {
      if (--depth === 0 && index < last) return undefined;
    } else if (depth === 1 && (name?.startsWith('el') ?? false)) return undefined;
  }
  const isAllInside = isBlank(text, 0, directives[1]!) && isBlank(text, directives[last + 2]!, text.length);
  return depth === 0 && isAllInside ? guard : undefined;
}

function guardNameOf(text: string, directives: Int32Array): string | undefined {
  const cursor: Cursor = { text, at: directives[1]!, end: directives[2]!, instance: 0 };
  const words: string[] = [];
  let name: string | undefined;
  for (let token = readToken(cursor); token.kind !== END && words.length < 8; token = readToken(cursor)) {
    words.push(token.text);
    if (token.kind === NAME) name = token.text;
  }
  const isGuard = ['#ifndef N', '#if!defined N', '#if!defined(N)'].some(
    (pattern) => words.join(' ').replaceAll(' ', '') === pattern.replace('N', name ?? '').replaceAll(' ', ''),
  );
  return isGuard ? name : undefined;
}

function isBlank(text: string, from: number, to: number): boolean {
  return readToken({ text, at: from, end: to, instance: 0 }).kind === END;
}

function nameAt(directives: Int32Array, index: number): DirectiveName | undefined {
  return DIRECTIVE_NAMES[directives[index]!];
}

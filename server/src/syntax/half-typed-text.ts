import { directiveKindOf, isConditional, NO_DIRECTIVE } from '../preprocessor/directive-kinds.js';

/*
 * Steps over parts of a raw file, in which anything may be half typed: whatever has no end, ends with its line or with
 * the text. Each function is given where the part begins and gives where it ends.
 */

/** Behind a comment. */
export function commentEnd(text: string, at: number): number {
  if (text[at + 1] === '/') return lineEnd(text, at);
  const end = text.indexOf('*/', at + 2);
  // Whoever types an opening mark is inside of the comment even if nothing closes it.
  return end < 0 ? text.length + 1 : end + 2;
}

/** Behind the closing quote; a quote that is never closed on its line ends with the line. */
export function stringEnd(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    const character = text[end];
    if (character === '\\') end++;
    else if (character === '"') return end + 1;
    else if (character === '\n' || character === '\r') return end;
  }
  return text.length;
}

/** Behind `'c'`; behind the quote alone where it is no character. */
export function characterEnd(text: string, at: number): number {
  CHARACTER.lastIndex = at;
  return CHARACTER.test(text) ? CHARACTER.lastIndex : at + 1;
}

/** Behind `&{/path}`. */
export function pathReferenceEnd(text: string, at: number): number {
  PATH_REFERENCE.lastIndex = at;
  return PATH_REFERENCE.test(text) ? PATH_REFERENCE.lastIndex : at + 1;
}

/** A line for the preprocessor. */
export interface RawDirective {
  readonly name: string;
  /** Behind its last continuation line, the line break left out. */
  readonly end: number;
  readonly isConditional: boolean;
}

/** The directive whose `#` is at `at`; `undefined` where the word makes none, as in `#address-cells`. */
export function directiveAt(text: string, at: number): RawDirective | undefined {
  DIRECTIVE.lastIndex = at;
  const name = DIRECTIVE.exec(text)?.[1] ?? '';
  const kind = directiveKindOf(name);
  if (kind === NO_DIRECTIVE) return undefined;
  let end = lineEnd(text, at);
  while (end < text.length && CONTINUATION.test(text.slice(Math.max(at, end - 2), end))) end = lineEnd(text, end + 1);
  return { name, end, isConditional: isConditional(kind) };
}

/** Whether a statement begins here although the one before was not finished: `name =`, `name;`, `name {`, `&label {`, … */
export function beginsStatement(text: string, at: number): boolean {
  NEXT_STATEMENT.lastIndex = at;
  return NEXT_STATEMENT.test(text);
}

/** The end of the line, the line break left out. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

const CHARACTER = /'(?:[^'\\\n]|\\[^\n])'/y;
const PATH_REFERENCE = /&\{[\w,.+*#?@/-]*\}?/y;
const DIRECTIVE = /#[ \t]*([a-z_]+)(?![\w,.+?*-])/y;
const CONTINUATION = /\\\r?$/;

// A macro may give a label or a part of a name: `CP11X_LABEL(uart): serial@CP11X_BASE(1) {`.
const CALL = String.raw`(?:\([^()\n]*\))?`;
const LABELS = String.raw`(?:[A-Za-z_]\w*${CALL}[ \t]*:[ \t]*)*`;
const NAME = String.raw`[\w,.+?#*-]+${CALL}(?:@[\w,.+-]+${CALL})?`;
const NEXT_STATEMENT = new RegExp(
  [
    String.raw`${LABELS}${NAME}[ \t]*(?:=(?!=)|;|\{)`,
    String.raw`${LABELS}&(?:[A-Za-z_]\w*|\{[^}\n]*\})[ \t]*\{`,
    String.raw`${LABELS}/[ \t]*\{`,
    '/(?:dts-v1|plugin|memreserve|include|delete-node|delete-property|omit-if-no-ref)/',
  ].join('|'),
  'y',
);

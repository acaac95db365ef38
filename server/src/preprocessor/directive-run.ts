import type { Range } from '../text/span.js';
import type { TokenSource } from './macro-expander.js';
import { type Cursor, END, NAME, readToken, type Token } from './tokens.js';
import { type Buffer, reportAt, type Unit } from './unit.js';

/** A directive being executed. */
export interface DirectiveRun {
  readonly unit: Unit;
  readonly buffer: Buffer;
  /** The directive's name. */
  readonly word: Token;
  /** What follows it. */
  readonly cursor: Cursor;
  readonly lineStart: number;
}

/** Reads the macro name that a directive is about, reporting what is none. */
export function readMacroName({ unit, buffer, word, cursor }: DirectiveRun): Token | undefined {
  const name = readToken(cursor);
  if (name.kind === NAME && (name.text !== 'defined' || word.text !== 'undef')) return name;
  const problem =
    name.kind === END ? 'wants the name of a macro' : `wants the name of a macro, not \`${abbreviate(name.text)}\``;
  const place = name.kind === END ? word : name;
  reportAt(unit, buffer, 'malformed-directive', place, `\`#${word.text}\` ${problem}.`);
  return undefined;
}

/** Reports text behind a directive that is complete. */
export function expectEnd({ unit, buffer, word, cursor }: DirectiveRun): void {
  const extra = readToken(cursor);
  if (extra.kind === END) return;
  reportAt(unit, buffer, 'extra-tokens', extra, `\`#${word.text}\` ignores \`${abbreviate(extra.text)}\` behind it.`);
}

/** Reads tokens of a directive's line only. */
export function lineSource(cursor: Cursor): TokenSource {
  return {
    isDirective: true,
    read: (headerAllowed) => readToken(cursor, headerAllowed),
    opensCall: () => readToken({ ...cursor }).text === '(',
  };
}

/** The rest of a directive's line behind its name, without blanks around it; the name itself if that is all. */
export function lineRange(buffer: Buffer, word: Token): Range {
  const { text } = buffer.scan;
  const rest = text.slice(word.end, buffer.at);
  const trimmed = rest.trim();
  if (trimmed === '') return word;
  const start = word.end + rest.indexOf(trimmed);
  return { start, end: start + trimmed.length };
}

/** A text short enough for a message. */
export function abbreviate(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

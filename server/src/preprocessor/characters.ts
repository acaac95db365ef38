/** What a character can begin, by code below 128: cpp is run on bytes, so anything above is an ordinary character. */
export const ORDINARY = 0;
export const BLANK = 1;
export const NEWLINE = 2;
export const LETTER = 3;
export const DIGIT = 4;
export const QUOTE = 5;

export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const STAR = 42;
export const DOT = 46;
export const SLASH = 47;
export const LESS = 60;
export const GREATER = 62;
export const CAPITAL_L = 76;
export const BACKSLASH = 92;

export const CHARACTER_KINDS: Uint8Array = characterKinds();

export function kindOf(code: number): number {
  return code < 128 ? CHARACTER_KINDS[code]! : ORDINARY;
}

/** Whether an identifier or a number goes on with the character. */
export function isWordCode(code: number): boolean {
  const kind = kindOf(code);
  return kind === LETTER || kind === DIGIT;
}

/** The offset behind the word (an identifier or the rest of one) that goes on at `at`. */
export function wordEnd(text: string, at: number): number {
  let end = at;
  while (isWordCode(text.charCodeAt(end))) end++;
  return end;
}

/** The offset behind the preprocessing number at `at`: longer than a number, since `0x1e+X` is one token. */
export function numberEnd(text: string, at: number): number {
  let end = at + 1;
  for (let previous = text.charCodeAt(at); ; end++) {
    const code = text.charCodeAt(end);
    if (!isWordCode(code) && code !== DOT && !isExponentSign(previous, code)) return end;
    previous = code;
  }
}

/**
 * The offset behind the quoted token at `at`. Without its closing `terminator` in the line it takes the rest of the
 * line, as assembler comments (`it's`) want it. Only where `escapes` holds does a backslash hide a terminator.
 */
export function quotedEnd(text: string, at: number, terminator: number, escapes: boolean): number {
  for (let end = at + 1; ; end++) {
    const code = text.charCodeAt(end);
    if (code === terminator) return end + 1;
    if (code === LINE_FEED || code === CARRIAGE_RETURN || end >= text.length) return Math.min(end, text.length);
    if (escapes && code === BACKSLASH && kindOf(text.charCodeAt(end + 1)) !== NEWLINE) end++;
  }
}

/**
 * The offset behind the comment at `at`; -1 if it has no end before `limit`. Undefined if there is no comment at `at`.
 */
export function commentEnd(text: string, at: number, limit?: number): number | undefined {
  if (text.charCodeAt(at) !== SLASH) return undefined;
  const next = text.charCodeAt(at + 1);
  if (next === STAR) {
    if (limit !== undefined) {
      const length = text.slice(at + 2, limit).indexOf('*/');
      return length < 0 ? -1 : at + length + 4;
    }
    const close = text.indexOf('*/', at + 2);
    return close < 0 ? -1 : close + 2;
  }
  return next === SLASH ? lineEnd(text, at) : undefined;
}

/** The offset of the line break, or of the end of the text, behind `at`. */
export function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && kindOf(text.charCodeAt(end)) !== NEWLINE) end++;
  return end;
}

/** The offset behind the line break at `at`, `at` itself where there is none. */
export function skipLineBreak(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === CARRIAGE_RETURN) return text.charCodeAt(at + 1) === LINE_FEED ? at + 2 : at + 1;
  return code === LINE_FEED ? at + 1 : at;
}

function isExponentSign(previous: number, code: number): boolean {
  return (code === 43 || code === 45) && (previous === 101 || previous === 69 || previous === 112 || previous === 80);
}

function characterKinds(): Uint8Array {
  const kinds = new Uint8Array(128);
  const set = (characters: string, kind: number) => {
    for (const character of characters) kinds[character.charCodeAt(0)] = kind;
  };
  set(' \t\f\v\0', BLANK);
  set('\n\r', NEWLINE);
  set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', LETTER);
  set('0123456789', DIGIT);
  set('\'"', QUOTE);
  return kinds;
}

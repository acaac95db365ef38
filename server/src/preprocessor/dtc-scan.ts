import { BACKSLASH, CARRIAGE_RETURN, DOUBLE_QUOTE, LINE_FEED, SLASH, STAR } from './characters.js';

/** An `/include/ "file"` in a text as dtc's scanner sees it. */
export interface DtcInclude {
  readonly start: number;
  readonly end: number;
  /** Where the file name begins, its opening quote. */
  readonly nameStart: number;
  readonly path: string;
}

/** The `/include/`s of a text that are in no comment, string or character, by the rules of dtc's scanner. */
export function findDtcIncludes(text: string): DtcInclude[] {
  const includes: DtcInclude[] = [];
  if (!mayIncludeAsDtc(text)) return includes;
  const strings = createStringScanner(text);
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === DOUBLE_QUOTE) at = strings.endOfString(at) ?? at + 1;
    else if (code === SINGLE_QUOTE) at = strings.endOfCharacter(at) ?? at + 1;
    else if (code !== SLASH) at++;
    else if (text.startsWith(KEYWORD, at)) {
      let nameStart = at + KEYWORD.length;
      while (isSpace(text.charCodeAt(nameStart))) nameStart++;
      const end = text.charCodeAt(nameStart) === DOUBLE_QUOTE ? strings.endOfString(nameStart) : undefined;
      if (end !== undefined) includes.push({ start: at, end, nameStart, path: text.slice(nameStart + 1, end - 1) });
      at = end ?? at + 1;
    } else at = strings.endOfComment(at) ?? at + 1;
  }
  return includes;
}

/** Whether a text has an `/include/` at all, be it in a comment. */
export function mayIncludeAsDtc(text: string): boolean {
  return text.includes(KEYWORD);
}

export const KEYWORD = '/include/';
const SINGLE_QUOTE = 39;

interface StringScanner {
  endOfString(at: number): number | undefined;
  endOfCharacter(at: number): number | undefined;
  endOfComment(at: number): number | undefined;
}

/** Finds ends in linear time altogether: what has once been searched in vain is not searched again. */
function createStringScanner(text: string): StringScanner {
  let noStringBefore = 0;
  let noComment = false;
  return {
    /** `\"([^\\"]|\\.)*\"`: the string may go over lines, but a backslash must not end one. */
    endOfString(at) {
      if (at < noStringBefore) return undefined;
      for (let end = at + 1; end < text.length; end++) {
        const code = text.charCodeAt(end);
        if (code === DOUBLE_QUOTE) return end + 1;
        if (code !== BACKSLASH) continue;
        end++;
        if (text.charCodeAt(end) === LINE_FEED) {
          noStringBefore = end;
          return undefined;
        }
      }
      noStringBefore = text.length;
      return undefined;
    },
    /** `'([^']|\\')*'`, of which the longest match counts: a quote behind a backslash ends it only if no other does. */
    endOfCharacter(at) {
      let candidate: number | undefined;
      for (let end = text.indexOf("'", at + 1); end >= 0; end = text.indexOf("'", end + 1)) {
        if (text.charCodeAt(end - 1) !== BACKSLASH) return end + 1;
        candidate = end + 1;
      }
      return candidate;
    },
    endOfComment(at) {
      const next = text.charCodeAt(at + 1);
      if (next === SLASH) {
        const end = text.indexOf('\n', at);
        return end < 0 ? undefined : end + 1;
      }
      if (next !== STAR || noComment) return undefined;
      const close = text.indexOf('*/', at + 2);
      noComment = close < 0;
      return close < 0 ? undefined : close + 2;
    },
  };
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= CARRIAGE_RETURN);
}

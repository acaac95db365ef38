import { commentEnd, lineEnd, SLASH } from '../../preprocessor/characters.js';
import { joinSplicedLines, sourceEnd, sourceOffset } from '../../preprocessor/splices.js';
import { query } from '../../text/query.js';
import type { SourceFile } from '../../text/source-file.js';
import type { Range, Span } from '../../text/span.js';

/**
 * A comment that suppresses findings of its file:
 *
 *     // dts-analyzer-disable-next-line CODE, CODE -- reason     the next line that holds more than comments
 *     // dts-analyzer-disable CODE                               from here on, up to the end of the file or to
 *     // dts-analyzer-enable CODE
 *     // dts-analyzer-disable-file CODE                          the whole file
 *
 * Comments with stars serve as well. Without a code it is for all codes. Only a comment that begins so is one.
 */
export interface SuppressionComment {
  /** `unknown` begins as they do, but is none. */
  readonly kind: (typeof KINDS)[number] | 'unknown';
  /** The whole comment. */
  readonly span: Span;
  /** The word behind `dts-analyzer-`. */
  readonly word: string;
  /** Where this stands, from `dts` on, if it is not written just so, and `word` is what it seems to mean. */
  readonly misspelled?: Range;
  readonly codes: readonly NamedCode[];
  /** For `disable-next-line`, the zero-based line that is meant. */
  readonly line?: number;
}

/** A word that stands for a code, whether there is such a code or not. */
export interface NamedCode extends Range {
  readonly code: string;
}

export const KINDS = ['disable-next-line', 'disable-file', 'disable', 'enable'] as const;

/** What suppression comments begin with. */
export const PREFIX = 'dts-analyzer-';

/** The suppression comments of a file, in their order. Nearly every file has none, which costs one search of its text. */
export const suppressionComments: (file: SourceFile) => readonly SuppressionComment[] = query((file) =>
  /analy[sz]er/i.test(file.text) ? readComments(file) : NONE,
);

/** Every comment of a file, in their order. A range with many findings is asked about each of them. */
export const commentRanges: (file: SourceFile) => readonly Range[] = query(({ text }: SourceFile) => [
  ...commentsOf(text),
]);

const NONE: readonly SuppressionComment[] = [];

function readComments(file: SourceFile): SuppressionComment[] {
  const joined = joinSplicedLines(file.text);
  const lineBehind = linesBehind(file);
  const found: SuppressionComment[] = [];
  let codesLeft = MAX_CODES;
  for (const { start, end } of commentsOf(joined.text)) {
    const text = joined.text.slice(start, end);
    const match = COMMENT.exec(text);
    const near = match ? null : MISSPELLED.exec(text);
    if (!(match || near) || found.length === MAX_COMMENTS || codesLeft === 0) continue;
    const placeOf = (from: number, to: number): Range => ({
      start: sourceOffset(joined, from),
      end: sourceEnd(joined, to),
    });
    const span = { file, ...placeOf(start, end) };
    if (!match) {
      const [all, head, word] = [near![0], near![1]!, near![2]!];
      const misspelled = placeOf(start + head.length, start + all.length);
      found.push({ kind: 'unknown', span, word: word.toLowerCase().replace(/[_ ]/g, '-'), misspelled, codes: [] });
      continue;
    }
    const [head, word, rest] = [match[1]!, match[2]!, match[3]!];
    const kind = KINDS.find((known) => known === word) ?? 'unknown';
    const codes = codesIn(rest, codesLeft);
    codesLeft -= codes.length;
    found.push({
      kind,
      span,
      word,
      codes: codes.map(({ code, start: from, end: to }) => {
        const at = start + head.length + from;
        return { code, ...placeOf(at, at - from + to) };
      }),
      ...(kind === 'disable-next-line' && { line: lineBehind(span.end) }),
    });
  }
  return found;
}

/** A comment with nothing but blanks and stars before the word: up to the word, the word, and what is behind it. */
const COMMENT = new RegExp(`^(\\/[/*][\\s*]*${PREFIX}([a-z-]*))(?![\\w])([^]*)$`);

/** What can hardly be meant for anything else: up to `dts`, and what is in place of a kind. */
const MISSPELLED =
  /^(\/[/*][\s*]*)dts[-_ ]?analy[sz]er[-_: ]{1,2}((?:dis|en)able(?:[-_ ]?next[-_ ]?line|[-_ ]?file)?)(?![\w-])/i;

/** How many comments of a file count, and how many codes they name together. */
const MAX_COMMENTS = 2000;
const MAX_CODES = 2000;

/** What is before the reason, which `--` begins: words with commas or blanks between them, at most `limit`. */
function codesIn(rest: string, limit: number): NamedCode[] {
  const text = rest.replace(/\*\/$/, '').split(/(?:^|\s)--(?:\s|$)/, 1)[0]!;
  const codes: NamedCode[] = [];
  for (const { 0: code, index } of text.matchAll(/[^\s,*]+/g)) {
    if (codes.length === limit) break;
    codes.push({ code, start: index, end: index + code.length });
  }
  return codes;
}

/** Every comment of a text, strings left out as the preprocessor sees them. */
function* commentsOf(text: string): Iterable<Range> {
  let isUnterminated = false;
  let at = 0;
  for (;;) {
    STRING_OR_SLASH.lastIndex = at;
    if (!STRING_OR_SLASH.test(text)) return;
    at = STRING_OR_SLASH.lastIndex;
    // Only a string without an end can end like this too, and behind that there is a line break.
    const start = at - 1;
    if (text.charCodeAt(start) !== SLASH) continue;
    // Behind a comment without an end no other has one, which spares looking for it.
    const end = isUnterminated && text.startsWith('/*', start) ? -1 : commentEnd(text, start);
    if (end === undefined) continue;
    if (end < 0) isUnterminated = true;
    at = end < 0 ? lineEnd(text, start) : end;
    if (end >= 0) yield { start, end };
  }
}

/** Strings are skipped by the engine itself: a file has thousands of them, and few comments. */
const STRING_OR_SLASH = /"(?:[^"\\\n\r]|\\[^\n\r])*"?|'(?:[^'\\\n\r]|\\[^\n\r])*'?|\//g;

/** Finds the first line behind the one of an offset on which there is more than blanks and whole comments. */
function linesBehind({ text, lines }: SourceFile): (offset: number) => number {
  /** Where code begins behind a place; many comments may stand before one piece of code. */
  const known = new Map<number, number>();
  const codeBehind = (start: number): number => {
    const passed: number[] = [];
    let at = start;
    for (let isCode = false; !isCode && !known.has(at); ) {
      passed.push(at);
      while (/\s/.test(text.charAt(at))) at++;
      if (known.has(at)) break;
      passed.push(at);
      const end = commentEnd(text, at);
      if (end === undefined || end < 0) isCode = true;
      else at = end;
    }
    const code = known.get(at) ?? at;
    for (const each of passed) known.set(each, code);
    return code;
  };
  return (offset) => {
    const next = lines.positionAt(offset).line + 1;
    const at = codeBehind(next < lines.lineCount ? lines.startOf(next) : text.length);
    // At the end of the file nothing is behind: the line itself, on which nothing more is written.
    return at >= text.length ? next : lines.positionAt(at).line;
  };
}

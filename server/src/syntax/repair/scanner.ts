import { detached } from '../../text/detached.js';
import { behindCharacter } from '../../text/whole-characters.js';
import { MAX_REPAIRS, type Repair } from './repair.js';

/** Where an item begins. */
export interface Place {
  /** Columns before it, if it is the first thing on its line. */
  readonly indentation: number | undefined;
  readonly lineStart: number;
}

/** A node whose closing brace has not been met. */
export interface OpenNode extends Place {
  readonly name: string;
}

/** What the last semicolon ended, because what follows may show that it should not stand there. */
export interface LastStatement {
  readonly name: string;
  readonly semicolon: number;
  /** Present where nothing stands before the semicolon but the name. */
  readonly place?: Place;
}

/**
 * Walks over the tokens of a text that has mistakes and collects what to change. A class, because every function of this
 * folder moves it on, and closures for each of ten thousand statements cost more than the reading.
 */
export class Scanner {
  at = 0;
  /** Where the token ends that was read last. */
  lastEnd = 0;
  lineStart = 0;
  repairs: Repair[] = [];
  nodes: OpenNode[] = [];
  last: LastStatement | undefined;
  /** How many closing braces had nothing to close. */
  extraCloses = 0;
  /** How many nodes are known to lack their closing brace, and how many closing braces to be one too many. */
  missingCloses = 0;
  strayCloses = 0;
  /** How many places that look like that have turned out not to be it. */
  falseTraces = 0;
  /** How many properties and nodes with a name stand at the top, where only an early brace can have brought them. */
  misplaced = 0;
  private known = { from: 0, end: -1 };

  constructor(readonly text: string) {}

  /** Skips blanks and comments; gives the code of what stands there, NaN at the end. */
  peek(): number {
    const { text } = this;
    let at = this.at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE) this.lineStart = ++at;
      else if (code === SPACE || (code >= TAB && code <= CR)) at++;
      else if (code === SLASH && isComment(text, at)) at = this.skipComment(at);
      else {
        this.at = at;
        return code;
      }
    }
  }

  /** Steps over a token of `length` characters. */
  take(length: number): void {
    if (length === 0) return;
    this.at += length;
    this.lastEnd = this.at;
  }

  /** Whether a line began between the last token and the one that was peeked at. */
  isOnNewLine(): boolean {
    return this.lineStart > this.lastEnd;
  }

  /** Where the letters, digits and underscores end that begin at the token that was peeked at. */
  wordEnd(): number {
    const { text } = this;
    let end = this.at;
    while (isWordCode(text.charCodeAt(end))) end++;
    return end;
  }

  /** Whether the token that was peeked at is a label, as far as a glance can tell. */
  mayBeLabel(): boolean {
    const end = this.wordEnd();
    return end > this.at && this.text.charCodeAt(end) === COLON;
  }

  /** Whether a statement begins at the token that was peeked at, which is no part of what is unfinished before it. */
  beginsStatement(): boolean {
    return this.match(STATEMENT) !== undefined;
  }

  /** The columns before the token that was peeked at, if it is the first of its line. */
  indentation(): number | undefined {
    let columns = 0;
    let at = this.lineStart;
    for (const limit = at + MAX_INDENTATION; at < this.at && at < limit; at++) {
      const code = this.text.charCodeAt(at);
      if (code === TAB) columns += 8 - (columns % 8);
      else if (code === SPACE) columns++;
      else return undefined;
    }
    return at === this.at ? columns : undefined;
  }

  /** Where the next token behind `at` begins; the scanner stays where it is. */
  positionAfter(at: number): number {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === SPACE || (code >= TAB && code <= CR)) at++;
      else if (code === SLASH && isComment(text, at)) at = commentEnd(text, at);
      else return at;
    }
  }

  /** The first character of the token behind `at`; empty at the end. */
  characterAfter(at: number): string {
    return this.text.charAt(this.positionAfter(at));
  }

  /** Where the line ends that the scanner stands in, or far enough to decide what belongs together. */
  lineEnd(): number {
    const { known, at, text } = this;
    if (at < known.from || at > known.end) {
      const lineFeed = text.indexOf('\n', at);
      const end = lineFeed > at && text.charCodeAt(lineFeed - 1) === CR ? lineFeed - 1 : lineFeed;
      this.known = { from: at, end: end < 0 ? text.length : end };
    }
    return Math.min(this.known.end, at + LONG_LINE);
  }

  /** What `pattern`, which is sticky, finds at the token that was peeked at. */
  match(pattern: RegExp, at = this.at): string | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0];
  }

  /** Puts `newText` behind the last token. */
  insert(newText: string, message: string, fix: string | undefined = newText.trim()): void {
    const before = this.repairs.at(-1);
    // What is missing at one place is one mistake with one fix.
    if (before && before.start === this.lastEnd && before.end === this.lastEnd) {
      const { problem } = before;
      const merged =
        problem?.fix && fix !== undefined ? { ...problem.fix, newText: problem.fix.newText + fix } : undefined;
      this.repairs[this.repairs.length - 1] = {
        ...before,
        newText: before.newText + newText,
        ...(problem && { problem: withFix(problem, merged) }),
      };
      return;
    }
    this.insertAt(this.lastEnd, newText, message, fix);
  }

  /** Puts `newText` at `at`, which is where a token begins or the last one ends. */
  insertAt(at: number, newText: string, message: string, fix: string | undefined = newText.trim()): void {
    const end = Math.max(1, this.lastEnd);
    const change =
      fix === undefined ? undefined : { title: `Insert '${fix.trim()}'`, start: at, end: at, newText: fix };
    this.add({ start: at, end: at, newText }, { message, start: end - 1, end }, change);
  }

  /** Puts `newText`, as long as what it replaces, at `[start, end)`, which is the mistake. */
  replace(start: number, end: number, newText: string, message: string, isRemoval = false): void {
    const change = {
      title: `Remove '${this.text.slice(start, behindCharacter(this.text, Math.min(end, start + 20)))}'`,
      start,
      end,
      newText: '',
    };
    this.add({ start, end, newText }, { message, start, end }, isRemoval ? change : undefined);
  }

  /** Takes out what stands at `[start, given)`, its last character whole; the scanner goes on behind it if it stands before it. */
  remove(start: number, given: number, message?: string): void {
    const end = behindCharacter(this.text, given);
    const excerpt = this.text.slice(start, behindCharacter(this.text, Math.min(end, start + 40))).trim();
    this.replace(start, end, ' '.repeat(end - start), message ?? `'${excerpt}' is not expected here`, true);
    if (this.at >= start && this.at < end) this.take(end - this.at);
  }

  /** Whether there are so many mistakes that nobody wants to know of another, or nodes in nodes as nobody writes them. */
  isFull(): boolean {
    return this.repairs.length >= MAX_REPAIRS || this.nodes.length > MAX_NESTING;
  }

  private add(
    edit: { start: number; end: number; newText: string },
    place: { message: string; start: number; end: number },
    fix: { title: string; start: number; end: number; newText: string } | undefined,
  ): void {
    // What follows a mistake on its line is seldom a second one.
    const isSilent = this.repairs.some(({ problem }) => problem && this.isOneLine(problem.start, place.start));
    if (isSilent) this.repairs.push(edit);
    else {
      const problem = { code: 'syntax-error' as const, ...place, message: detached(place.message) };
      this.repairs.push({ ...edit, problem: withFix(problem, fix) });
    }
  }

  private isOneLine(one: number, other: number): boolean {
    if (Math.abs(one - other) > LONG_LINE) return false;
    const lineBreak = this.text.indexOf('\n', Math.min(one, other));
    return lineBreak < 0 || lineBreak >= Math.max(one, other);
  }

  private skipComment(at: number): number {
    const end = commentEnd(this.text, at);
    const lineBreak = this.text.slice(at, end).lastIndexOf('\n');
    if (lineBreak >= 0) this.lineStart = at + lineBreak + 1;
    return end;
  }
}

/** Whether a word that is no name with punctuation in it may hold the character. */
export const isWordCode = (code: number) =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;

function withFix(
  problem: NonNullable<Repair['problem']>,
  fix: NonNullable<Repair['problem']>['fix'] | undefined,
): NonNullable<Repair['problem']> {
  const { fix: _, ...rest } = problem;
  return fix ? { ...rest, fix: { ...fix, title: detached(fix.title), newText: detached(fix.newText) } } : rest;
}

function isComment(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return next === STAR || next === SLASH;
}

function commentEnd(text: string, at: number): number {
  const isLine = text.charCodeAt(at + 1) === SLASH;
  const found = text.indexOf(isLine ? '\n' : '*/', at + 2);
  return found < 0 ? text.length : found + (isLine ? 0 : 2);
}

/** `name =`, `name;`, `name {`, `&label {`, `/ {` or a keyword. Few labels, so that no text makes it slow. */
const STATEMENT = new RegExp(
  [
    String.raw`(?:[A-Za-z_]\w*:\s*){0,4}[\w.+?#*\\][\w,.+?#*@-]*[ \t]*(?:=(?!=)|;|\{)`,
    String.raw`(?:[A-Za-z_]\w*:\s*){0,4}(?:&(?:[A-Za-z_]\w*|\{[^}\n]*\})|/)[ \t]*\{`,
    '/(?:dts-v1|plugin|memreserve|include|delete-node|delete-property|omit-if-no-ref)/',
  ].join('|'),
  'y',
);
/** Longer than any line that people write. */
const LONG_LINE = 4000;
/** Deeper than any source nests nodes; it bounds the work on hostile text. */
const MAX_NESTING = 500;
/** Deeper than any source is indented; it bounds the work on hostile text. */
const MAX_INDENTATION = 200;
const TAB = 9;
const NEWLINE = 10;
const CR = 13;
const SPACE = 32;
const STAR = 42;
const SLASH = 47;
const COLON = 58;

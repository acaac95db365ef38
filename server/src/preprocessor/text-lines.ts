import { BLANK, kindOf, lineEnd, NEWLINE } from './characters.js';
import { paddingFor } from './macro-arguments.js';
import type { TokenSource } from './macro-expander.js';
import type { NameState } from './name-table.js';
import { forgetPrevious, keepApart, writeReplacement, writeToken, writeVerbatim } from './output.js';
import { addFileUse } from './provenance.js';
import { COMMENT, commentEndIn, HIT_SIZE } from './scan.js';
import { BLANK_BEFORE, END, LINE_START, makeToken, NAME, readToken, type Token, withFlags } from './tokens.js';
import { type Buffer, currentBuffer, MAX_EXPANDED_LENGTH, type Unit } from './unit.js';

/**
 * Copies the lines of text up to `end`, which is no further than the next directive of `buffer`, macros replaced. Returns
 * early if a macro call went on past it, which may even have begun another file.
 */
export function copyText(unit: Unit, buffer: Buffer, end: number): void {
  const { output } = unit;
  const { scan, instance, names } = buffer;
  const { text, hits } = scan;
  if (buffer.isSkipping) {
    buffer.at = end;
    return;
  }
  let from = buffer.at;
  let commentBefore = -1;
  const flush = (to: number) => {
    if (to <= from) return;
    settle(unit, buffer, from, end);
    // Where there is no room for all of it, it is told there.
    buffer.at = Math.min(to, from + MAX_EXPANDED_LENGTH - output.length);
    writeVerbatim(output, text.slice(from, to), instance, from);
    forgetPrevious(output);
  };
  while (buffer.hit < hits.length) {
    const hit = buffer.hit;
    const start = hits[hit + 1]!;
    if (start >= end) break;
    buffer.hit = hit + HIT_SIZE;
    const what = hits[hit]!;
    if (what === COMMENT) {
      if (start < from) continue;
      flush(start);
      from = hits[hit + 2]!;
      commentBefore = from;
      forgetPrevious(output);
      if (!output.endsInBlank) writeReplacement(output, ' ', instance, start, from, 0);
      continue;
    }
    const state = names[what]!;
    const { macro } = state;
    if (macro === undefined || start < from) continue;
    const hitEnd = hits[hit + 2]!;
    if (macro.plain !== undefined && standsApart(text, start, hitEnd) && (start > from || !output.avoidsPaste)) {
      flush(start);
      writeReplacement(
        output,
        macro.plain,
        instance,
        start,
        hitEnd,
        addFileUse(unit.uses, macro, instance, start, hitEnd),
      );
      from = hitEnd;
      continue;
    }
    if (macro.parameters && !opensCall(buffer, hitEnd)) {
      noteReach(unit, buffer, start, hitEnd);
      continue;
    }
    if (start > from) {
      flush(start);
      const previous = tokenBefore(text, Math.max(from, commentBefore), start, instance);
      output.previous = previous;
    }
    buffer.at = hitEnd;
    const hasBlank = start === commentBefore || isBlankAt(text, start - 1);
    expandName(unit, makeToken(NAME, state.name, hasBlank ? BLANK_BEFORE : 0, start, hitEnd, instance), state);
    noteReach(unit, buffer, start, buffer.at);
    from = buffer.at;
    if (currentBuffer(unit) !== buffer || from > end) return;
  }
  flush(end);
  buffer.at = Math.max(buffer.at, end);
}

/** Reads tokens from the lines of the innermost file, directives on the way given to `execute`: what macro calls are read from. */
export function textSource(unit: () => Unit, execute: (buffer: Buffer) => void): TokenSource {
  return {
    isDirective: false,
    opensCall: () => opensCall(currentBuffer(unit()), currentBuffer(unit()).at),
    read() {
      let flags = 0;
      for (;;) {
        const buffer = currentBuffer(unit());
        const end = nextStop(buffer);
        if (buffer.isSkipping) buffer.at = end;
        const cursor = { text: buffer.scan.text, at: buffer.at, end, instance: buffer.instance };
        const token = readToken(cursor);
        buffer.at = cursor.at;
        if (token.kind !== END) return flags === 0 ? token : withFlags(token, token.flags | flags);
        if (buffer.directive >= buffer.scan.directives.length) return token;
        execute(buffer);
        flags = LINE_START | BLANK_BEFORE;
      }
    },
  };
}

/** Where the lines of text from `buffer.at` on end: at the next directive or the end of the file. */
export function nextStop({ scan, directive }: Buffer): number {
  return directive < scan.directives.length ? scan.directives[directive + 1]! : scan.text.length;
}

function expandName(unit: Unit, name: Token, state: NameState): void {
  const { expander, output, uses } = unit;
  const buffer = currentBuffer(unit);
  const { at, directive } = buffer;
  const known = unit.findings.length;
  unit.spentBefore = unit.spent;
  if (expander.enter(name, state)) writeToken(output, uses, paddingFor(name));
  else {
    writeToken(output, uses, name);
    const isAbandoned = unit.findings.length > known && unit.findings.at(-1)!.code === 'unterminated-call';
    // Everything behind the call was read as its arguments; an editor wants to see it all the same.
    const canGoBack = currentBuffer(unit) === buffer && buffer.directive === directive && !unit.options.givesUpLikeCpp;
    if (isAbandoned && canGoBack && unit.abandonedCalls++ < MAX_ABANDONED_CALLS) buffer.at = at;
  }
  while (expander.isBusy()) writeToken(output, uses, expander.next());
}

/** Each is read up to the end of the file first, which must not be done for every name of a hostile one. */
const MAX_ABANDONED_CALLS = 5;

/** Whether the first thing behind `at` that is no blank or comment is a parenthesis that opens. */
function opensCall(buffer: Buffer, at: number): boolean {
  const { text } = buffer.scan;
  const stop = nextStop(buffer);
  let position = at;
  let opens = false;
  while (position < stop) {
    const code = text.charCodeAt(position);
    const kind = kindOf(code);
    if (kind === BLANK || kind === NEWLINE) position++;
    else {
      const end = commentEndIn(buffer.scan, position);
      if (end === undefined) {
        opens = code === OPENING;
        break;
      }
      position = end < 0 ? Math.min(stop, lineEnd(text, position)) : end;
    }
  }
  buffer.peeked = Math.max(buffer.peeked, position + 1);
  return opens;
}

/** Notes that the expansion of the name at `start`, whose call ends at `end`, depends on more than the name's own line. */
function noteReach(unit: Unit, buffer: Buffer, start: number, end: number): void {
  const reach = Math.max(end, buffer.peeked);
  // Names come in order, so that no line is searched twice for its end.
  if (start >= buffer.lineEnd) buffer.lineEnd = lineEnd(buffer.scan.text, start);
  if (reach > buffer.lineEnd) unit.reaches.push(buffer.instance, start, reach);
}

/** Puts a blank between what a macro has become and the text at `from`, if they would run into each other. */
function settle({ output }: Unit, { scan, instance }: Buffer, from: number, end: number): void {
  if (!output.avoidsPaste || isBlankAt(scan.text, from)) return;
  const next = readToken({ text: scan.text, at: from, end, instance });
  if (next.kind !== END && next.start === from) keepApart(output, next);
}

/** The token that ends right at `end`, as far as it could run into what follows; none if a blank is between. */
function tokenBefore(text: string, low: number, end: number, instance: number): Token | undefined {
  if (end <= low || isBlankAt(text, end - 1)) return undefined;
  let start = end - 1;
  while (
    start > low &&
    OPERATOR_CHARACTERS.includes(text.charAt(start)) &&
    OPERATOR_CHARACTERS.includes(text.charAt(start - 1))
  ) {
    start--;
  }
  const cursor = { text, at: start, end, instance };
  let token: Token | undefined;
  while (cursor.at < end) token = readToken(cursor);
  return token;
}

function isBlankAt(text: string, at: number): boolean {
  const kind = kindOf(text.charCodeAt(at));
  return kind === BLANK || kind === NEWLINE;
}

/** Whether what surrounds a name can run into no word, number, string or parenthesis in its place. */
function standsApart(text: string, start: number, end: number): boolean {
  return (
    (start === 0 || SAFE_BEFORE[text.charCodeAt(start - 1)] === 1) &&
    (end >= text.length || SAFE_BEHIND[text.charCodeAt(end)] === 1)
  );
}

const OPENING = 40;
const OPERATOR_CHARACTERS = '+-<>=!&|*/%^.#:';
const SAFE_BEFORE = flagged(' \t\n\r<(,[{=;|&');
const SAFE_BEHIND = flagged(' \t\n\r>),]};');

function flagged(characters: string): Uint8Array {
  const flags = new Uint8Array(128);
  for (const character of characters) flags[character.charCodeAt(0)] = 1;
  return flags;
}

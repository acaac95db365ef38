import type { Range, Span } from '../text/span.js';
import { commentEnd, kindOf, QUOTE, quotedEnd } from './characters.js';
import type { MacroDefinition } from './expansion.js';
import type { Scan } from './scan.js';
import { sourceEnd, sourceOffset } from './splices.js';
import {
  BLANK_BEFORE,
  type Cursor,
  END,
  makeToken,
  NAME,
  PARAMETER,
  PASTE_LEFT,
  PUNCTUATOR,
  readToken,
  STRINGIFY,
  type Token,
  withFlags,
} from './tokens.js';

/** A macro, its body read into tokens once for all expansions. */
export interface Macro extends MacroDefinition {
  /** The body; empty for a built-in macro. */
  readonly tokens: readonly Token[];
  /** Whether the last parameter takes all remaining arguments. */
  readonly variadic: boolean;
  /** The file that defines it; the offsets of its tokens are in that scan's text. */
  readonly scan?: Scan;
  /** Its name in its definition, in that text. */
  readonly nameRange?: Range;
  /** The text of an object-like macro that needs no further thought: see {@link plainText}. */
  readonly plain?: string;
  /** What computes the text of a macro such as `__LINE__`. */
  readonly builtin?: BuiltinName;
}

export type BuiltinName =
  | '__LINE__'
  | '__FILE__'
  | '__BASE_FILE__'
  | '__COUNTER__'
  | '__INCLUDE_LEVEL__'
  | '__DATE__'
  | '__TIME__'
  | '__TIMESTAMP__'
  | '__has_include'
  | '__has_include_next'
  | '_Pragma';

/** Why a definition was refused, and where in its line. */
export interface Malformed {
  readonly problem: string;
  readonly start: number;
  readonly end: number;
}

/** Reads what follows `#define` in `[cursor.at, cursor.end)`. */
export function parseDefinition(scan: Scan, cursor: Cursor): Macro | Malformed {
  const name = readToken(cursor);
  if (name.kind !== NAME)
    return malformed(name.kind === END ? 'no macro name is given' : 'a macro name must be an identifier', name);
  if (name.text === 'defined') return malformed('`defined` cannot be a macro name', name);
  let first = readToken(cursor);
  let parameters: Parameters | undefined;
  let bodyStart = first.start;
  if (first.text === '(' && (first.flags & BLANK_BEFORE) === 0) {
    const read = readParameters(cursor);
    if ('problem' in read) return read;
    parameters = read;
    first = readToken(cursor);
    bodyStart = first.start;
  }
  const body = readBody(first, cursor, parameters);
  if ('problem' in body) return body;
  return new SourceMacro(scan, name, parameters, bodyStart, cursor, body);
}

/**
 * A macro of a file. Headers define thousands of which a board uses few: what is asked for seldom is worked out when it is
 * asked for. A plain one is hardly ever asked for its tokens.
 */
class SourceMacro implements Macro {
  readonly name: string;
  readonly parameters?: readonly string[];
  readonly variadic: boolean;
  readonly plain?: string;
  private readonly nameStart: number;
  private readonly bodyEnd: number;
  private readonly instance: number;
  private knownTokens: readonly Token[] | undefined;

  constructor(
    readonly scan: Scan,
    name: Token,
    parameters: Parameters | undefined,
    private readonly bodyStart: number,
    { end, instance }: Cursor,
    tokens: readonly Token[],
  ) {
    this.name = name.text;
    this.nameStart = name.start;
    this.bodyEnd = end;
    this.instance = instance;
    this.variadic = parameters?.variadic ?? false;
    if (parameters) this.parameters = parameters.names;
    const plain = parameters ? undefined : plainText(tokens);
    if (plain === undefined) this.knownTokens = tokens;
    else this.plain = plain;
  }

  get tokens(): readonly Token[] {
    if (!this.knownTokens) {
      const cursor: Cursor = { text: this.scan.text, at: this.bodyStart, end: this.bodyEnd, instance: this.instance };
      this.knownTokens = readBody(readToken(cursor), cursor, undefined) as readonly Token[];
    }
    return this.knownTokens;
  }

  get nameRange(): Range {
    return { start: this.nameStart, end: this.nameStart + this.name.length };
  }

  get definition(): Span {
    const { start, end } = this.nameRange;
    return { file: this.scan.file, start: sourceOffset(this.scan, start), end: sourceEnd(this.scan, end) };
  }

  get body(): string {
    return withoutComments(this.scan.text.slice(this.bodyStart, this.bodyEnd));
  }
}

/** A macro that is there from the start. */
export function predefined(name: string, text: string): Macro {
  const cursor: Cursor = { text, at: 0, end: text.length, instance: 0 };
  const tokens = readBody(readToken(cursor), cursor, undefined);
  return { name, variadic: false, body: text, tokens: tokens as readonly Token[], plain: text };
}

export function builtin(name: BuiltinName): Macro {
  return { name, variadic: false, body: '', tokens: [], builtin: name };
}

/** Whether a second definition changes nothing, as the C standard asks of it. */
export function sameDefinition(left: Macro, right: Macro): boolean {
  return (
    left.builtin === right.builtin &&
    left.variadic === right.variadic &&
    left.parameters?.join() === right.parameters?.join() &&
    left.tokens.length === right.tokens.length &&
    left.tokens.every((token, index) => {
      const other = right.tokens[index]!;
      return token.kind === other.kind && token.text === other.text && token.flags === other.flags;
    })
  );
}

interface Parameters {
  readonly names: readonly string[];
  readonly variadic: boolean;
}

function readParameters(cursor: Cursor): Parameters | Malformed {
  const names: string[] = [];
  for (;;) {
    const token = readToken(cursor);
    if (token.text === ')' && names.length === 0) return { names, variadic: false };
    if (token.text === '...') {
      const close = readToken(cursor);
      if (close.text !== ')') return malformed('`)` must follow `...` in the parameters', close);
      return { names: [...names, '__VA_ARGS__'], variadic: true };
    }
    if (token.kind !== NAME)
      return malformed(
        token.kind === END ? 'the parameters of the macro have no `)`' : 'a parameter name is expected',
        token,
      );
    if (names.includes(token.text)) return malformed(`the parameter \`${token.text}\` is given twice`, token);
    names.push(token.text);
    const behind = readToken(cursor);
    if (behind.text === ')') return { names, variadic: false };
    if (behind.text === '...') {
      const close = readToken(cursor);
      if (close.text !== ')') return malformed('`)` must follow `...` in the parameters', close);
      return { names, variadic: true };
    }
    if (behind.text !== ',')
      return malformed(
        behind.kind === END ? 'the parameters of the macro have no `)`' : 'parameters are separated by commas',
        behind,
      );
  }
}

function readBody(first: Token, cursor: Cursor, parameters: Parameters | undefined): readonly Token[] | Malformed {
  const numbers = new Map(parameters?.names.map((name, index) => [name, index]));
  const body: Token[] = [];
  let afterPaste = false;
  for (let token = first; token.kind !== END; token = readToken(cursor)) {
    const parameter = token.kind === NAME ? numbers.get(token.text) : undefined;
    let next = parameter === undefined ? token : asParameter(token, parameter);
    const last = body.at(-1);
    if (token.text === '##' && token.kind === PUNCTUATOR) {
      if (!last) return malformed('`##` cannot begin or end a macro body', token);
      // Several in a row count as one.
      if (!afterPaste) body[body.length - 1] = withFlags(last, last.flags | PASTE_LEFT);
      afterPaste = true;
      continue;
    }
    // In assembler mode a `#` before anything but a parameter is an ordinary character.
    const stringifies = parameters && last?.text === '#' && last.kind === PUNCTUATOR && (last.flags & PASTE_LEFT) === 0;
    const takesHash = parameter !== undefined || (parameters?.variadic && token.text === '__VA_OPT__');
    if (stringifies && takesHash) {
      body.pop();
      next = withFlags(next, (next.flags & ~BLANK_BEFORE) | STRINGIFY | (last.flags & BLANK_BEFORE));
    }
    body.push(next);
    afterPaste = false;
  }
  const last = body.at(-1);
  const optionalProblem = parameters?.variadic ? malformedOptional(body) : undefined;
  if (optionalProblem) return optionalProblem;
  if (afterPaste && last) return malformed('`##` cannot begin or end a macro body', last);
  if (body[0]) body[0] = withFlags(body[0], body[0].flags & ~BLANK_BEFORE);
  return body;
}

/** What is wrong with a `__VA_OPT__` in the body of a macro with variable arguments. */
function malformedOptional(body: readonly Token[]): Malformed | undefined {
  let depth = -1;
  let start: Token | undefined;
  for (const [index, token] of body.entries()) {
    const { text } = token;
    if (token.kind === NAME && text === '__VA_OPT__') {
      if (start) return malformed('`__VA_OPT__` cannot contain another one', token);
      start = token;
      depth = 0;
    } else if (start) {
      if (depth === 0 && text !== '(') return malformed('`(` must follow `__VA_OPT__`', start);
      if (text === '(') depth++;
      else if (text === ')' && --depth === 0) {
        const content = body[index - 1]!;
        const isPasting = (content.flags & PASTE_LEFT) !== 0;
        if (isPasting) return malformed('`##` cannot begin or end a `__VA_OPT__`', token);
        start = undefined;
      }
    }
  }
  return start && malformed('`__VA_OPT__` has no `)`', start);
}

function asParameter(token: Token, parameter: number): Token {
  return makeToken(PARAMETER, token.text, token.flags, token.start, token.end, 0, 0, 0, parameter);
}

/**
 * The text of a body in which nothing remains to be replaced, and whose ends are a word, a string or a parenthesis:
 * such a text can run into few neighbours.
 */
function plainText(body: readonly Token[]): string | undefined {
  let text = '';
  for (const token of body) {
    if (token.kind === NAME || (token.flags & PASTE_LEFT) !== 0) return undefined;
    text += (token.flags & BLANK_BEFORE) !== 0 ? ` ${token.text}` : token.text;
  }
  return /^[\w("].*[\w)"]$|^\w$/s.test(text) ? text : undefined;
}

/** The stretch of a definition with each comment as one blank; splices are already out. */
function withoutComments(text: string): string {
  let result = '';
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const end = commentEnd(text, at);
    if (end !== undefined) {
      result += `${text.slice(from, at)} `;
      from = end < 0 ? text.length : end;
      at = from;
    } else {
      const code = text.charCodeAt(at);
      at = kindOf(code) === QUOTE ? quotedEnd(text, at, code, true) : at + 1;
    }
  }
  return (result + text.slice(from)).trim();
}

function malformed(problem: string, { start, end }: Token): Malformed {
  return { problem, start, end };
}

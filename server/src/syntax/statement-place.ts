import type { Range } from '../text/span.js';

/** What the cursor is at in a statement that may be half typed. Ranges count from `start`. */
export interface CursorPlace {
  /** Where the statement begins in the text that was read; its labels belong to it. */
  readonly start: number;
  /** The word at the cursor, what follows of it behind the cursor included; empty between words. */
  readonly word: Range;
  /** The part of the word before the cursor. */
  readonly prefix: string;
  readonly kind: /** The name of a property or a node is about to be typed. */
    | 'name'
    /** `&label` or `&{/path}` at the beginning: a node is extended. */
    | 'reference'
    /** A word in slashes: `/delete-node/`. */
    | 'keyword'
    /** Behind `/delete-node/` or `/omit-if-no-ref/`. */
    | 'deleted-node'
    /** Behind `/delete-property/`. */
    | 'deleted-property'
    | 'value'
    /** Behind a name or a value that is whole, where nothing but punctuation can follow. */
    | 'nothing';
  /** Present in a value. */
  readonly value?: ValuePlace;
}

/** A place in the value of a property, or in the arguments of a macro that makes one. */
export interface ValuePlace {
  /** Empty where a macro's call stands and none of its arguments looks like the name. */
  readonly property: string;
  /** What is open around the cursor. */
  readonly enclosure: '<' | '[' | '"' | undefined;
  /** What stands between `<` and `>` of this value before the word at the cursor, an expression or a call as one. */
  readonly cells: readonly string[];
  /** Those of `cells` that stand behind the last `<`. */
  readonly list: readonly string[];
  /** The strings of this value before the cursor, without quotes. */
  readonly strings: readonly string[];
  /** The macro in whose arguments the value stands, which may write the brackets around it and the property's name. */
  readonly macro?: string;
  /** Whether something can be typed here: not behind `>` or a string, where a comma or semicolon comes next. */
  readonly isExpected: boolean;
}

/** Reads the statement's text up to the cursor; `after` is what follows it. */
export function readPlace(before: string, after: string): CursorPlace {
  const tokens = tokenize(before);
  const last = tokens.at(-1);
  const isInString = last?.kind === 'open-string';
  const touches = last !== undefined && last.end === before.length && (last.kind === 'word' || isInString);
  const wordStart = touches ? last.start + (isInString ? 1 : 0) : before.length;
  const prefix = before.slice(wordStart);
  const behind = restOfWord(prefix, isInString).exec(after)!;
  const word = { start: wordStart, end: before.length + behind[0].length };
  const whole = touches ? tokens.slice(0, -1) : tokens;
  const previous = whole.at(-1);
  if (previous && !isInString && isWhole(whole) && /\n\s*$/.test(before.slice(previous.end, wordStart))) {
    // A new line behind something whole begins a statement, although the semicolon before it is missing.
    const here = readPlace(prefix, after);
    return { ...here, start: wordStart };
  }
  const place = { start: 0, word, prefix };
  const equals = whole.findIndex((token, index) => token.text === '=' && whole[index - 1]?.kind === 'word');
  if (equals >= 0) {
    const name = whole[equals - 1]!;
    const start = startOfLabels(whole, equals - 1);
    const value = readValue(name.text, whole.slice(equals + 1), isInString);
    return { ...place, start, word: { start: word.start - start, end: word.end - start }, kind: 'value', value };
  }
  const call = whole.findIndex((token, index) => token.text === '(' && whole[index - 1]?.kind === 'word');
  if (call >= 0) {
    const inside = whole.slice(call + 1);
    const [first, comma] = inside;
    const property = first?.kind === 'word' && comma?.text === ',' ? first.text : '';
    const values = property === '' ? inside : inside.slice(2);
    return {
      ...place,
      kind: 'value',
      value: { ...readValue(property, values, isInString), macro: whole[call - 1]!.text },
    };
  }
  return { ...place, kind: kindAtStart(whole, prefix) };
}

/** Whether the statement can end behind these tokens: behind a value or the call of a macro. */
function isWhole(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1)!;
  if (last.kind === 'string' || last.text === '>' || last.text === ']') return tokens.some(({ text }) => text === '=');
  return last.text === ')' && !tokens.some(({ text }) => text === '=' || text === '<');
}

function restOfWord(prefix: string, isInString: boolean): RegExp {
  if (isInString) return REST_OF_STRING;
  if (prefix.startsWith('&{')) return REST_OF_PATH;
  return prefix.startsWith('&') ? REST_OF_REFERENCE : REST_OF_WORD;
}

function kindAtStart(whole: readonly Token[], prefix: string): CursorPlace['kind'] {
  const standing = whole.filter((token, index) => token.text !== ':' && whole[index + 1]?.text !== ':');
  const last = standing.at(-1);
  if (!last) return prefix.startsWith('/') ? 'keyword' : prefix.startsWith('&') ? 'reference' : 'name';
  if (last.text === '/delete-property/') return 'deleted-property';
  if (last.text === '/delete-node/') return 'deleted-node';
  if (last.text === '/omit-if-no-ref/') return prefix.startsWith('&') ? 'deleted-node' : 'name';
  return 'nothing';
}

/** Where the labels before a name begin. */
function startOfLabels(tokens: readonly Token[], name: number): number {
  let first = name;
  while (tokens[first - 1]?.text === ':' && tokens[first - 2]?.kind === 'word') first -= 2;
  return tokens[first]!.start;
}

function readValue(property: string, tokens: readonly Token[], isInString: boolean): ValuePlace {
  const open: ('<' | '[' | '(')[] = [];
  /** How many of them are `<`. */
  let brackets = 0;
  const cells: string[] = [];
  const strings: string[] = [];
  /** Where in `cells` those of the last `<` begin. */
  let listStart = 0;
  /** How many parentheses are open in the brackets that the cells are in. */
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const isInCells = brackets > 0;
    if (token.kind === 'string') strings.push(token.text.slice(1, -1));
    else if (token.text === '(') {
      open.push('(');
      // An expression is one cell; of a call the name was that cell.
      if (isInCells && depth++ === 0 && !(before?.kind === 'word' && before.end === token.start)) cells.push('()');
    } else if (token.text === ')') {
      if (open.at(-1) === '(') open.pop();
      if (isInCells) depth = Math.max(0, depth - 1);
    } else if (token.text === '<') {
      // Within an expression it compares, but at the beginning of an argument it opens.
      if (open.at(-1) !== '(' || !before || before.text === '(' || before.text === ',') {
        open.push('<');
        brackets++;
        listStart = cells.length;
      }
    } else if (token.text === '>') {
      if (open.at(-1) === '<') {
        open.pop();
        brackets--;
      }
    } else if (token.text === '[' || token.text === ']') {
      if (token.text === '[') open.push('[');
      else if (open.at(-1) === '[') open.pop();
    } else if (token.kind === 'word' && isInCells && depth === 0) cells.push(token.text);
  }
  const innermost = open.findLast((each) => each !== '(');
  const last = tokens.at(-1)?.text;
  return {
    property,
    enclosure: isInString ? '"' : innermost,
    cells,
    list: cells.slice(listStart),
    strings,
    isExpected: isInString || innermost !== undefined || last === undefined || last === ',' || last === '(',
  };
}

interface Token extends Range {
  readonly kind: 'word' | 'string' | 'open-string' | 'punctuation';
  readonly text: string;
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [whole, comment, string, word] = match;
    if (comment !== undefined) continue;
    const start = match.index;
    const end = start + whole.length;
    const isClosed = string !== undefined && string.length > 1 && string.endsWith('"');
    const kind =
      string !== undefined ? (isClosed ? 'string' : 'open-string') : word !== undefined ? 'word' : 'punctuation';
    // A string that is not closed ends with its line.
    if (kind === 'open-string' && end < text.length) continue;
    tokens.push({ kind, text: whole, start, end });
  }
  return tokens;
}

// Each alternative begins with a character of its own and none backtracks over another, so that time is linear.
const TOKEN = new RegExp(
  [
    String.raw`(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
    String.raw`("(?:[^"\\\n]|\\[\s\S])*"?)`,
    String.raw`(\/[a-z0-9-]+\/?|\/|&\{[\w,.+*#?@/-]*\}?|&\w*|'(?:[^'\\\n]|\\.)'|[\w.+*#?@-](?:,*[\w.+*#?@-])*)`,
    String.raw`[^\s]`,
  ].join('|'),
  'g',
);
const REST_OF_PATH = /^[\w,.+*#?@/-]*\}?/;
const REST_OF_WORD = /^[\w.+*#?@-]*/;
const REST_OF_REFERENCE = /^\w*/;
const REST_OF_STRING = /^(?:[^"\n;]*(?=")|)/;

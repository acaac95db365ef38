import {
  executeElse,
  executeElseIf,
  executeElseIfDefined,
  executeEndIf,
  executeIf,
  executeIfDefined,
} from './conditionals.js';
import { define, undefine } from './definitions.js';
import { DIRECTIVE_NAMES, type DirectiveName, isConditional, NULL_DIRECTIVE } from './directive-kinds.js';
import { abbreviate, type DirectiveRun, lineRange, lineSource } from './directive-run.js';
import { include } from './include-directive.js';
import { parseDefinition } from './macros.js';
import { executePragma } from './pragmas.js';
import { DIRECTIVE_SIZE } from './scan.js';
import { sourceOffset } from './splices.js';
import { type Cursor, END, NAME, NUMBER, readToken, STRING } from './tokens.js';
import { type Buffer, nameStateOf, reportAt, spendDirective, type Unit } from './unit.js';

/** Executes the next directive of `buffer`, which may go on to read another file. */
export function executeDirective(unit: Unit, buffer: Buffer): void {
  const { directives, definitions, text } = buffer.scan;
  const index = buffer.directive;
  spendDirective(unit);
  const kind = directives[index]!;
  buffer.directive += DIRECTIVE_SIZE;
  buffer.at = directives[index + 2]!;
  buffer.hit = directives[index + 3]!;
  if (kind === NULL_DIRECTIVE || (buffer.isSkipping && !isConditional(kind))) return;
  const number = index / DIRECTIVE_SIZE;
  const known = definitions[number];
  if (known) {
    let state = buffer.defined[number];
    if (!state) {
      state = nameStateOf(unit, known.name);
      buffer.defined[number] = state;
    }
    define(unit, buffer, known, state);
    return;
  }
  const lineStart = directives[index + 1]!;
  const cursor: Cursor = { text, at: lineStart, end: buffer.at, instance: buffer.instance };
  const hash = readToken(cursor);
  const word = hash.kind === END ? hash : readToken(cursor);
  HANDLERS[DIRECTIVE_NAMES[kind]!]({ unit, buffer, word, cursor, lineStart });
}

const HANDLERS: Readonly<Record<DirectiveName, (run: DirectiveRun) => void>> = {
  define: readDefinition,
  undef: undefine,
  include,
  include_next: include,
  import: include,
  if: executeIf,
  ifdef: executeIfDefined,
  ifndef: executeIfDefined,
  elif: executeElseIf,
  elifdef: executeElseIfDefined,
  elifndef: executeElseIfDefined,
  else: executeElse,
  endif: executeEndIf,
  error: speak,
  warning: speak,
  pragma: ({ unit, buffer, cursor }) => executePragma(unit, buffer, cursor),
  line: setLine,
  assert,
  unassert: assert,
  ident: () => {},
  sccs: () => {},
};

/** Executes a `#define` for the first time; what it defines is kept with the scan. */
function readDefinition({ unit, buffer, word, cursor }: DirectiveRun): void {
  const { scan } = buffer;
  const read = parseDefinition(scan, cursor);
  if ('problem' in read) {
    const place = read.end > read.start ? read : word;
    reportAt(unit, buffer, 'malformed-directive', place, `\`#define\` is ignored: ${read.problem}.`);
    return;
  }
  scan.definitions[buffer.directive / DIRECTIVE_SIZE - 1] = read;
  define(unit, buffer, read, nameStateOf(unit, read.name));
}

/** Executes `#error` or `#warning`. */
function speak({ unit, buffer, word }: DirectiveRun): void {
  const range = lineRange(buffer, word);
  const isSilent = range.start === word.start;
  const message = isSilent
    ? `\`#${word.text}\` without a message.`
    : abbreviate(buffer.scan.text.slice(range.start, range.end));
  reportAt(unit, buffer, word.text === 'error' ? 'error-directive' : 'warning-directive', range, message);
}

function setLine({ unit, buffer, word, cursor }: DirectiveRun): void {
  const { expander } = unit;
  const [number, name] = expander.readFrom(
    lineSource(cursor),
    () => [expander.nextSolid(), expander.nextSolid()] as const,
  );
  if (number.kind !== NUMBER || !/^[0-9]+$/.test(number.text)) {
    reportAt(unit, buffer, 'malformed-directive', word, '`#line` wants a line number.');
    return;
  }
  if (name.kind === STRING) buffer.presumedName = name.text.slice(1, -1).replace(/\\(["\\])/g, '$1');
  else if (name.kind !== END) {
    reportAt(unit, buffer, 'malformed-directive', word, '`#line` wants a file name in quotes behind the line number.');
    return;
  }
  const { file } = buffer.scan;
  // The directive names the line behind it.
  const next = file.lines.positionAt(sourceOffset(buffer.scan, buffer.at)).line + 1;
  buffer.lineShift = Number.parseInt(number.text.slice(0, 12), 10) - next;
}

/** `#assert predicate(answer)` and `#unassert predicate`, an old extension that conditions can ask for. */
function assert({ unit, buffer, word, cursor }: DirectiveRun): void {
  const predicate = readToken(cursor);
  const open = readToken(cursor);
  const words: string[] = [];
  let closed = false;
  for (let token = readToken(cursor); token.kind !== END && !closed; token = readToken(cursor)) {
    if (token.text === ')') closed = true;
    else words.push(token.text);
  }
  const retractsAll = word.text === 'unassert' && open.kind === END;
  if (predicate.kind !== NAME || (!retractsAll && (open.text !== '(' || !closed || words.length === 0))) {
    reportAt(unit, buffer, 'malformed-directive', word, `\`#${word.text}\` wants a name and an answer in parentheses.`);
    return;
  }
  const answers = unit.assertions.get(predicate.text) ?? new Set();
  if (word.text === 'assert') answers.add(words.join(' '));
  else if (retractsAll) answers.clear();
  else answers.delete(words.join(' '));
  unit.assertions.set(predicate.text, answers);
}

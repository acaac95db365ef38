import type {
  BytesComponent,
  Cell,
  CellsComponent,
  IncbinComponent,
  Label,
  SyntaxProblem,
  ValueComponent,
  ValueReference,
} from './ast.js';
import { evaluateExpression } from './expressions.js';
import { TokenStream } from './tokens.js';

/** What stands between `=` and `;` of a property, with constant expressions folded. Offsets are those of the text given. */
export interface ParsedValue {
  readonly components: readonly ValueComponent[];
  readonly labels: readonly Label[];
  readonly references: readonly ValueReference[];
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads the value in `text[start, end)` as dtc's parser does after preprocessing. The grammar has found the value's
 * ends; its parts are read here, because walking the syntax tree below properties costs more than parsing the text.
 */
export function parseValue(text: string, start: number, end: number): ParsedValue {
  const tokens = new TokenStream(text, start, end);
  const reader: Reader = { tokens, components: [], labels: [], problems: [], references: [] };
  readLabels(reader);
  while (!tokens.atEnd()) {
    readComponent(reader);
    readLabels(reader);
    if (tokens.problem) break;
    if (tokens.atEnd()) break;
    if (!tokens.expect(',', 'between two values')) break;
    readLabels(reader);
    if (tokens.atEnd()) tokens.fail("Expected a value after ','", undefined);
  }
  const problems = tokens.problem ? [tokens.problem, ...reader.problems] : reader.problems;
  return { components: reader.components, labels: reader.labels, references: reader.references, problems };
}

interface Reader {
  readonly tokens: TokenStream;
  readonly components: ValueComponent[];
  readonly labels: Label[];
  /** Mistakes that do not stop the reading; the one that does is the stream's. */
  readonly problems: SyntaxProblem[];
  readonly references: ValueReference[];
}

function readComponent(reader: Reader): void {
  const { tokens } = reader;
  const start = tokens.next();
  if (tokens.accept('<')) readCells(reader, start, 32);
  else if (tokens.accept('/bits/')) readSizedCells(reader, start);
  else if (tokens.accept('[')) readBytes(reader, start);
  else if (tokens.accept('/incbin/')) readIncbin(reader, start);
  else {
    const string = tokens.string();
    if (string !== undefined) {
      reader.components.push({ kind: 'string', start, end: tokens.position, value: string });
      return;
    }
    const reference = tokens.reference();
    if (reference) {
      reader.references.push({ reference, inCells: false });
      reader.components.push({ kind: 'path', start, end: tokens.position, reference });
      return;
    }
    const name = tokens.identifier();
    if (name === undefined) tokens.fail('Expected a value: a string, <cells>, [bytes] or a &reference', undefined);
    else tokens.fail(`'${name}' is not a value: no macro of this name is defined`, undefined, 'undefined-macro', start);
  }
}

function readSizedCells(reader: Reader, start: number): void {
  const { tokens } = reader;
  const at = tokens.next();
  let bits = tokens.smallInteger() ?? Number(tokens.integer() ?? -1n);
  if (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64) {
    reader.problems.push({
      code: 'bad-number',
      message: 'Array elements must be 8, 16, 32 or 64 bits',
      start: at,
      end: tokens.position,
    });
    bits = 32;
  }
  if (tokens.expect('<', 'after /bits/ N')) readCells(reader, start, bits);
}

function readCells(reader: Reader, start: number, bits: number): void {
  const { tokens } = reader;
  const cells: Cell[] = [];
  while (!tokens.accept('>')) {
    const cell = readCell(reader, bits);
    if (cell) cells.push(cell);
    if (tokens.problem) break;
  }
  const component: CellsComponent = { kind: 'cells', start, end: tokens.position, bits, cells };
  reader.components.push(component);
}

function readCell(reader: Reader, bits: number): Cell | undefined {
  const { tokens } = reader;
  const start = tokens.next();
  if (tokens.peek() === AMPERSAND) return referenceCell(reader, start, bits);
  const small = tokens.smallInteger();
  if (small !== undefined && small <= MAX_OF[bits]!) return { start, end: tokens.position, value: small };
  const value =
    small !== undefined ? BigInt(small) : tokens.accept('(') ? evaluateExpression(tokens) : tokens.integer();
  if (tokens.problem) return { start, end: tokens.position, value: 0, unknown: true };
  if (value !== undefined) return numberCell(reader, start, value, bits);
  const label = tokens.label();
  if (label) {
    reader.labels.push(label);
    return undefined;
  }
  return unknownCell(reader, start);
}

function referenceCell(reader: Reader, start: number, bits: number): Cell | undefined {
  const { tokens } = reader;
  const reference = tokens.reference();
  if (!reference) return tokens.fail("Expected a label or a {/path} behind '&'", undefined);
  reader.references.push({ reference, inCells: true });
  if (bits !== 32) {
    const message = 'References are only allowed in arrays with 32-bit elements';
    reader.problems.push({ code: 'syntax-error', message, start, end: tokens.position });
  }
  return { start, end: tokens.position, value: 0, reference };
}

const AMPERSAND = 38;

function numberCell(reader: Reader, start: number, value: bigint, bits: number): Cell {
  const { tokens, problems } = reader;
  const range = { start, end: tokens.position };
  if (bits === 64) {
    return value <= BigInt(Number.MAX_SAFE_INTEGER)
      ? { ...range, value: Number(value) }
      : { ...range, value: Number(value), wide: value };
  }
  const mask = (1n << BigInt(bits)) - 1n;
  if (value > mask && (value | mask) !== 0xffff_ffff_ffff_ffffn) {
    const message = `0x${value.toString(16)} does not fit ${bits} bits and is cut to 0x${(value & mask).toString(16)}`;
    problems.push({ code: 'truncated-value', message, ...range });
  }
  return { ...range, value: Number(value & mask) };
}

/** An identifier (with its arguments, if it has any) that no macro replaced stands for one cell of unknown value. */
function unknownCell(reader: Reader, start: number): Cell | undefined {
  const { tokens, problems } = reader;
  const name = tokens.identifier();
  if (name === undefined) return tokens.fail("Expected a number, a &reference or '>'", undefined);
  const nameEnd = tokens.position;
  if (tokens.accept('(')) {
    for (let depth = 1; depth > 0 && !tokens.atEnd(); ) {
      if (tokens.accept('(')) depth++;
      else if (tokens.accept(')')) depth--;
      else tokens.skipTo(tokens.position + 1);
    }
  }
  const message = `'${name}' is not a number: no macro of this name is defined`;
  problems.push({ code: 'undefined-macro', message, start, end: nameEnd });
  return { start, end: tokens.position, value: 0, unknown: true };
}

function readBytes(reader: Reader, start: number): void {
  const { tokens } = reader;
  const bytes: number[] = [];
  while (!tokens.accept(']')) {
    // `ab:` is a label, since the longer token wins.
    const label = tokens.label();
    if (label) {
      reader.labels.push(label);
      continue;
    }
    const byte = tokens.byte();
    if (byte !== undefined) bytes.push(byte);
    else {
      tokens.fail("Expected two hexadecimal digits or ']'", undefined);
      break;
    }
  }
  const component: BytesComponent = { kind: 'bytes', start, end: tokens.position, bytes };
  reader.components.push(component);
}

function readIncbin(reader: Reader, start: number): void {
  const { tokens } = reader;
  if (!tokens.expect('(', 'after /incbin/')) return;
  const path = tokens.string() ?? tokens.fail('Expected the name of the file in quotes', '');
  const window = tokens.accept(',') ? readWindow(tokens) : undefined;
  tokens.expect(')', 'to close /incbin/');
  const component: IncbinComponent = { kind: 'incbin', start, end: tokens.position, path, ...window };
  reader.components.push(component);
}

function readWindow(tokens: TokenStream): { offset: number; size: number } {
  const primary = () => {
    const value = tokens.accept('(') ? evaluateExpression(tokens) : tokens.integer();
    return Number(value ?? tokens.fail('Expected a number', 0n));
  };
  const offset = primary();
  tokens.expect(',', 'between offset and size');
  return { offset, size: primary() };
}

function readLabels(reader: Reader): void {
  for (let label = reader.tokens.label(); label; label = reader.tokens.label()) reader.labels.push(label);
}

const MAX_OF: Readonly<Record<number, number>> = { 8: 0xff, 16: 0xffff, 32: 0xffff_ffff, 64: Number.MAX_SAFE_INTEGER };

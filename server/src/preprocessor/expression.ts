import { characterValue, integerValue, isProblem, type Value } from './literals.js';
import { CHARACTER, END, NAME, NUMBER, PUNCTUATOR, STRING, type Token } from './tokens.js';

/** What the evaluation of a condition asks of its surroundings. */
export interface ExpressionHost {
  /** The next token of the condition that is no padding, macros replaced. */
  next(): Token;
  /** The next token, macros left alone. */
  nextUnexpanded(): Token;
  isDefined(name: string): boolean;
  /** Whether `#assert` has asserted the answer, or any answer, of the predicate. */
  isAsserted(predicate: string, answer: string | undefined): boolean;
  report(code: 'bad-expression' | 'division-by-zero' | 'integer-overflow', at: Token, message: string): void;
}

/**
 * Evaluates the condition of `#if` or `#elif` as GCC's libcpp does: operator precedence with a stack of its own, so
 * that no nesting is too deep. A condition that cannot be understood is reported and false.
 */
export function evaluateCondition(host: ExpressionHost, directive: Token): boolean {
  const stack: Entry[] = [{ operator: 'end', value: ZERO, at: directive }];
  let wantsValue = true;
  // Above 0 in an operand whose value does not count: the second one of `0 && …`.
  let unneeded = 0;
  let pushedBack: Token | undefined;
  try {
    for (;;) {
      const token = pushedBack ?? host.next();
      pushedBack = undefined;
      const operand = operandOf(token);
      if (operand !== undefined) {
        if (!wantsValue) fail(token, `an operator is missing before \`${token.text}\``);
        wantsValue = false;
        top().value = operand;
        continue;
      }
      const operator = operatorOf(token, wantsValue);
      if (operator === undefined) fail(token, `\`${token.text}\` has no place in it`);
      if (PREFIX_OPERATORS.has(operator)) {
        if (!wantsValue) fail(token, `an operator is missing before \`${token.text}\``);
      } else if (wantsValue) complainOfMissingOperand(token, operator);
      reduce(operator, token);
      if (operator === 'end') break;
      if (operator === ')') continue;
      if (operator === '||' && top().value.bits !== 0n) unneeded++;
      else if ((operator === '&&' || operator === '?') && top().value.bits === 0n) unneeded++;
      else if (operator === ':') {
        if (top().operator !== '?') fail(token, '`:` has no `?` before it');
        if (stack.at(-2)!.value.bits !== 0n) unneeded++;
        else unneeded--;
      }
      wantsValue = true;
      stack.push({ operator, value: ZERO, at: token });
    }
    return top().value.bits !== 0n;
  } catch (problem) {
    if (!(problem instanceof ConditionProblem)) throw problem;
    const at = problem.at.kind === END ? directive : problem.at;
    host.report('bad-expression', at, `The condition cannot be understood: ${problem.message}.`);
    return false;
  }

  function top(): Entry {
    return stack.at(-1)!;
  }

  function operandOf(token: Token): Value | undefined {
    if (token.kind === NUMBER || token.kind === CHARACTER) {
      const read = token.kind === NUMBER ? integerValue(token.text) : characterValue(token.text);
      if (isProblem(read)) fail(token, read.problem);
      if (read.isCutOff) host.report('integer-overflow', token, `\`${token.text}\` does not fit into 64 bits.`);
      return read;
    }
    if (token.kind === NAME) return token.text === 'defined' ? truth(readDefined(token)) : ZERO;
    if (token.kind === STRING) fail(token, 'a string has no place in it');
    return token.kind === PUNCTUATOR && token.text === '#' && wantsValue ? truth(readAssertion(token)) : undefined;
  }

  function readDefined(operator: Token): boolean {
    let name = host.nextUnexpanded();
    const isParenthesized = name.text === '(';
    if (isParenthesized) name = host.nextUnexpanded();
    if (name.kind !== NAME) fail(name.kind === END ? operator : name, '`defined` wants a name');
    if (isParenthesized) {
      const close = host.nextUnexpanded();
      if (close.text !== ')') fail(close.kind === END ? operator : close, '`)` is missing after `defined`');
    }
    return host.isDefined(name.text);
  }

  function readAssertion(hash: Token): boolean {
    const predicate = host.nextUnexpanded();
    if (predicate.kind !== NAME) fail(hash, 'an assertion wants a name');
    const open = host.nextUnexpanded();
    if (open.text !== '(') {
      pushedBack = open;
      return host.isAsserted(predicate.text, undefined);
    }
    const words: string[] = [];
    for (;;) {
      const token = host.nextUnexpanded();
      if (token.kind === END) fail(hash, '`)` is missing after the answer of an assertion');
      if (token.text === ')') return host.isAsserted(predicate.text, words.join(' '));
      words.push(token.text);
    }
  }

  /** Replaces finished operators on the stack by their values, up to one that binds less tightly than `next`. */
  function reduce(next: Operator, at: Token): void {
    if (next === '(') return;
    const level = LEVELS[next] - (RIGHT_ASSOCIATIVE.has(next) ? 0 : 1);
    while (level < LEVELS[top().operator]) {
      const { operator, value: right, at: place } = top();
      if (operator === '(') {
        if (next !== ')') fail(place, '`)` is missing');
        stack.pop();
        top().value = right;
        return;
      }
      if (operator === '?') {
        if (next === ',' || next === ':') return;
        fail(place, '`?` has no `:` after it');
      }
      stack.pop();
      const left = top().value;
      if (operator === ':') {
        stack.pop();
        const condition = top().value;
        if (condition.bits !== 0n) unneeded--;
        const chosen = condition.bits !== 0n ? left : right;
        top().value = convert(chosen.bits, left.unsigned || right.unsigned);
      } else if (operator === '||') {
        if (left.bits !== 0n) unneeded--;
        top().value = truth(left.bits !== 0n || right.bits !== 0n);
      } else if (operator === '&&') {
        if (left.bits === 0n) unneeded--;
        top().value = truth(left.bits !== 0n && right.bits !== 0n);
      } else top().value = apply(operator, left, right, place);
    }
    if (next === ')') fail(at, '`(` is missing');
  }

  function apply(operator: Operator, left: Value, right: Value, at: Token): Value {
    if (operator === '!') return truth(right.bits === 0n);
    const unary = operator === '~' || operator === 'unary +' || operator === 'unary -';
    const unsigned = unary ? right.unsigned : left.unsigned || right.unsigned;
    const a = convert(left.bits, unsigned).bits;
    const b = convert(right.bits, unsigned).bits;
    let exact: bigint;
    switch (operator) {
      case 'unary +':
        return right;
      case 'unary -':
        exact = -b;
        break;
      case '~':
        return convert(~b, unsigned);
      case '*':
        exact = a * b;
        break;
      case '/':
      case '%':
        if (b === 0n) {
          if (unneeded === 0) host.report('division-by-zero', at, 'The condition divides by zero.');
          // Whatever it means, this is what GCC goes on with.
          return unsigned ? left : convert(a < 0n ? -a : a, false);
        }
        exact = operator === '/' ? a / b : a % b;
        break;
      case '+':
        exact = a + b;
        break;
      case '-':
        exact = a - b;
        break;
      case '<<':
      case '>>':
        return shift(operator, left, right, at);
      case '<':
        return truth(a < b);
      case '>':
        return truth(a > b);
      case '<=':
        return truth(a <= b);
      case '>=':
        return truth(a >= b);
      case '==':
        return truth(a === b);
      case '!=':
        return truth(a !== b);
      case '&':
        return convert(a & b, unsigned);
      case '^':
        return convert(a ^ b, unsigned);
      case '|':
        return convert(a | b, unsigned);
      default:
        return right;
    }
    return checked(exact, unsigned, at);
  }

  /** A shift by a negative number goes the other way; the left operand alone decides the type. */
  function shift(operator: '<<' | '>>', left: Value, right: Value, at: Token): Value {
    const isNegative = !right.unsigned && right.bits < 0n;
    const by = isNegative ? -right.bits : right.bits;
    const places = by > 64n ? 64n : by;
    if ((operator === '<<') !== isNegative) return checked(left.bits << places, left.unsigned, at);
    return convert(left.bits >> places, left.unsigned);
  }

  function checked(exact: bigint, unsigned: boolean, at: Token): Value {
    const value = convert(exact, unsigned);
    if (!unsigned && value.bits !== exact && unneeded === 0) {
      host.report('integer-overflow', at, 'The condition computes a value that does not fit into 64 bits.');
    }
    return value;
  }

  function complainOfMissingOperand(token: Token, operator: Operator): void {
    const { operator: before, at } = top();
    if (operator === ')' && before === '(') fail(token, 'nothing stands between `(` and `)`');
    if (operator === 'end' && before === 'end') fail(directive, 'there is none');
    if (before !== 'end' && before !== '(') fail(at, `\`${at.text}\` has no right operand`);
    if (operator !== ')' && operator !== 'end') fail(token, `\`${token.text}\` has no left operand`);
  }
}

type Operator =
  | 'end'
  | '('
  | ')'
  | '?'
  | ':'
  | ','
  | '||'
  | '&&'
  | '|'
  | '^'
  | '&'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '<<'
  | '>>'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '!'
  | '~'
  | 'unary +'
  | 'unary -';

/** How tightly an operator binds; `?`, `:` and `,` share a level, on which reducing looks twice. */
const LEVELS: Readonly<Record<Operator, number>> = {
  end: 0,
  ')': 0,
  '(': 1,
  '?': 4,
  ':': 4,
  ',': 4,
  '||': 5,
  '&&': 6,
  '|': 7,
  '^': 8,
  '&': 9,
  '==': 11,
  '!=': 11,
  '<': 12,
  '>': 12,
  '<=': 12,
  '>=': 12,
  '<<': 13,
  '>>': 13,
  '+': 14,
  '-': 14,
  '*': 15,
  '/': 15,
  '%': 15,
  '!': 16,
  '~': 16,
  'unary +': 16,
  'unary -': 16,
};
const PREFIX_OPERATORS: ReadonlySet<Operator> = new Set(['(', '!', '~', 'unary +', 'unary -']);
/** The operators that leave one of their own level on the stack: prefixes, and `?`, so that `a ? b : c ? d : e` nests. */
const RIGHT_ASSOCIATIVE: ReadonlySet<Operator> = new Set(['?', '!', '~', 'unary +', 'unary -', 'end', ')']);

interface Entry {
  readonly operator: Operator;
  value: Value;
  readonly at: Token;
}

class ConditionProblem extends Error {
  constructor(
    readonly at: Token,
    message: string,
  ) {
    super(message);
  }
}

const ZERO: Value = { bits: 0n, unsigned: false };
const ONE: Value = { bits: 1n, unsigned: false };
const truth = (holds: boolean): Value => (holds ? ONE : ZERO);

function convert(bits: bigint, unsigned: boolean): Value {
  return { bits: unsigned ? BigInt.asUintN(64, bits) : BigInt.asIntN(64, bits), unsigned };
}

function operatorOf(token: Token, asPrefix: boolean): Operator | undefined {
  if (token.kind === END) return 'end';
  if (token.kind !== PUNCTUATOR) return undefined;
  const { text } = token;
  if (asPrefix && (text === '+' || text === '-')) return `unary ${text}`;
  return text in LEVELS && text !== 'end' ? (text as Operator) : undefined;
}

function fail(at: Token, message: string): never {
  throw new ConditionProblem(at, message);
}

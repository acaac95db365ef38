import { CharacterProblem, characterValue, integerValue } from './literals.js';
import { CHARACTER, END, NAME, NUMBER, PADDING, PUNCTUATOR, STRING, type Token } from './tokens.js';

/** A 64-bit integer: always in the range of its signedness. */
export interface Value {
  readonly bits: bigint;
  readonly unsigned: boolean;
}

/** What the evaluation of a condition asks of its surroundings. */
export interface ExpressionHost {
  /** The next token of the condition, macros replaced. */
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
  try {
    for (;;) {
      const token = nextToken(host);
      const operand = operandOf(token);
      if (operand !== undefined) {
        if (!wantsValue) fail(token, `an operator is missing before \`${token.text}\``);
        wantsValue = false;
        top().value = operand;
        continue;
      }
      const operator = operatorOf(token, wantsValue);
      if (operator === undefined) fail(token, `\`${token.text}\` has no place in a condition`);
      if (PREFIX.has(operator!)) {
        if (!wantsValue) fail(token, `an operator is missing before \`${token.text}\``);
      } else if (wantsValue) complainOfMissingOperand(token, operator!);
      reduce(operator!, token);
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
      stack.push({ operator: operator!, value: ZERO, at: token });
    }
    return top().value.bits !== 0n;
  } catch (problem) {
    if (!(problem instanceof BadCondition)) throw problem;
    host.report('bad-expression', problem.at.kind === END ? directive : problem.at, `Cannot read the condition: ${problem.message}.`);
    return false;
  }

  function top(): Entry {
    return stack.at(-1)!;
  }

  function operandOf(token: Token): Value | undefined {
    switch (token.kind) {
      case NUMBER: {
        const read = integerValue(token.text);
        if (typeof read === 'string') fail(token, read);
        const { value, overflows } = read as { value: Value; overflows: boolean };
        if (overflows) host.report('integer-overflow', token, `The integer \`${token.text}\` does not fit into 64 bits.`);
        return value;
      }
      case CHARACTER: {
        const value = characterValue(token.text);
        if (value instanceof CharacterProblem) fail(token, value.message);
        return value as Value;
      }
      case NAME:
        return token.text === 'defined' ? truth(readDefined(token)) : ZERO;
      case STRING:
        return fail(token, 'a string has no place in it');
      case PUNCTUATOR:
        return token.text === '#' ? truth(readAssertion(token)) : undefined;
      default:
        return undefined;
    }
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
    const open = peekUnexpanded();
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
          return left;
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

  function peekUnexpanded(): Token {
    return host.nextUnexpanded();
  }
}

interface Entry {
  readonly operator: Operator;
  value: Value;
  readonly at: Token;
}

import type { TokenStream } from './tokens.js';

/**
 * Evaluates a parenthesised C expression as dtc does (dtc-parser.y): every operand is an unsigned 64-bit integer,
 * comparison and division are unsigned, a shift by 64 or more gives 0. The stream stands behind the opening
 * parenthesis; afterwards it stands behind the closing one, or where the expression stopped making sense.
 */
export function evaluateExpression(tokens: TokenStream): bigint {
  const value = ternary(tokens, 0);
  tokens.expect(')', 'to close the expression');
  return value;
}

/** Deeper nesting than any real expression; it bounds the recursion on hostile input. */
const MAX_DEPTH = 200;

function ternary(tokens: TokenStream, depth: number): bigint {
  if (depth > MAX_DEPTH) return tooDeep(tokens);
  const condition = binary(tokens, 0, depth);
  if (!tokens.accept('?')) return condition;
  const whenTrue = ternary(tokens, depth + 1);
  tokens.expect(':', "of '?'");
  const whenFalse = ternary(tokens, depth + 1);
  return condition !== 0n ? whenTrue : whenFalse;
}

/** Binary operators from the loosest to the tightest binding. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

function binary(tokens: TokenStream, level: number, depth: number): bigint {
  const operators = LEVELS[level];
  if (!operators) return unary(tokens, depth);
  let left = binary(tokens, level + 1, depth);
  for (;;) {
    const operator = tokens.acceptOperator(operators);
    if (!operator) return left;
    left = apply(tokens, operator, left, binary(tokens, level + 1, depth));
  }
}

function apply(tokens: TokenStream, operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '||':
      return truth(left !== 0n || right !== 0n);
    case '&&':
      return truth(left !== 0n && right !== 0n);
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '==':
      return truth(left === right);
    case '!=':
      return truth(left !== right);
    case '<':
      return truth(left < right);
    case '>':
      return truth(left > right);
    case '<=':
      return truth(left <= right);
    case '>=':
      return truth(left >= right);
    case '<<':
      return right < 64n ? BigInt.asUintN(64, left << right) : 0n;
    case '>>':
      return right < 64n ? left >> right : 0n;
    case '+':
      return BigInt.asUintN(64, left + right);
    case '-':
      return BigInt.asUintN(64, left - right);
    case '*':
      return BigInt.asUintN(64, left * right);
    default:
      if (right === 0n) return tokens.fail('Division by zero', 0n);
      return operator === '/' ? left / right : left % right;
  }
}

function unary(tokens: TokenStream, depth: number): bigint {
  if (depth > MAX_DEPTH) return tooDeep(tokens);
  if (tokens.accept('-')) return BigInt.asUintN(64, -unary(tokens, depth + 1));
  if (tokens.accept('~')) return BigInt.asUintN(64, ~unary(tokens, depth + 1));
  if (tokens.accept('!')) return truth(unary(tokens, depth + 1) === 0n);
  if (tokens.accept('(')) {
    const value = ternary(tokens, depth + 1);
    tokens.expect(')', 'to close the expression');
    return value;
  }
  return tokens.integer() ?? notANumber(tokens);
}

function notANumber(tokens: TokenStream): bigint {
  const start = tokens.next();
  const name = tokens.identifier();
  if (name === undefined) return tokens.fail('Expected a number in the expression', 0n);
  return tokens.fail(`'${name}' is not a number: no macro of this name is defined`, 0n, 'undefined-macro', start);
}

function tooDeep(tokens: TokenStream): bigint {
  return tokens.fail(`The expression is nested more than ${MAX_DEPTH} deep`, 0n, 'nested-too-deeply');
}

const truth = (value: boolean) => (value ? 1n : 0n);

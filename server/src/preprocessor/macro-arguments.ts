import type { Macro } from './macros.js';
import {
  BLANK_BEFORE,
  CHARACTER,
  makeToken,
  NAME,
  OTHER,
  PADDING,
  PARAMETER,
  PASTE_LEFT,
  PUNCTUATOR,
  STRING,
  STRINGIFY,
  type Token,
  withFlags,
  withUse,
} from './tokens.js';

/** What a call gives for one parameter. */
export interface Argument {
  /** The tokens as written; undefined for a variable argument that is left out together with its comma. */
  readonly written: readonly Token[] | undefined;
  /** The tokens with macros replaced; computed when first needed. */
  expanded: readonly Token[] | undefined;
}

/** Keeps tokens apart that are not written side by side. */
export const AVOID_PASTE: Token = makeToken(PADDING, '', 0, 0, 0, 0);

/** A padding that asks for a blank if `source` has one before it. */
export function paddingFor(source: Token): Token {
  return makeToken(PADDING, '', 0, source.start, source.end, source.instance, source.use, source.home, -1, source);
}

/**
 * The body of a function-like macro with the arguments in place (replace_args of GCC's libcpp). `expand` replaces the
 * macros in an argument, `join` pastes two tokens; `padded` is false in directives, where blanks do not matter.
 */
export function substitute(
  macro: Macro,
  use: number,
  callArguments: readonly Argument[],
  expand: (argument: Argument) => readonly Token[],
  padded: boolean,
  join: (left: Token, right: Token) => Token | undefined,
): Token[] {
  const body = macro.tokens;
  const output: Token[] = [];
  const optional = createOptionalTracker(macro, callArguments.at(-1), expand);
  // The length of the output where the content of a __VA_OPT__ began, -1 outside of one.
  let optionalStart = -1;
  for (let index = 0; index < body.length; index++) {
    const token = body[index]!;
    const before = body[index - 1];
    const pastesOn = (token.flags & PASTE_LEFT) !== 0;
    const isPasted = before !== undefined && (before.flags & PASTE_LEFT) !== 0;
    const state = optional(token);
    if (state === 'begin') {
      if (before && !isPasted && padded) output.push(paddingFor(placed(token, use)));
      optionalStart = output.length;
      continue;
    }
    if (state === 'drop') continue;
    if (state === 'end' || state === 'end-stringified') {
      if (state === 'end-stringified') {
        const content = joinPasted(output.splice(optionalStart), join);
        const pasteFlag = token.flags & PASTE_LEFT;
        output.push(makeToken(STRING, stringify(content), pasteFlag, token.start, token.end, 0, use, use));
      } else endOptional(output, optionalStart, pastesOn);
      optionalStart = -1;
      continue;
    }
    if (token.kind !== PARAMETER) {
      output.push(placed(token, use));
      continue;
    }
    const argument = callArguments[token.parameter]!;
    const atOptionalStart = optionalStart > 0 && optionalStart === output.length;
    let tokens: readonly Token[];
    let pasteFlagAt = -1;
    if ((token.flags & STRINGIFY) !== 0) {
      tokens = [makeToken(STRING, stringify(argument.written ?? []), 0, token.start, token.end, 0, use, use)];
    } else if (pastesOn) {
      tokens = argument.written ?? [];
    } else if (isPasted) {
      tokens = argument.written ?? [];
      const last = output.at(-1);
      if (last) {
        const isRest = macro.variadic && token.parameter === macro.parameters!.length - 1;
        if (last.kind === PUNCTUATOR && last.text === ',' && isRest) {
          if (argument.written === undefined) output.pop();
          else pasteFlagAt = output.length - 1;
        } else if (tokens.length === 0) pasteFlagAt = output.length - 1;
      }
    } else {
      tokens = expand(argument);
      if (atOptionalStart) tokens = withoutLeadingPadding(tokens);
    }
    if (padded && before && !isPasted && !atOptionalStart) output.push(paddingFor(placed(token, use)));
    for (const each of tokens) output.push(each);
    if (tokens.length > 0 && pastesOn) pasteFlagAt = output.length - 1;
    if (padded && !pastesOn) output.push(AVOID_PASTE);
    const flagged = output[pasteFlagAt];
    if (flagged) output[pasteFlagAt] = withFlags(flagged, (flagged.flags & ~PASTE_LEFT) | (token.flags & PASTE_LEFT));
  }
  return output;
}

/** A token of a macro's body, as part of what this use of the macro becomes. */
export function placed(token: Token, use: number): Token {
  return withUse(token, use, use);
}

/** The string literal that spells the tokens, as `#` makes it. */
export function stringify(tokens: readonly Token[]): string {
  const parts: string[] = [];
  let source: Token | undefined;
  let backslashes = 0;
  for (const token of tokens) {
    if (token.kind === PADDING) {
      if (source === undefined || ((source.flags & BLANK_BEFORE) === 0 && token.source === undefined)) {
        source = token.source;
      }
      continue;
    }
    if (parts.length > 0 && ((source ?? token).flags & BLANK_BEFORE) !== 0) parts.push(' ');
    source = undefined;
    const isQuoted = token.kind === STRING || token.kind === CHARACTER;
    parts.push(isQuoted ? token.text.replace(/[\\"]/g, '\\$&') : token.text);
    backslashes = token.kind === OTHER && token.text.startsWith('\\') ? backslashes + 1 : 0;
  }
  // A lone backslash at the end would hide the closing quote.
  if (backslashes % 2 === 1) parts.pop();
  return `"${parts.join('')}"`;
}

type OptionalState = 'include' | 'drop' | 'begin' | 'end' | 'end-stringified';

/** Follows `__VA_OPT__ ( … )` through a body: its content counts only if the variable argument has any token. */
function createOptionalTracker(
  macro: Macro,
  rest: Argument | undefined,
  expand: (argument: Argument) => readonly Token[],
): (token: Token) => OptionalState {
  if (!macro.variadic) return () => 'include';
  let depth = -1;
  let isIncluded: boolean | undefined;
  let stringifies = false;
  return (token) => {
    if (depth < 0) {
      if (token.kind !== NAME || token.text !== '__VA_OPT__') return 'include';
      depth = 0;
      stringifies = (token.flags & STRINGIFY) !== 0;
      return 'begin';
    }
    if (token.text === '(' && token.kind === PUNCTUATOR) {
      depth++;
      if (depth === 1) {
        isIncluded ??= rest?.written !== undefined && expand(rest).some(({ kind }) => kind !== PADDING);
        return 'drop';
      }
    } else if (token.text === ')' && token.kind === PUNCTUATOR) {
      depth--;
      if (depth === 0) {
        depth = -1;
        return stringifies ? 'end-stringified' : 'end';
      }
    }
    return isIncluded ? 'include' : 'drop';
  };
}

/** Ends a `__VA_OPT__` whose content begins at `start`; `pastesOn` if a `##` follows it. */
function endOptional(output: Token[], start: number, pastesOn: boolean): void {
  let last = output.length - 1;
  if (start > 0 && last === start - 1) output[last] = withFlags(output[last]!, output[last]!.flags & ~PASTE_LEFT);
  if (!pastesOn) {
    output.push(AVOID_PASTE);
    return;
  }
  while (last >= 0 && last >= start && output[last] === AVOID_PASTE) {
    output.pop();
    last--;
  }
  // A padding that is left stands for a parameter without tokens, to which nothing can be pasted.
  const operand = output[last];
  if (operand && operand.kind !== PADDING) output[last] = withFlags(operand, operand.flags | PASTE_LEFT);
}

/** The content of a `#__VA_OPT__` with its `##` carried out. */
function joinPasted(tokens: readonly Token[], join: (left: Token, right: Token) => Token | undefined): Token[] {
  const result: Token[] = [];
  for (const token of tokens) {
    const last = result.at(-1);
    const joined = last && (last.flags & PASTE_LEFT) !== 0 ? join(last, token) : undefined;
    if (joined) result[result.length - 1] = withFlags(joined, joined.flags | (token.flags & PASTE_LEFT));
    else result.push(token);
  }
  return result;
}

function withoutLeadingPadding(tokens: readonly Token[]): readonly Token[] {
  const first = tokens.findIndex(({ kind }) => kind !== PADDING);
  return first < 0 ? [] : tokens.slice(first);
}

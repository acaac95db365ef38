import { type Argument, AVOID_PASTE, paddingFor, placed, substitute } from './macro-arguments.js';
import type { BuiltinName, Macro } from './macros.js';
import type { NameState } from './name-table.js';
import { addUse, type MacroUses, setCallEnd, useThrough } from './provenance.js';
import {
  BLANK_BEFORE,
  type Cursor,
  END,
  LINE_START,
  makeToken,
  NAME,
  NO_EXPAND,
  PADDING,
  PASTE_LEFT,
  PUNCTUATOR,
  readToken,
  type Token,
  withFlags,
  withUse,
} from './tokens.js';

/** What tokens are read from once all macros on the way are used up: lines of text, or the line of a directive. */
export interface TokenSource {
  /** The next token; {@link END} at the end, as often as it is asked for. */
  read(headerAllowed: boolean): Token;
  /** Whether the next token is a parenthesis that opens, nothing being read by asking. */
  opensCall(): boolean;
  readonly isDirective: boolean;
}

/** What the replacing of macros needs to know or tell. */
export interface ExpanderHost {
  readonly uses: MacroUses;
  nameState(name: string): NameState | undefined;
  /** The tokens of a built-in macro's value; `undefined` leaves its name as it is. */
  expandBuiltin(name: BuiltinName, token: Token, use: number, expander: Expander): readonly Token[] | undefined;
  report(code: 'wrong-argument-count' | 'unterminated-call' | 'macro-too-deep', at: Token, message: string): void;
  /** Counts work; throws when it becomes too much. */
  spend(tokens: number): void;
}

/** Replaces macros token by token, in the order and with the spacing of GCC's libcpp. */
export interface Expander {
  /** Where tokens come from when no macro's replacement is left to read. */
  source(): TokenSource;
  /** Has `read` read from another source: the line of a directive. */
  readFrom<Result>(source: TokenSource, read: () => Result): Result;
  /** Whether replacements are still being read. */
  isBusy(): boolean;
  /** Begins to replace a name that has just been read; false if it stays as it is. */
  enter(name: Token, state: NameState): boolean;
  /** The next token with macros replaced; paddings between tokens included. */
  next(headerAllowed?: boolean): Token;
  /** The next token that is no padding. */
  nextSolid(headerAllowed?: boolean): Token;
  /** Runs `read` with macros left as they are. */
  withoutExpansion<Result>(read: () => Result): Result;
}

/** Arguments within arguments are read by recursion, so their depth has a limit. */
const MAX_ARGUMENT_DEPTH = 200;

interface Context {
  readonly tokens: readonly Token[];
  at: number;
  /** The macro that may be replaced again when this has been read. */
  readonly state: NameState | undefined;
}

export function createExpander(host: ExpanderHost, initialSource: TokenSource): Expander {
  const contexts: Context[] = [];
  let unexpanded = 0;
  let depth = 0;
  let source = initialSource;
  const expander: Expander = {
    source: () => source,
    isBusy: () => contexts.length > 0,
    enter,
    next,
    nextSolid(headerAllowed) {
      for (;;) {
        const token = next(headerAllowed);
        if (token.kind !== PADDING) return token;
      }
    },
    withoutExpansion(read) {
      unexpanded++;
      try {
        return read();
      } finally {
        unexpanded--;
      }
    },
    readFrom(other, read) {
      const before = { source, unexpanded, height: contexts.length };
      source = other;
      unexpanded = 0;
      try {
        return read();
      } finally {
        while (contexts.length > before.height) leaveContext();
        ({ source, unexpanded } = before);
      }
    },
  };
  return expander;

  function next(headerAllowed = false): Token {
    for (;;) {
      const context = contexts.at(-1);
      let token: Token;
      if (context === undefined) token = source.read(headerAllowed);
      else if (context.at < context.tokens.length) {
        host.spend(1);
        token = context.tokens[context.at++]!;
        if ((token.flags & PASTE_LEFT) !== 0) {
          paste(context, token);
          if (source.isDirective) continue;
          return paddingFor(token);
        }
      } else {
        leaveContext();
        if (source.isDirective) continue;
        return AVOID_PASTE;
      }
      if (token.kind !== NAME || (token.flags & NO_EXPAND) !== 0) return token;
      const state = host.nameState(token.text);
      if (state?.macro === undefined) return token;
      if (state.disabled) return withFlags(token, token.flags | NO_EXPAND);
      if (unexpanded > 0 || !enter(token, state)) return token;
      if (!source.isDirective) return paddingFor(token);
    }
  }

  function leaveContextsThatWereRead(): void {
    for (let top = contexts.at(-1); top && top.at >= top.tokens.length; top = contexts.at(-1)) leaveContext();
  }

  function leaveContext(): void {
    const { state } = contexts.pop()!;
    if (state && contexts.at(-1)?.state !== state) state.disabled = false;
  }

  /** Without a state of their own, tokens belong to the expansion that is being read. */
  function push(tokens: readonly Token[], state = contexts.at(-1)?.state): void {
    contexts.push({ tokens, at: 0, state });
  }

  function enter(name: Token, state: NameState): boolean {
    const macro = state.macro!;
    const use = addUse(host.uses, macro, name);
    if (macro.builtin) {
      const tokens = host.expandBuiltin(macro.builtin, name, use, expander);
      if (tokens) push(tokens);
      return tokens !== undefined;
    }
    let tokens: Token[];
    if (macro.parameters) {
      const callArguments = readCall(macro, name, use);
      if (!callArguments) return false;
      tokens = substitute(macro, use, callArguments, expandArgument, !source.isDirective, joinTokens);
    } else tokens = macro.tokens.map((token) => placed(token, use));
    host.spend(tokens.length);
    state.disabled = true;
    push(tokens, state);
    return true;
  }

  function expandArgument(argument: Argument): readonly Token[] {
    if (argument.expanded) return argument.expanded;
    const written = argument.written ?? [];
    const expanded: Token[] = [];
    argument.expanded = expanded;
    if (written.length === 0) return expanded;
    if (depth >= MAX_ARGUMENT_DEPTH) {
      host.report(
        'macro-too-deep',
        written[0]!,
        `Macro calls are nested more than ${MAX_ARGUMENT_DEPTH} deep in arguments.`,
      );
      argument.expanded = written;
      return written;
    }
    depth++;
    push([...written, END_OF_ARGUMENT]);
    for (let token = next(); token.kind !== END; token = next()) expanded.push(token);
    leaveContext();
    depth--;
    return expanded;
  }

  /** The arguments of the call that `name` begins, `undefined` if there is no (proper) call. */
  function readCall(macro: Macro, name: Token, use: number): Argument[] | undefined {
    unexpanded++;
    const opened = readOpening();
    const callArguments = opened ? readArguments(macro, name, use) : undefined;
    unexpanded--;
    return callArguments;
  }

  function readOpening(): boolean {
    let padding: Token | undefined;
    for (;;) {
      // On a directive's line nothing marks the end of a macro, and a token that is taken from the line cannot be put back.
      if (source.isDirective) leaveContextsThatWereRead();
      if (contexts.length === 0) break;
      const token = next();
      if (token.kind === PADDING) {
        if (!padding?.source || ((padding.source.flags & BLANK_BEFORE) === 0 && token.source === undefined))
          padding = token;
        continue;
      }
      if (token.kind === PUNCTUATOR && token.text === '(') return true;
      contexts.at(-1)!.at--;
      if (padding) push([padding]);
      return false;
    }
    if (source.opensCall()) {
      source.read(false);
      return true;
    }
    if (padding) push([padding]);
    return false;
  }

  function readArguments(macro: Macro, name: Token, use: number): Argument[] | undefined {
    const parameterCount = macro.parameters!.length;
    const found: Token[][] = [];
    const ways = new Map<number, number>();
    let token: Token;
    do {
      const tokens: Token[] = [];
      let parentheses = 0;
      for (;;) {
        token = next();
        const { kind, text } = token;
        if (kind === PADDING) {
          if (tokens.length === 0) continue;
        } else if (kind === END) break;
        else if (kind === PUNCTUATOR) {
          if (text === '(') parentheses++;
          else if (text === ')') {
            if (parentheses === 0) break;
            parentheses--;
          } else if (text === ',') {
            if (parentheses === 0 && !(macro.variadic && found.length + 1 === parameterCount)) break;
          } else if (text === '#' && (token.flags & LINE_START) !== 0) break;
        }
        host.spend(1);
        // A blank's decision stays with the token it was made for.
        if (kind === PADDING) tokens.push(token);
        else if (token.use === name.use) tokens.push(withUse(token, use, token.home));
        else tokens.push(withUse(token, useThrough(host.uses, token.use, name.use, use, ways), token.home));
      }
      while (tokens.at(-1)?.kind === PADDING) tokens.pop();
      found.push(tokens);
    } while (token.kind !== END && !(token.kind === PUNCTUATOR && token.text === ')'));
    if (token.kind === END) {
      const context = contexts.at(-1);
      if (context) context.at--;
      host.report('unterminated-call', name, `The call of the macro \`${macro.name}\` has no closing parenthesis.`);
      return undefined;
    }
    setCallEnd(host.uses, use, token);
    let count = found.length;
    if (count === 1 && parameterCount === 0 && found[0]!.length === 0) count = 0;
    if (count !== parameterCount && !(macro.variadic && count + 1 === parameterCount)) {
      const given = `${count} ${count === 1 ? 'argument' : 'arguments'}`;
      host.report(
        'wrong-argument-count',
        name,
        `The macro \`${macro.name}\` takes ${parameterCount}, but is given ${given}.`,
      );
      return undefined;
    }
    const leavesOutRest = macro.variadic && (count < parameterCount || (count === 1 && found[0]!.length === 0));
    return macro.parameters!.map((_, index) => ({
      written: leavesOutRest && index === parameterCount - 1 ? undefined : (found[index] ?? []),
      expanded: undefined,
    }));
  }

  /** Joins `left` with what follows it in the context, as long as there is a `##` between. */
  function paste(context: Context, left: Token): void {
    let result = left;
    let right: Token | undefined;
    do {
      right = context.tokens[context.at];
      if (right === undefined) break;
      context.at++;
      if (right.kind === PADDING) break;
      const joined = joinTokens(result, right);
      if (joined === undefined) {
        // An error in C; in assembler mode both tokens stay, and devicetree sources count on it: `node@##address`.
        context.at--;
        result = withFlags(result, result.flags & ~PASTE_LEFT);
        break;
      }
      host.spend(1 + joined.text.length / 16);
      result = joined;
    } while ((right.flags & PASTE_LEFT) !== 0);
    push([withFlags(result, result.flags & ~PASTE_LEFT)], context.state);
  }
}

/** Ends the tokens of an argument while its macros are replaced. */
const END_OF_ARGUMENT: Token = makeToken(END, '', 0, 0, 0, 0);

function joinTokens(left: Token, right: Token): Token | undefined {
  // A comment cannot come into being: comments have been taken out before.
  if (left.text === '/' && right.text !== '=') return undefined;
  const text = left.text + right.text;
  const cursor: Cursor = { text, at: 0, end: text.length, instance: left.instance };
  const token = readToken(cursor);
  if (token.kind === END || cursor.at < text.length) return undefined;
  return makeToken(
    token.kind,
    text,
    left.flags & BLANK_BEFORE,
    left.start,
    left.end,
    left.instance,
    left.use,
    left.home,
  );
}

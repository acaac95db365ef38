/** A text with one mistake in it. */
export interface Mutation {
  readonly kind: string;
  readonly text: string;
  /** Where the mistake is, in the original text. */
  readonly at: number;
}

/** Tokens whose loss or surplus breaks a source. */
export const PUNCTUATION = [';', '{', '}', '<', '>', '"', '[', ']', '(', ')', '=', ','] as const;

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Leaves out each token that is `PUNCTUATION`, one at a time. */
export function deletions(text: string): Mutation[] {
  return tokensOf(text).flatMap(({ text: token, start, end }) => {
    if (token.startsWith('"')) {
      return [
        { kind: 'without "…', text: text.slice(0, start) + text.slice(start + 1), at: start },
        { kind: 'without …"', text: text.slice(0, end - 1) + text.slice(end), at: end - 1 },
      ];
    }
    if (!(PUNCTUATION as readonly string[]).includes(token)) return [];
    return [{ kind: `without ${token}`, text: text.slice(0, start) + text.slice(end), at: start }];
  });
}

/** Puts `token` behind each token of the text, one at a time. */
export function insertions(text: string, token: string): Mutation[] {
  return tokensOf(text).map(({ end }) => {
    return { kind: `stray ${token}`, text: `${text.slice(0, end)} ${token}${text.slice(end)}`, at: end };
  });
}

/** Cuts each line off behind each of its tokens but the last. */
export function truncations(text: string): Mutation[] {
  const tokens = tokensOf(text);
  return tokens.flatMap(({ end }, index) => {
    const lineEnd = text.indexOf('\n', end);
    const next = tokens[index + 1];
    if (!next || next.start > lineEnd) return [];
    return [{ kind: 'truncated', text: text.slice(0, end) + text.slice(lineEnd), at: end }];
  });
}

/** The tokens outside of comments and directives. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [whole, skipped] = match;
    if (skipped === undefined) tokens.push({ text: whole, start: match.index, end: match.index + whole.length });
  }
  return tokens;
}

const TOKEN =
  /(\/\/[^\n]*|\/\*[\s\S]*?\*\/|^#[ \t]*(?:define|include|if|ifdef|ifndef|else|endif|undef)\b(?:[^\\\n]|\\\n)*)|"(?:[^"\\\n]|\\.)*"|\/[a-z0-9-]+\/|&\{[^}\n]*\}|&\w+|[\w.#?*+@][\w,.#?*+@-]*:?|<<|>>|[^\s]/gm;

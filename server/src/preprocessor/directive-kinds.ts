/** A directive's place in {@link DIRECTIVE_NAMES}. */
export type DirectiveKind = number;

/** Every word that makes a line a directive for GCC's cpp; a `#` before any other word is text in assembler mode. */
export const DIRECTIVE_NAMES = [
  'define',
  'include',
  'endif',
  'ifdef',
  'if',
  'else',
  'ifndef',
  'undef',
  'line',
  'elif',
  'elifdef',
  'elifndef',
  'error',
  'pragma',
  'warning',
  'include_next',
  'ident',
  'import',
  'assert',
  'unassert',
  'sccs',
] as const;

export type DirectiveName = (typeof DIRECTIVE_NAMES)[number];

export const NO_DIRECTIVE: DirectiveKind = -1;
/** A `#` alone in its line. */
export const NULL_DIRECTIVE: DirectiveKind = DIRECTIVE_NAMES.length;

export function directiveKindOf(word: string): DirectiveKind {
  return KINDS.get(word) ?? NO_DIRECTIVE;
}

/** Whether the directive opens, parts or closes a conditional: these count even in text that is left out. */
export function isConditional(kind: DirectiveKind): boolean {
  return CONDITIONALS.has(kind);
}

/** Whether the directive's argument may be a header name, in which quotes and slashes mean nothing. */
export function isHeaderDirective(kind: DirectiveKind): boolean {
  return HEADER_DIRECTIVES.has(kind);
}

const KINDS: ReadonlyMap<string, DirectiveKind> = new Map(DIRECTIVE_NAMES.map((name, kind) => [name, kind]));
const kindsOf = (...names: DirectiveName[]) => new Set(names.map((name) => KINDS.get(name)!));
const CONDITIONALS = kindsOf('if', 'ifdef', 'ifndef', 'elif', 'elifdef', 'elifndef', 'else', 'endif');
const HEADER_DIRECTIVES = kindsOf('include', 'include_next', 'import');

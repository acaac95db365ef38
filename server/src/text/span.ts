import type { SourceFile } from './source-file.js';

/** A half-open range of UTF-16 offsets, in whatever text the context names. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A range of one version of one file. */
export interface Span extends Range {
  readonly file: SourceFile;
}

/** Where a piece of expanded text was written, and how it came to where it is. */
export interface Origin {
  /** The text that an author wrote: for text from a macro's body, the outermost use of the macro. */
  readonly span: Span;
  /** The way here, innermost step first: macros in whose bodies the text stands, then the includes that led to `span`. */
  readonly via: readonly OriginStep[];
}

export type OriginStep = MacroUse | IncludeSite;

/** The text is (part of) what a macro expanded to. */
export interface MacroUse {
  readonly kind: 'macro';
  readonly name: string;
  /** The macro's name where it was used. */
  readonly use: Span;
  /** The macro's name in its `#define`; absent for a predefined macro. */
  readonly definition?: Span;
}

/** The text's file was included by `#include` or `/include/`. */
export interface IncludeSite {
  readonly kind: 'include';
  /** The directive's file name, with its quotes or angle brackets. */
  readonly site: Span;
}

/** The origin with each of its spans replaced. */
export function mapOrigin({ span, via }: Origin, replace: (span: Span) => Span): Origin {
  const step = (each: OriginStep): OriginStep => {
    if (each.kind === 'include') return { ...each, site: replace(each.site) };
    return { ...each, use: replace(each.use), ...(each.definition && { definition: replace(each.definition) }) };
  };
  return { span: replace(span), via: via.map(step) };
}

/** Whether a span begins on the line on which another does. */
export function isOnLineOf(other: Span, { file, start }: Span): boolean {
  if (file !== other.file) return false;
  const { line } = file.lines.positionAt(other.start);
  return file.lines.startOf(line) <= start && start <= file.lines.endOf(line);
}

import { detached } from './detached.js';
import { mapOrigin, type Origin, type Span } from './span.js';
import type { Uri } from './uri.js';

/** From the most to the least grave. */
export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something that a person should know about a place in the sources. */
export interface Finding {
  /** The stable, public name of the kind of finding; never renamed. */
  readonly code: string;
  readonly severity: Severity;
  readonly at: Origin;
  readonly message: string;
  /** The full path names of the nodes at fault. */
  readonly nodes?: readonly string[];
  readonly related?: readonly RelatedPlace[];
  readonly tags?: readonly FindingTag[];
  readonly fixes?: readonly Fix[];
  /** In place of `fixes`, where to work them out takes time that only who wants them should spend: see {@link fixesOf}. */
  readonly fixesLater?: () => readonly Fix[];
}

/** Has an editor show the text in another way: faded, or struck out. */
export type FindingTag = 'unnecessary' | 'deprecated';

/** Another place that has to do with a finding: the other end of a disagreement, a piece of evidence. */
export interface RelatedPlace {
  readonly at: Origin;
  readonly message: string;
}

/** A change of the sources that takes a finding away. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Whether it is the one change that is nearly always right; only such a fix is applied without a choice. */
  readonly preferred?: boolean;
}

/** Replaces a span by a text. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** The changes of which each takes the finding away, the best first. */
export function fixesOf({ fixes, fixesLater }: Finding): readonly Fix[] {
  return fixes ?? fixesLater?.() ?? [];
}

/** The finding with its message cut to what a person reads: names and paths of a hostile text may have a million letters. */
export function legible<Kind extends { readonly message: string }>(finding: Kind): Kind {
  const { message } = finding;
  if (message.length <= LONGEST_MESSAGE) return finding;
  const half = LONGEST_MESSAGE / 2;
  return { ...finding, message: detached(`${message.slice(0, half)} … ${message.slice(-half)}`) };
}

const LONGEST_MESSAGE = 2000;

/** The finding with each span of its places replaced; those of its fixes stay. */
export function mapFinding(finding: Finding, replace: (span: Span) => Span): Finding {
  const related = finding.related?.map((place) => ({ ...place, at: mapOrigin(place.at, replace) }));
  return { ...finding, at: mapOrigin(finding.at, replace), ...(related && { related }) };
}

/** Where a finding stands, for order and identity. */
export function placeOf(finding: Finding): { uri: Uri; start: number; end: number } {
  const { file, start, end } = finding.at.span;
  return { uri: file.uri, start, end };
}

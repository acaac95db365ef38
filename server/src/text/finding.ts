import { detached } from './detached.js';
import { mapOrigin, type Origin, type Span } from './span.js';
import type { Uri } from './uri.js';
import { wholeMessage, wholeSpan } from './whole-characters.js';

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

/**
 * The finding as a person can read it, and any client: its message is cut where it is too long, since names and paths of a
 * hostile text may have a million letters, and no character is cut.
 */
export function legible<Kind extends Pick<Finding, 'message' | 'at'>>(finding: Kind): Kind {
  const span = wholeSpan(finding.at.span);
  const message = wholeMessage(shortened(finding.message), span);
  if (message === finding.message && span === finding.at.span) return finding;
  return { ...finding, message, at: { ...finding.at, span } };
}

function shortened(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  const half = LONGEST_MESSAGE / 2;
  return detached(`${message.slice(0, half)} … ${message.slice(-half)}`);
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

import { type Finding, placeOf, SEVERITIES } from '../text/finding.js';
import type { Uri } from '../text/uri.js';

/** A finding with the boards on which it holds. */
export interface MergedFinding extends Finding {
  readonly nodes: readonly string[];
  readonly boards: readonly Uri[];
}

/**
 * Collects the findings of many boards. A shared file makes the same finding on every board that includes it: findings
 * are one when code, place and message agree, and the highest severity counts.
 */
export interface FindingCollection {
  add(finding: Finding, board: Uri | undefined): void;
  /** All, in the order of file, place and code. */
  result(): readonly MergedFinding[];
}

export function collectFindings(): FindingCollection {
  const merged = new Map<string, { finding: Finding; nodes: Set<string>; boards: Set<Uri> }>();
  return {
    add(finding, board) {
      const key = mergeKeyOf(finding);
      let entry = merged.get(key);
      if (!entry) {
        entry = { finding, nodes: new Set(), boards: new Set() };
        merged.set(key, entry);
      } else if (isGraver(finding, entry.finding)) entry.finding = finding;
      for (const node of finding.nodes ?? []) entry.nodes.add(node);
      if (board) entry.boards.add(board);
    },
    result: () =>
      [...merged.values()]
        .map(({ finding, nodes, boards }) => ({ ...finding, nodes: [...nodes].sort(), boards: [...boards].sort() }))
        .sort(byPlace),
  };
}

/** Findings of one board, each once: a file that a board includes twice makes the same one twice. */
export function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const once = new Map<string, Finding>();
  for (const finding of findings) {
    const key = mergeKeyOf(finding);
    const known = once.get(key);
    if (!known || isGraver(finding, known)) once.set(key, finding);
  }
  return once.size === findings.length ? findings : [...once.values()];
}

/** The same for findings that are one. */
export function mergeKeyOf(finding: Finding): string {
  const { uri, start, end } = placeOf(finding);
  return [finding.code, uri, start, end, finding.message].join('\0');
}

export const isGraver = (a: Finding, b: Finding) => SEVERITIES.indexOf(a.severity) < SEVERITIES.indexOf(b.severity);

function byPlace(a: Finding, b: Finding): number {
  const placeA = placeOf(a);
  const placeB = placeOf(b);
  if (placeA.uri !== placeB.uri) return placeA.uri < placeB.uri ? -1 : 1;
  return placeA.start - placeB.start || placeA.end - placeB.end || (a.code < b.code ? -1 : 1);
}

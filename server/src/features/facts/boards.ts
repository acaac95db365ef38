import type { DiagnosticRelatedInformation } from 'vscode-languageserver-protocol';
import type { SourceFile } from '../../text/source-file.js';
import { baseNameOf, type Uri } from '../../text/uri.js';
import { type MergedFinding, mergeKeyOf } from '../../workspace/merge.js';
import { isOverlayUnit } from '../../workspace/translation-unit.js';
import type { CheckedContext } from '../feature.js';
import { locationOf } from '../positions.js';

/** What the boards and composites that the context's file is a part of have in it, but not the one through which it is shown. */
export function findingsElsewhere({ view, survey }: CheckedContext): readonly MergedFinding[] {
  const { unit } = view;
  const root = unit?.root;
  // An overlay is shown through one of its composites, a board by itself.
  if (!root || (root === view.file && !isOverlayUnit(unit))) return [];
  const here = new Set(view.findings.map(mergeKeyOf));
  const all = survey?.of(view.file.uri)?.findings ?? [];
  return all.filter((finding) => !finding.boards.includes(root.uri) && !here.has(mergeKeyOf(finding)));
}

/** Boards by name; of many the first, and how many more there are. */
export function boardNames(boards: readonly Uri[], limit = MAX_NAMES): string {
  const names = boards.slice(0, limit).map((board) => baseNameOf(board).replace(/\.dtso?$/, ''));
  const rest = boards.length > names.length ? `, … (${boards.length - names.length} more)` : '';
  return `${names.join(', ')}${rest}`;
}

/** How many boards are named before the others are only counted. */
const MAX_NAMES = 8;

/** Says on which boards a finding holds; `root` is the file to which the remark leads. */
export function holdsOn(boards: readonly Uri[], root: SourceFile): DiagnosticRelatedInformation {
  const count = boards.length === 1 ? '1 board' : `${boards.length} boards`;
  return {
    location: locationOf({ file: root, start: 0, end: 0 }),
    message: `Holds on ${count}: ${boardNames(boards)}`,
  };
}

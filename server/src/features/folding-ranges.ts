import {
  type FoldingRange,
  FoldingRangeKind,
  type FoldingRangeParams,
  FoldingRangeRequest,
} from 'vscode-languageserver-protocol';
import type { DirectiveLine } from '../preprocessor/directive-lines.js';
import type * as ast from '../syntax/ast.js';
import type { Outline } from '../syntax/outline.js';
import { defineFeature } from './feature.js';

/** What an editor can fold: nodes, long values, comments, includes, and the branches of conditionals. */
export const foldingRanges = defineFeature<FoldingRangeParams, FoldingRange[]>({
  request: FoldingRangeRequest.type,
  capabilities: { foldingRangeProvider: true },
  neutral: [],
  handle({ view, client }) {
    const outline = view.outline();
    const { lines } = outline.file;
    const lineOf = (offset: number) => lines.positionAt(offset).line;
    const folds = [
      ...itemFolds(outline, outline.document, 0),
      ...commentFolds(outline),
      ...includeFolds(outline),
      ...conditionalFolds(outline),
    ]
      .map(({ start, end, keepsLast, kind }): FoldingRange => {
        const endLine = lineOf(end) - (keepsLast ? 1 : 0);
        return { startLine: lineOf(start), endLine, ...(kind && { kind }) };
      })
      .filter(({ startLine, endLine }) => endLine > startLine)
      .sort((left, right) => left.startLine - right.startLine || right.endLine - left.endLine);
    return folds.slice(0, client.textDocument?.foldingRange?.rangeLimit ?? MAX_FOLDS);
  },
});

/** As many as Visual Studio Code takes. */
const MAX_FOLDS = 5000;

/** What folds from the line of one offset to that of another. */
interface Fold {
  readonly start: number;
  readonly end: number;
  /** Whether the last line stays visible. */
  readonly keepsLast: boolean;
  readonly kind?: FoldingRangeKind;
}

// The parse nests less deeply than calls can: lowering bounds it.
function* itemFolds(outline: Outline, list: ast.ItemList, base: number): Iterable<Fold> {
  const { text } = outline.file;
  for (const [index, item] of list.items.entries()) {
    const start = base + list.starts[index]!;
    if (item.kind === 'property') yield { start, end: start + item.length, keepsLast: false };
    if (item.kind !== 'node') continue;
    const end = start + item.body.end;
    // A body that is not closed yet ends in something that belongs to it.
    yield { start: start + item.body.start, end, keepsLast: text[end - 1] === '}' };
    yield* itemFolds(outline, item, start);
  }
}

/** A comment over several lines, or several comments below each other. */
function* commentFolds({ file, comments }: Outline): Iterable<Fold> {
  const kind = FoldingRangeKind.Comment;
  let run: Fold | undefined;
  for (const { start, end } of comments) {
    const isLine = file.text.startsWith('//', start);
    const isAlone = /(^|\n)[ \t]*$/.test(file.text.slice(Math.max(0, start - MAX_INDENTATION), start));
    const goesOn = run && isLine && isAlone && /^\r?\n?[ \t]*$/.test(file.text.slice(run.end, start));
    if (run && !goesOn) yield run;
    const fold: Fold = { start: goesOn ? run!.start : start, end, keepsLast: false, kind };
    run = isLine && isAlone ? fold : undefined;
    if (!isLine) yield fold;
  }
  if (run) yield run;
}

const MAX_INDENTATION = 200;

/** Includes with nothing but blanks between them. */
function* includeFolds({ file, directives }: Outline): Iterable<Fold> {
  let run: Fold | undefined;
  for (const { name, start, end } of directives) {
    if (name !== 'include') continue;
    const goesOn = run && file.text.slice(run.end, start).trim() === '';
    if (run && !goesOn) yield run;
    run = { start: goesOn ? run!.start : start, end, keepsLast: false, kind: FoldingRangeKind.Imports };
  }
  if (run) yield run;
}

/** Each branch of a conditional, to the line before the directive that ends it. */
function* conditionalFolds({ directives }: Outline): Iterable<Fold> {
  const open: DirectiveLine[] = [];
  for (const directive of directives) {
    const { name, start } = directive;
    if (!BRANCHES.test(name)) continue;
    const opens = name.startsWith('if');
    const branch = opens ? undefined : open.pop();
    if (branch) yield { start: branch.start, end: start, keepsLast: true, kind: FoldingRangeKind.Region };
    if (opens || (branch && name !== 'endif')) open.push(directive);
  }
}

const BRANCHES = /^(if|el|endif$)/;

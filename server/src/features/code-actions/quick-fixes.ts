import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
} from 'vscode-languageserver-protocol';
import { type Finding, type Fix, fixesOf } from '../../text/finding.js';
import { findingsElsewhere } from '../facts/boards.js';
import type { CheckedContext } from '../feature.js';
import { offsetOf, rangeOf } from '../positions.js';
import { workspaceEditOf } from './workspace-edit.js';

/** The fixes of the findings in a range. */
export function quickFixes(context: CheckedContext, params: CodeActionParams): readonly CodeAction[] {
  return findingsIn(context, params).flatMap((finding) =>
    fixesOf(finding).map((fix) => actionOf(fix, matching(finding, params), context)),
  );
}

/** The findings that overlap the range, or touch it: those on the board that is shown, then those on others. */
export function findingsIn(context: CheckedContext, { range }: CodeActionParams): readonly Finding[] {
  const { file, findings: shown } = context.view;
  const findings = [...shown, ...findingsElsewhere(context)];
  const start = offsetOf(file, range.start);
  const end = offsetOf(file, range.end);
  return findings.filter(({ at: { span } }) => span.start <= end && start <= span.end);
}

/** The client's diagnostics that show a finding; they are equal where code and range are. */
export function matching(finding: Finding, { context }: CodeActionParams): readonly Diagnostic[] {
  const range = rangeOf(finding.at.span);
  return context.diagnostics.filter(
    (diagnostic) => diagnostic.code === finding.code && isSameRange(diagnostic.range, range),
  );
}

function actionOf(fix: Fix, diagnostics: readonly Diagnostic[], context: CheckedContext): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    ...(diagnostics.length > 0 && { diagnostics: [...diagnostics] }),
    ...(fix.preferred && { isPreferred: true }),
    edit: workspaceEditOf(fix.edits, context),
  };
}

function isSameRange(left: Diagnostic['range'], right: Diagnostic['range']): boolean {
  return (
    left.start.line === right.start.line &&
    left.start.character === right.start.character &&
    left.end.line === right.end.line &&
    left.end.character === right.end.character
  );
}

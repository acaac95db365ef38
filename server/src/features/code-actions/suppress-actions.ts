import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver-protocol';
import type { Finding, TextEdit } from '../../text/finding.js';
import { lineBreakOf } from '../../text/line-break.js';
import { PREFIX } from '../../workspace/suppressions/comments.js';
import { canPutLineBefore } from '../../workspace/suppressions/line-before.js';
import { isAboutSuppression } from '../../workspace/suppressions/suppress.js';
import type { CheckedContext } from '../feature.js';
import { findingsIn, matching } from './quick-fixes.js';
import { workspaceEditOf } from './workspace-edit.js';

/** For each code that was found in a range, a comment before the line that silences it there. */
export function suppressActions(context: CheckedContext, params: CodeActionParams): readonly CodeAction[] {
  const actions = new Map<string, CodeAction>();
  for (const finding of findingsIn(context, params)) {
    const edit = isSuppressible(finding) ? commentBefore(finding) : undefined;
    const title = `Suppress ${finding.code} on this line`;
    if (!edit || actions.has(`${title} ${edit.span.start}`)) continue;
    const diagnostics = matching(finding, params);
    actions.set(`${title} ${edit.span.start}`, {
      title,
      kind: CodeActionKind.QuickFix,
      ...(diagnostics.length > 0 && { diagnostics: [...diagnostics] }),
      edit: workspaceEditOf([edit], context),
    });
  }
  return [...actions.values()];
}

/** What is no devicetree source stays wrong, whoever is told; and a comment about comments would never end. */
function isSuppressible({ code }: Finding): boolean {
  return code !== 'syntax-error' && !isAboutSuppression(code);
}

/**
 * The comment, indented as the line; none where a line cannot be put before it. Where a string goes over lines, a comment before
 * the line on which it begins would be for that line, not for the one of the finding.
 */
function commentBefore({ code, at: { span } }: Finding): TextEdit | undefined {
  const { file } = span;
  const { line } = file.lines.positionAt(span.start);
  const start = file.lines.startOf(line);
  if (!canPutLineBefore(line, file)) return undefined;
  const indentation = /^[ \t]*/.exec(file.text.slice(start, file.lines.endOf(line)))![0];
  const newText = `${indentation}/* ${PREFIX}disable-next-line ${code} */${lineBreakOf(file)}`;
  return { span: { file, start, end: start }, newText };
}

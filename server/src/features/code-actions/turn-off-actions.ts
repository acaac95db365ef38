import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver-protocol';
import { editsThatTurnOff } from '../../workspace/project-edits.js';
import { PROJECT_FILE } from '../../workspace/project-file.js';
import type { CheckedContext } from '../feature.js';
import { findingsIn, matching } from './quick-fixes.js';
import { workspaceEditOf } from './workspace-edit.js';

/** For each code that was found in a range, the setting that turns it off, where the project has a file for settings. */
export function turnOffActions(context: CheckedContext, params: CodeActionParams): readonly CodeAction[] {
  const { file, projectFile } = context.view;
  if (!projectFile) return [];
  const findings = findingsIn(context, params).filter(({ code }) => code !== 'syntax-error');
  const byCode = new Map(findings.map((finding) => [finding.code, finding]));
  return [...byCode.values()].flatMap((finding) => {
    const edits = editsThatTurnOff(finding.code, file.uri, projectFile);
    if (edits.length === 0) return [];
    const diagnostics = matching(finding, params);
    return {
      title: `Turn ${finding.code} off in ${PROJECT_FILE}`,
      kind: CodeActionKind.QuickFix,
      ...(diagnostics.length > 0 && { diagnostics: [...diagnostics] }),
      edit: workspaceEditOf(edits, context),
    };
  });
}

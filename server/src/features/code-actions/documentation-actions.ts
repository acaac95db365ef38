import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver-protocol';
import type { CheckedContext } from '../feature.js';
import { OPEN_DOCUMENTATION_COMMAND } from '../requests.js';
import { findingsIn, matching } from './quick-fixes.js';

/** The pages about what was found in a range, each once. */
export function documentationActions(context: CheckedContext, params: CodeActionParams): readonly CodeAction[] {
  const actions = new Map<string, CodeAction>();
  for (const finding of findingsIn(context, params)) {
    const { code } = finding;
    if (actions.has(code) || context.documentationOf(code) === undefined) continue;
    const title = `Open the documentation of ${code}`;
    const diagnostics = matching(finding, params);
    actions.set(code, {
      title,
      kind: CodeActionKind.QuickFix,
      ...(diagnostics.length > 0 && { diagnostics: [...diagnostics] }),
      command: { title, command: OPEN_DOCUMENTATION_COMMAND, arguments: [code] },
    });
  }
  return [...actions.values()];
}

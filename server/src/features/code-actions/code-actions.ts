import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionRequest,
  type Command,
} from 'vscode-languageserver-protocol';
import { type CheckedContext, defineCheckingFeature } from '../feature.js';
import { documentationActions } from './documentation-actions.js';
import { quickFixes } from './quick-fixes.js';
import { suppressActions } from './suppress-actions.js';
import { turnOffActions } from './turn-off-actions.js';
import { whyActions } from './why-actions.js';

/** What finds actions for a range of a file; fixes come first, so that they are the first to choose. */
const sources: readonly ((context: CheckedContext, params: CodeActionParams) => readonly CodeAction[])[] = [
  quickFixes,
  whyActions,
  suppressActions,
  turnOffActions,
  documentationActions,
];

/** What can be done about what is found in a range, and what can be asked about the node there. */
export const codeActions = defineCheckingFeature<CodeActionParams, readonly (CodeAction | Command)[]>({
  request: CodeActionRequest.type,
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  looksAt: 'findings',
  neutral: [],
  handle(context, params) {
    const actions = sources.flatMap((find) => find(context, params)).filter(({ kind }) => isWanted(kind, params));
    if (context.client.textDocument?.codeAction?.codeActionLiteralSupport) return actions;
    // Such a client knows commands only, and none of ours edits.
    return actions.map(({ command }) => command).filter((command) => command !== undefined);
  },
});

/** An action of no kind is for those who do not ask for one. `refactor` asks for `refactor.extract` as well. */
function isWanted(kind: CodeActionKind | undefined, { context: { only } }: CodeActionParams): boolean {
  if (!only) return true;
  return only.some((wanted) => wanted === '' || kind === wanted || kind?.startsWith(`${wanted}.`));
}

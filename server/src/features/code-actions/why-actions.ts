import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver-protocol';
import type { Definition } from '../../devicetree/tree.js';
import { ipcTopology, type RemoteProcessor } from '../../platforms/qualcomm/topology.js';
import type { FileView } from '../../workspace/file-view.js';
import type { TranslationUnit } from '../../workspace/translation-unit.js';
import { processorName } from '../facts/processors.js';
import { verdictOf } from '../facts/verdict.js';
import type { CheckedContext } from '../feature.js';
import { WHY_COMMAND, type WhyArgument } from '../requests.js';

/** On the first line of a remote processor, or of what a board adds to it: why it is flagged, or why it is not. */
export function whyActions({ view }: CheckedContext, { range }: CodeActionParams): readonly CodeAction[] {
  const { unit } = view;
  if (!unit) return [];
  const { start, end } = range;
  return ipcTopology(unit.tree)
    .processors.filter((processor) => hasHeadOn(view, unit, processor, start.line, end.line))
    .slice(0, MOST_ACTIONS)
    .map((processor) => {
      const { flagged } = verdictOf(view, unit, processor);
      const title = `Why is the ${processorName(processor)} ${flagged ? 'flagged' : 'not flagged'}?`;
      const argument: WhyArgument = { uri: view.file.uri, node: processor.node.path };
      return {
        title,
        // An answer to a finding stands with its fixes; without one it must not make every processor look faulty.
        ...(flagged && { kind: CodeActionKind.QuickFix }),
        command: { title, command: WHY_COMMAND, arguments: [argument] },
      };
    });
}

/** More than a menu shows; each asks the rules about its processor. */
const MOST_ACTIONS = 10;

/** Whether labels, name or opening brace of one of the node's bodies are on these lines of the view's file. */
function hasHeadOn(
  { file }: FileView,
  { tree }: TranslationUnit,
  { node }: RemoteProcessor,
  firstLine: number,
  lastLine: number,
): boolean {
  return node.definitions.some((definition: Definition) => {
    if (definition.kind === 'delete') return false;
    const head = { start: definition.start, end: (definition.contentRange ?? definition.nameRange).start + 1 };
    const { span } = tree.originOf(head);
    if (span.file !== file) return false;
    return file.lines.positionAt(span.start).line <= lastLine && firstLine <= file.lines.positionAt(span.end).line;
  });
}

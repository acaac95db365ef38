import { findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import type { TextEdit } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import { readProject } from './project-file.js';

/** What turns a code off for all files of a project; nothing where the project file cannot be read well enough to edit it. */
export function editsThatTurnOff(code: string, file: SourceFile): readonly TextEdit[] {
  if (!canHoldRules(file)) return [];
  const formattingOptions = { insertSpaces: !/^\t/m.test(file.text), tabSize: 2, eol: '\n' };
  return modify(file.text, ['rules', code], 'off', { formattingOptions }).map(({ offset, length, content }) => ({
    span: { file, start: offset, end: offset + length },
    newText: content,
  }));
}

/** Whether a rule can be written without taking away what a person wrote in the wrong place, as a list of rules. */
function canHoldRules(file: SourceFile): boolean {
  if (readProject(file).problems.some(({ severity }) => severity === 'error')) return false;
  const root = parseTree(file.text);
  const rules = root && findNodeAtLocation(root, ['rules']);
  return [root, rules].every((node) => !node || node.type === 'object');
}

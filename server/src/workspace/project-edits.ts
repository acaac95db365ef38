import { modify } from 'jsonc-parser';
import type { TextEdit } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import { readProject } from './project-file.js';

/** What turns a code off for all files of a project; nothing where the project file cannot be read well enough to edit it. */
export function editsThatTurnOff(code: string, file: SourceFile): readonly TextEdit[] {
  if (readProject(file).problems.some(({ severity }) => severity === 'error')) return [];
  const formattingOptions = { insertSpaces: !/^\t/m.test(file.text), tabSize: 2, eol: '\n' };
  return modify(file.text, ['rules', code], 'off', { formattingOptions }).map(({ offset, length, content }) => ({
    span: { file, start: offset, end: offset + length },
    newText: content,
  }));
}

import { getNodeValue, type Node, parseTree } from 'jsonc-parser';
import type { TextEdit } from '../text/finding.js';
import { lineBreakOf } from '../text/line-break.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { filterOf, pathForGlobs } from './globs.js';
import { valueAt } from './json-tree.js';
import { PROJECT_SETTINGS, readProject } from './project-file.js';
import { MAX_ITEMS, readValues } from './read-settings.js';

/**
 * What turns a code off for all files of a project, and in the override that counts for the file at `uri`, since that stands above;
 * nothing where the project file cannot be read well enough to edit it.
 */
export function editsThatTurnOff(code: string, uri: Uri, file: SourceFile): readonly TextEdit[] {
  const { problems, base } = readProject(file);
  if (problems.some(({ severity }) => severity === 'error')) return [];
  const root = parseTree(file.text, [], { allowTrailingComma: true });
  const levels = [valueAt(root, ['rules', code]), root && overridingLevel(code, pathForGlobs(uri, base), root)];
  const changed = levels.flatMap((level) => (level && level.value !== OFF ? replace(level, OFF, file) : []));
  return [...(levels[0] ? [] : additionOf(code, root, file)), ...changed];
}

const OFF = 'off';

/** Where the last override says what a code is that is for a path and names the code: it is above all others. */
function overridingLevel(code: string, path: string, root: Node): Node | undefined {
  const overrides = valueAt(root, ['overrides']);
  if (overrides?.type !== 'array') return undefined;
  const last = overrides.children?.slice(0, MAX_ITEMS).findLast((item) => {
    const values = { overrides: [getNodeValue(item)] };
    const [read] = readValues(values, { settings: PROJECT_SETTINGS, others: [] }, () => {}).overrides ?? [];
    return read?.rules?.[code] !== undefined && filterOf(read.files)(path);
  });
  return valueAt(last, ['rules', code]);
}

/** Adds a code that is off to the rules; nothing where they are no object, which is for a person to mend. */
function additionOf(code: string, root: Node | undefined, file: SourceFile): readonly TextEdit[] {
  const lineBreak = lineBreakOf(file);
  const step = /^\t/m.test(file.text) ? '\t' : '  ';
  const level = `${JSON.stringify(code)}: "${OFF}"`;
  const rulesAt = (indentation: string | undefined) =>
    indentation === undefined
      ? `"rules": { ${level} }`
      : `"rules": {${lineBreak}${indentation}${step}${level}${lineBreak}${indentation}}`;
  if (!root) {
    const newText = `{${lineBreak}${step}${rulesAt(step)}${lineBreak}}${lineBreak}`;
    return [{ span: { file, start: 0, end: file.text.length }, newText }];
  }
  const rules = valueAt(root, ['rules']);
  const holder = rules ?? root;
  if (holder.type !== 'object') return [];
  const writeAt = (indentation: string | undefined) => (rules ? level : rulesAt(indentation));
  const last = holder.children?.at(-1);
  if (last) {
    const indentation = indentationOf(last, file);
    const gap = indentation === undefined ? ' ' : `${lineBreak}${indentation}`;
    return [insertAt(last.offset + last.length, `,${gap}${writeAt(indentation)}`, file)];
  }
  const [start, end] = [holder.offset + 1, holder.offset + holder.length - 1];
  // What is in an object without members and is not blank is a comment, which stays.
  const isBlank = file.text.slice(start, end).trim() === '';
  if (!isBlank) return [insertAt(start, `${lineBreak}${step}${rules ? step : ''}${writeAt(step)}`, file)];
  const newText = rules ? ` ${level} ` : `${lineBreak}${step}${rulesAt(step)}${lineBreak}`;
  return [{ span: { file, start, end }, newText }];
}

/** The blanks before what begins its line; none where something else does. */
function indentationOf({ offset }: Node, { text, lines }: SourceFile): string | undefined {
  const before = text.slice(lines.startOf(lines.positionAt(offset).line), offset);
  return before.trim() === '' ? before : undefined;
}

function replace({ offset, length }: Node, value: string, file: SourceFile): TextEdit {
  return { span: { file, start: offset, end: offset + length }, newText: JSON.stringify(value) };
}

const insertAt = (at: number, newText: string, file: SourceFile): TextEdit => ({
  span: { file, start: at, end: at },
  newText,
});

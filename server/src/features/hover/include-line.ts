import { relativePath } from '../../text/uri.js';
import { link } from '../markdown/links.js';
import { code } from '../markdown/text.js';
import type { Subject } from './subject.js';

/** A line with an include: the file that it brings. */
export function explainInclude({ view: { file, sourceTree }, unit, offset }: Subject): readonly string[] | undefined {
  const { line } = file.lines.positionAt(offset);
  const isOnLine = ({ start, end }: { start: number; end: number }) =>
    file.lines.startOf(line) <= start && end <= file.lines.endOf(line);
  const { includes, missingIncludes } = unit.expansion;
  const found = includes.find(({ site }) => site.file === file && isOnLine(site));
  if (found) {
    const { uri, lines } = found.file;
    const path = relativePath(uri, sourceTree.root) ?? uri;
    return [`Includes ${link(code(path), { file: found.file, start: 0, end: 0 })}, ${lines.lineCount} lines.`];
  }
  const missing = missingIncludes.some((site) => site.file === file && isOnLine(site));
  return missing ? ['No search finds this file, so macros, nodes or labels may be missing on this board.'] : undefined;
}

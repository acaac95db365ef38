import { commentsOf } from '../preprocessor/directive-lines.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import type { Range } from '../text/span.js';

/**
 * Where a comment without an end goes on to the end of the next one, the statements in between are gone, and what is left
 * of the file makes no sense: the comment is the one mistake to tell of then, where it opens.
 */
export function withoutSwallowed(findings: readonly Finding[]): Finding[] {
  const swallowing = new Map<SourceFile, SwallowingComment | undefined>();
  const causes = new Map<SourceFile, Finding>();
  const kept: Finding[] = [];
  for (const finding of findings) {
    const { file, start } = finding.at.span;
    if (!swallowing.has(file)) swallowing.set(file, swallowingComment(file));
    const comment = swallowing.get(file);
    if (!comment || start < comment.lineStart) kept.push(finding);
    else if (!causes.has(file)) causes.set(file, unclosed(file, comment, finding));
  }
  return [...kept, ...causes.values()];
}

interface SwallowingComment extends Range {
  readonly lineStart: number;
}

function swallowingComment(file: SourceFile): SwallowingComment | undefined {
  const comment = commentsOf(file).find((range) => swallowsCode(file.text, range));
  return comment && { ...comment, lineStart: file.lines.startOf(file.lines.positionAt(comment.start).line) };
}

/** Whether a comment of several lines holds the beginning of another, and code before that. */
function swallowsCode(text: string, { start, end }: Range): boolean {
  const comment = text.slice(start, end);
  const lineEnd = comment.indexOf('\n');
  if (lineEnd < 0 || !comment.startsWith('/*')) return false;
  const inner = comment.indexOf('/*', lineEnd);
  if (inner < 0 || inner >= comment.length - 2 || !isBlank(comment[inner - 1])) return false;
  return comment
    .slice(2, inner)
    .split('\n')
    .some((line) => !line.trimStart().startsWith('*') && CODE_ENDS.has(line.trimEnd().slice(-1)));
}

/** What lines of code end in, and prose seldom. */
const CODE_ENDS: ReadonlySet<string> = new Set([';', '{', '}']);

const isBlank = (character: string | undefined) => character === ' ' || character === '\t' || character === '\n';

function unclosed(file: SourceFile, { start }: Range, { at }: Finding): Finding {
  const includes = at.via.filter(({ kind }) => kind === 'include');
  return {
    code: 'unterminated-comment',
    severity: 'error',
    at: { span: { file, start, end: start + 2 }, via: includes },
    message: 'Another comment begins within this one, which takes the statements before it: is its `*/` missing?',
  };
}

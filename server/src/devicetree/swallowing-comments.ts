import { commentsOf } from '../preprocessor/directive-lines.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import type { Range } from '../text/span.js';

/**
 * Where a comment without an end goes on to the end of the next one, the statements in between are gone, and what is left
 * of the file makes no sense: the comment is the one mistake to tell of then, where it opens.
 */
export function withoutSwallowed(findings: readonly Finding[]): Finding[] {
  const files = new Set(findings.map(({ at }) => at.span.file));
  let kept = [...findings];
  for (const file of files) {
    const comment = commentsOf(file).find((range) => swallowsCode(file.text, range));
    if (!comment) continue;
    const first = file.lines.startOf(file.lines.positionAt(comment.start).line);
    const isConsequence = ({ at }: Finding) => at.span.file === file && at.span.start >= first;
    const cause = kept.find(isConsequence);
    if (!cause) continue;
    const rest = kept.filter((finding) => !isConsequence(finding));
    kept = [...rest, unclosed(file, comment, cause)];
  }
  return kept;
}

/** Whether a comment of several lines holds the beginning of another, and code before that. */
function swallowsCode(text: string, { start, end }: Range): boolean {
  const lineEnd = text.indexOf('\n', start);
  if (lineEnd < 0 || lineEnd >= end || text[start + 1] !== '*') return false;
  const inner = text.indexOf('/*', lineEnd);
  if (inner < 0 || inner >= end - 2 || !isBlank(text[inner - 1])) return false;
  return text
    .slice(start + 2, inner)
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

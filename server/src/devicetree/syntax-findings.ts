import type { Expansion } from '../preprocessor/expansion.js';
import type * as ast from '../syntax/ast.js';
import type { Finding, Fix } from '../text/finding.js';
import { isOnLineOf, type Span } from '../text/span.js';
import { orderProblems } from './item-order.js';
import { withoutSwallowed } from './swallowing-comments.js';

/** The mistakes of a document as findings, where their text was written. */
export function syntaxFindings(document: ast.Document, expansion: Expansion): Finding[] {
  const findings: Finding[] = [];
  const tornCalls = expansion.findings.filter(({ code }) => CALL_CODES.has(code));
  const ends = expansion.findings.filter(({ code }) => END_CODES.has(code)).map(({ at }) => at.span);
  const isTorn = ({ file, start, end }: Span) =>
    tornCalls.some(({ at: { span } }) => span.file === file && span.start < end && start < span.end);
  const add = (problem: ast.SyntaxProblem, base: number) => {
    if (findings.length >= MAX_FINDINGS) return;
    // Behind a missing include any macro may be undefined: the missing file is the one mistake to report.
    if (problem.code === 'undefined-macro' && expansion.missingIncludes.length > 0) return;
    const at = expansion.sourceMap.originOf(base + problem.start, base + problem.end);
    // What is left of a call that fails, and of a line that a comment without an end or a limit cuts, are no second mistakes.
    if (problem.code === 'undefined-macro' && isTorn(at.span)) return;
    if (ends.some((end) => isOnLineOf(end, at.span))) return;
    const severity = problem.code === 'truncated-value' ? 'warning' : 'error';
    const fix = problem.fix && fixOf(problem.fix, base, expansion);
    findings.push({ code: problem.code, severity, at, message: problem.message, ...(fix && { fixes: [fix] }) });
  };
  // Behind a missing include the header may be in that file.
  if (document.items[0]?.kind !== 'file-version' && expansion.missingIncludes.length === 0)
    add(missingVersion(document), 0);
  if (expansion.missingIncludes.length === 0) for (const problem of orderProblems(document)) add(problem, 0);
  const holdsTorn = (start: number, end: number) =>
    tornCalls.length > 0 && isTorn(expansion.sourceMap.originOf(start, end).span);
  collect(document, 0, add, holdsTorn);
  return withoutSwallowed(findings);
}

/** More than anybody looks at; the places of each may be as many as macros and includes can nest. */
const MAX_FINDINGS = 1000;

/** The change of the sources; none where a macro wrote the text. */
function fixOf(fix: ast.ProblemFix, base: number, expansion: Expansion): Fix | undefined {
  const { title, newText, start, end } = fix;
  // An insertion belongs to the character before it.
  const isInsertion = start === end;
  const { span, via } = expansion.sourceMap.originOf(base + (isInsertion ? start - 1 : start), base + end);
  if (via.some(({ kind }) => kind === 'macro')) return undefined;
  return { title, edits: [{ span: isInsertion ? { ...span, start: span.end } : span, newText }], preferred: true };
}

/** What the preprocessor says of a call of a macro whose name it leaves in the text. */
const CALL_CODES = new Set(['wrong-argument-count', 'unterminated-call']);

/** What it says of a place from which on text is missing. */
const END_CODES = new Set(['unterminated-comment', 'expansion-too-large']);

function missingVersion({ items, starts }: ast.Document): ast.SyntaxProblem {
  const start = starts[0] ?? 0;
  const length = items[0] ? 1 : 0;
  const message = "A devicetree source begins with '/dts-v1/;'";
  return { code: 'syntax-error', message, start, end: start + length };
}

/** Where a macro call fails, what is left of it is no second mistake: `isTorn` says whether a property holds one. */
function collect(
  list: ast.ItemList,
  base: number,
  add: (problem: ast.SyntaxProblem, base: number) => void,
  isTorn: (start: number, end: number) => boolean,
): void {
  if (!list.hasErrors) return;
  for (const problem of list.errors) add(problem, base);
  for (const [index, item] of list.items.entries()) {
    const start = base + list.starts[index]!;
    if (item.kind === 'property') {
      if (item.errors.length === 0 || isTorn(start, start + item.length)) continue;
      for (const problem of item.errors) add(problem, start);
    } else if (item.kind === 'node') collect(item, start, add, isTorn);
  }
}

import type { Expansion } from '../preprocessor/expansion.js';
import type * as ast from '../syntax/ast.js';
import type { Finding } from '../text/finding.js';

/** The mistakes of a document as findings, where their text was written. */
export function syntaxFindings(document: ast.Document, expansion: Expansion): Finding[] {
  const findings: Finding[] = [];
  const add = (problem: ast.SyntaxProblem, base: number) => {
    // Behind a missing include any macro may be undefined: the missing file is the one mistake to report.
    if (problem.code === 'undefined-macro' && expansion.missingIncludes.length > 0) return;
    const at = expansion.sourceMap.originOf(base + problem.start, base + problem.end);
    const severity = problem.code === 'truncated-value' ? 'warning' : 'error';
    findings.push({ code: problem.code, severity, at, message: problem.message });
  };
  // Behind a missing include the header may be in that file.
  if (document.items[0]?.kind !== 'file-version' && expansion.missingIncludes.length === 0)
    add(missingVersion(document), 0);
  collect(document, 0, add);
  return findings;
}

function missingVersion({ items, starts }: ast.Document): ast.SyntaxProblem {
  const start = starts[0] ?? 0;
  const length = items[0] ? 1 : 0;
  const message = "A devicetree source begins with '/dts-v1/;'";
  return { code: 'syntax-error', message, start, end: start + length };
}

function collect(list: ast.ItemList, base: number, add: (problem: ast.SyntaxProblem, base: number) => void): void {
  if (!list.hasErrors) return;
  for (const problem of list.errors) add(problem, base);
  for (const [index, item] of list.items.entries()) {
    const start = base + list.starts[index]!;
    if (item.kind === 'property') for (const problem of item.errors) add(problem, start);
    else if (item.kind === 'node') collect(item, start, add);
  }
}

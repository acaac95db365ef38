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
  collect(document, 0, add);
  return findings;
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

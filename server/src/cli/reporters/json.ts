import { fixesOf } from '../../text/finding.js';
import type { Span } from '../../text/span.js';
import { relativePath, type Uri } from '../../text/uri.js';
import type { MergedFinding } from '../../workspace/merge.js';
import type { Workspace } from '../../workspace/workspace.js';
import type { Reporter } from './reporter.js';

/**
 * `{ findings: [{ code, severity, message, file, range, nodes, boards, related, fixes }] }`: files are relative to the
 * root of their source tree, ranges zero-based in UTF-16 code units as in the LSP, nodes and boards sorted.
 */
export const jsonReporter: Reporter = {
  async report(result, workspace) {
    const naming = createNaming(workspace);
    const findings = [];
    for (const finding of result.findings) findings.push(await findingToJson(finding, naming));
    return `${JSON.stringify({ findings }, undefined, 2)}\n`;
  },
};

type Naming = (uri: Uri) => Promise<string>;

function createNaming(workspace: Workspace): Naming {
  return async (uri) => relativePath(uri, (await workspace.treeOf(uri)).root) ?? uri;
}

async function findingToJson(finding: MergedFinding, naming: Naming) {
  const related = [];
  for (const { at, message } of finding.related ?? [])
    related.push({ message, ...(await placeToJson(at.span, naming)) });
  const fixes = [];
  for (const { title, preferred, edits } of fixesOf(finding)) {
    const changes = [];
    for (const { span, newText } of edits) changes.push({ ...(await placeToJson(span, naming)), newText });
    fixes.push({ title, preferred: preferred ?? false, edits: changes });
  }
  return {
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    ...(await placeToJson(finding.at.span, naming)),
    nodes: finding.nodes,
    boards: (await Promise.all(finding.boards.map(naming))).sort(),
    related,
    fixes,
  };
}

async function placeToJson({ file, start, end }: Span, naming: Naming) {
  return {
    file: await naming(file.uri),
    range: { start: file.lines.positionAt(start), end: file.lines.positionAt(end) },
  };
}

import type { FindingCode } from '../server/src/workspace/finding-codes.js';

/** One page for each code, by its path: what an editor opens behind the code of a finding. */
export function pagesOf(codes: readonly FindingCode[]): ReadonlyMap<string, string> {
  return new Map(codes.map((code) => [`${code.code}.md`, sectionOf(code, '#')]));
}

/** The page that explains every code, one section for each, so that `rules.md#code` leads to it. */
export function rulesPage(codes: readonly FindingCode[]): string {
  const rows = codes.map(
    ({ code, severity, title }) => `| [\`${code}\`](#${anchorOf(code)}) | ${severity} | ${inTable(title)} |`,
  );
  return `# Findings

<!-- Written by \`npm run generate\` from the rules themselves; edit those. -->

The severity is the one that a finding has by default. Some rules choose another by what the tree shows, which their text
says; a setting replaces either. \`dts-analyzer explain CODE\` prints the same text.

| Code | Severity | What is wrong |
| --- | --- | --- |
${rows.join('\n')}

${codes.map((code) => sectionOf(code, '##')).join('\n')}`;
}

/** Text that may stand in a row of a Markdown table. */
export function inTable(text: string): string {
  return text.replaceAll('|', '\\|');
}

function sectionOf({ code, severity, docs, basis }: FindingCode, heading: string): string {
  const authority = basis === undefined ? '' : `\n*Basis:* ${basis}\n`;
  return `${heading} ${code}\n\n*Severity:* ${severity}\n${authority}\n${docs.trim()}\n`;
}

/** As GitHub makes anchors of headings. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FindingCode, findingCodes } from '../server/src/workspace/finding-codes.js';

/*
 * Writes the files that follow from others. `test/generated.test.ts` fails while one of them is not current.
 *
 *     npm run generate
 */

/** Every generated file: its path from the root of the repository, and what it ought to be. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([['docs/rules.md', rulesPage(findingCodes)]]);
}

/** The page that explains every code, one section for each, so that `rules.md#code` leads to it. */
export function rulesPage(codes: readonly FindingCode[]): string {
  const rows = codes.map(
    ({ code, severity, title }) => `| [\`${code}\`](#${anchorOf(code)}) | ${severity} | ${inTable(title)} |`,
  );
  const sections = codes.map(({ code, severity, docs, basis }) => {
    const authority = basis === undefined ? '' : `\n*Basis:* ${basis}\n`;
    return `## ${code}\n\n*Severity:* ${severity}\n${authority}\n${docs.trim()}\n`;
  });
  return `# Findings

<!-- Written by \`npm run generate\` from the rules themselves; edit those. -->

The severity is the one that a finding has by default. Some rules choose another by what the tree shows, which their text
says; a setting replaces either. \`dts-analyzer explain CODE\` prints the same text.

| Code | Severity | What is wrong |
| --- | --- | --- |
${rows.join('\n')}

${sections.join('\n')}`;
}

/** As GitHub makes anchors of headings. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');

const inTable = (text: string) => text.replaceAll('|', '\\|');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  for (const [path, text] of generatedFiles()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`${path}\n`);
  }
}

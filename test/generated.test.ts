import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedFiles, rulesPage } from '../scripts/generate.js';

describe('generated files', () => {
  it.each([...generatedFiles()])('%s is current (else: npm run generate)', (path, text) => {
    expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).toBe(text);
  });
});

describe('the page of findings', () => {
  it('has a row and a section for each code', () => {
    const page = rulesPage([
      { code: 'style/indent', severity: 'hint', title: 'Odd | even', docs: 'Odd | even. More.', basis: 'a guide' },
      { code: 'syntax-error', severity: 'error', title: 'It is wrong', docs: 'It is wrong.' },
    ]);
    expect(page).toContain('| [`style/indent`](#styleindent) | hint | Odd \\| even |\n');
    expect(page).toContain('## style/indent\n\n*Severity:* hint\n\n*Basis:* a guide\n\nOdd | even. More.\n');
    expect(page).toContain('## syntax-error\n\n*Severity:* error\n\nIt is wrong.\n');
  });
});

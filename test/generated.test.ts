import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pagesOf, rulesPage } from '../scripts/finding-pages.js';
import { generatedFiles } from '../scripts/generate.js';
import { manifestWith, projectSchema, settingsPage } from '../scripts/settings-pages.js';
import type { Setting } from '../server/src/workspace/settings.js';

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

describe('the page of one code', () => {
  it('lies where the code says', () => {
    const codes = [{ code: 'style/indent', severity: 'hint', title: 'Odd', docs: 'Odd.' }] as const;
    expect([...pagesOf(codes)]).toEqual([['style/indent.md', '# style/indent\n\n*Severity:* hint\n\nOdd.\n']]);
  });
});

describe('settings', () => {
  const settings: Setting[] = [
    { key: 'rules', type: 'levels', default: {}, scope: 'window', description: 'Odd | even.' },
    { key: 'paths', type: 'folders', default: [], scope: 'window', description: 'Where.', needsTrust: true },
  ];

  it('have a row each in their page', () => {
    expect(settingsPage(settings)).toContain('| `dts-analyzer.paths` | list of folders | `[]` | Where. |\n');
    expect(settingsPage(settings)).toContain('| `{}` | Odd \\| even. |\n');
  });

  it('are in the manifest, and what else is there stays', () => {
    const before = '{ "name": "n", "contributes": { "commands": [] }, "capabilities": { "untrustedWorkspaces": {} } }';
    const codes = [{ code: 'odd', severity: 'hint', title: 'Odd', docs: 'Odd.' }] as const;
    const after = JSON.parse(manifestWith(before, settings, codes));
    expect(after).toMatchObject({ name: 'n', contributes: { commands: [] } });
    expect(after.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(['dts-analyzer.paths']);
    const { properties } = after.contributes.configuration;
    expect(properties['dts-analyzer.rules'].properties.odd.enum).toContain('off');
    expect(properties['dts-analyzer.paths']).toMatchObject({ type: 'array', default: [] });
  });

  it('are the keys of the schema of project files, and no others', () => {
    const codes = [{ code: 'odd', severity: 'hint', title: 'Odd', docs: 'Odd.' }] as const;
    const schema = JSON.parse(projectSchema(settings, codes));
    expect(Object.keys(schema.properties)).toEqual(['$schema', 'rules', 'paths']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties.rules).toMatchObject({ properties: { odd: { enum: expect.arrayContaining(['off']) } } });
  });
});

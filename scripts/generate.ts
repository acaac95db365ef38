import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findingCodes } from '../server/src/workspace/finding-codes.js';
import { PROJECT_SETTINGS } from '../server/src/workspace/project-file.js';
import { CLIENT_SETTINGS, SETTINGS } from '../server/src/workspace/settings.js';
import { rulesPage } from './finding-pages.js';
import { manifestWith, projectSchema, settingsPage } from './settings-pages.js';

/*
 * Writes the files that follow from others. `test/generated.test.ts` fails while one of them is not current.
 *
 *     npm run generate
 */

const root = fileURLToPath(new URL('..', import.meta.url));

/** Every generated file: its path from the root of the repository, and what it ought to be. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const settings = [...SETTINGS, ...CLIENT_SETTINGS];
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  return new Map([
    ['docs/rules.md', rulesPage(findingCodes)],
    ['schemas/dts-analyzer.schema.json', projectSchema(PROJECT_SETTINGS, findingCodes)],
    ['docs/settings.md', settingsPage(settings)],
    ['package.json', manifestWith(manifest, settings, findingCodes)],
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of generatedFiles()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`${path}\n`);
  }
}

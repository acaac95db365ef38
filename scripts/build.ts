import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { findingCodes } from '../server/src/workspace/finding-codes.js';
import { bundles } from './bundles.js';
import { pagesOf } from './finding-pages.js';

/*
 * Makes dist/: the bundles that run, the WebAssembly modules that they read, and the pages behind the codes of findings.
 *
 *     npm run build
 *     npm run watch      builds again at each change
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

function copyModules(): void {
  const runtime = createRequire(import.meta.url).resolve('web-tree-sitter/web-tree-sitter.wasm');
  copyFileSync(runtime, join(dist, 'web-tree-sitter.wasm'));
  copyFileSync(join(root, 'grammars/devicetree/devicetree.wasm'), join(dist, 'devicetree.wasm'));
}

function writePages(): void {
  // A code that was renamed before its release leaves no page behind.
  rmSync(join(dist, 'rules'), { recursive: true, force: true });
  for (const [path, text] of pagesOf(findingCodes)) {
    const file = join(dist, 'rules', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

mkdirSync(dist, { recursive: true });
copyModules();
writePages();
const all = bundles(version).map((options) => ({ ...options, absWorkingDir: root }));
if (process.argv.includes('--watch')) {
  for (const options of all) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  await Promise.all(all.map((options) => build(options)));
}

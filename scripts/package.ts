import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './cache.js';
import { zipContents } from './zip-contents.js';

/*
 * Makes the extension's package at the root of the repository, dts-analyzer-VERSION.vsix, and checks that just what
 * belongs there is in it.
 *
 *     npm run package
 */

/** Builds and packs; answers the path of the package. */
export async function makePackage(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const path = join(root, `dts-analyzer-${version}.vsix`);
  await run('npm', ['run', 'build'], root);
  // vsce is fetched when it is needed, because it takes more room than all other tools together.
  await run('npx', ['--yes', '@vscode/vsce@3.9.2', 'package', ...OPTIONS, '--out', path], root);
  const wrong = misfitsOf(zipContents(path).map(({ name }) => name));
  if (wrong.length > 0) throw new Error(`${path}:\n${wrong.join('\n')}`);
  return path;
}

/** What is in a package and does not belong there, and what is missing. */
export function misfitsOf(names: readonly string[]): readonly string[] {
  const surplus = names.filter((name) => !CONTENTS.some((pattern) => pattern.test(name)));
  const missing = CONTENTS.filter((pattern) => !names.some((name) => pattern.test(name)));
  return [
    ...surplus.map((name) => `${name} does not belong there`),
    ...missing.map(({ source }) => `${source} is missing`),
  ];
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything is bundled; and links of the README stay as they are, because the repository's address is not settled. */
const OPTIONS = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];

/** What a package consists of: each pattern matches at least once. */
const CONTENTS: readonly RegExp[] = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/package\.json$/,
  /^extension\/readme\.md$/i,
  /^extension\/changelog\.md$/i,
  /^extension\/license(\.txt|\.md)?$/i,
  /^extension\/language-configuration\.json$/,
  /^extension\/schemas\/dts-analyzer\.schema\.json$/,
  /^extension\/grammars\/devicetree\.tmLanguage\.json$/,
  /^extension\/dist\/client\.cjs$/,
  /^extension\/dist\/server\.cjs$/,
  /^extension\/dist\/server-main\.cjs$/,
  /^extension\/dist\/client-browser\.cjs$/,
  /^extension\/dist\/client-browser\.cjs\.js$/,
  /^extension\/dist\/server-browser\.js$/,
  /^extension\/dist\/web-tree-sitter\.wasm$/,
  /^extension\/dist\/devicetree\.wasm$/,
  /^extension\/dist\/rules\/([a-z0-9-]+\/)?[a-z0-9-]+\.md$/,
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = await makePackage();
  const entries = zipContents(path);
  const kilobytes = (size: number) => `${(size / 1000).toFixed(1).padStart(8)} kB`;
  for (const { name, size } of entries) process.stdout.write(`${kilobytes(size)}  ${name}\n`);
  process.stdout.write(`${kilobytes(statSync(path).size)}  ${path}, ${entries.length} files\n`);
}

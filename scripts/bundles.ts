import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';

/** What every bundle of the extension and of the command needs to be told apart from the others. */
export function bundles(version: string): readonly BuildOptions[] {
  return [
    {
      entryPoints: { cli: 'server/src/cli/main.ts', commands: 'server/src/cli/program.ts' },
      ...forNode,
      format: 'esm',
      // Some bundled packages are CommonJS and call `require` for Node's own modules.
      banner: {
        js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
      },
    },
    // VS Code loads extensions as CommonJS, for which a package of ES modules needs the ending.
    { entryPoints: { client: 'client/src/node.ts' }, ...forNode, ...commonJs, external: ['vscode'] },
    { entryPoints: { server: 'server/src/start.ts' }, ...forNode, ...commonJs },
    {
      entryPoints: { 'server-main': 'server/src/node.ts' },
      ...forNode,
      ...commonJs,
      plugins: [...everywhere.plugins!, importedAtOnce()],
    },
    // The web host, too, refuses `.js` in a package of ES modules. Hosts of before 2025 append `.js` to whatever the manifest
    // says, so the bundle is there under both names.
    ...['.cjs', '.cjs.js'].map(
      (ending): BuildOptions => ({
        entryPoints: { 'client-browser': 'client/src/browser.ts' },
        ...forBrowsers,
        format: 'cjs',
        outExtension: { '.js': ending },
        external: ['vscode'],
      }),
    ),
    {
      entryPoints: { 'server-browser': 'server/src/browser.ts' },
      ...forBrowsers,
      format: 'iife',
      // web-tree-sitter imports them where it finds itself in Node.
      external: ['fs/promises', 'module'],
      define: { DTS_ANALYZER_VERSION: JSON.stringify(version) },
    },
  ];
}

const everywhere: BuildOptions = {
  outdir: 'dist',
  bundle: true,
  minify: true,
  sourcemap: true,
  logLevel: 'warning',
  // Its other form finds its own parts only while the program runs.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  plugins: [exportedOnce(['vscode-languageserver', 'vscode-languageserver-protocol'])],
};

const forNode: BuildOptions = { ...everywhere, platform: 'node', target: 'node20' };

const commonJs: BuildOptions = {
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  // In CommonJS a module does not know its URL.
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
};

/**
 * Has Node's own modules required that web-tree-sitter imports while it runs: code that V8 takes back from an earlier start
 * cannot import.
 */
function importedAtOnce(): Plugin {
  return {
    name: 'imported-at-once',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^(module|fs\/promises)$/ }, ({ kind, path }) =>
        kind === 'dynamic-import' ? { path, namespace: 'required' } : undefined,
      );
      onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
        contents: `module.exports = require('node:${path}');`,
      }));
    },
  };
}

/**
 * Has our sources import CommonJS packages through a module each that has their exports by name. Otherwise every importing file
 * would copy all of a package's hundreds of exports when the program starts.
 */
function exportedOnce(packages: readonly string[]): Plugin {
  const namespace = 'exported-once';
  return {
    name: namespace,
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^[a-z-]+$/ }, ({ importer, kind, path }) =>
        packages.includes(path) && kind === 'import-statement' && !importer.includes('node_modules')
          ? { path, namespace }
          : undefined,
      );
      onLoad({ filter: /./, namespace }, ({ path }) => {
        const names = Object.keys(createRequire(import.meta.url)(path)).filter((name) => /^[A-Za-z]\w*$/.test(name));
        const contents = `const all = require('${path}');\n${names.map((name) => `export const ${name} = all.${name};`).join('\n')}`;
        return { contents, resolveDir: fileURLToPath(new URL('..', import.meta.url)) };
      });
    },
  };
}

const forBrowsers: BuildOptions = { ...everywhere, platform: 'browser', target: 'es2022' };

import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, context } from 'esbuild';

/*
 * Makes dist/: the bundles that run, and the WebAssembly modules that they read.
 *
 *     npm run build
 *     npm run watch      builds again at each change
 */

const root = fileURLToPath(new URL('..', import.meta.url));

const commandLine: BuildOptions = {
  absWorkingDir: root,
  entryPoints: { cli: 'server/src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: true,
  sourcemap: true,
  // Some bundled packages are CommonJS and call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
  },
  logLevel: 'warning',
};

function copyModules(): void {
  const runtime = createRequire(import.meta.url).resolve('web-tree-sitter/web-tree-sitter.wasm');
  mkdirSync(`${root}/dist`, { recursive: true });
  copyFileSync(runtime, `${root}/dist/web-tree-sitter.wasm`);
  copyFileSync(`${root}/grammars/devicetree/devicetree.wasm`, `${root}/dist/devicetree.wasm`);
}

copyModules();
if (process.argv.includes('--watch')) {
  await (await context({ ...commandLine, logLevel: 'info' })).watch();
} else {
  await build(commandLine);
}

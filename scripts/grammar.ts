import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

// npm run grammar: grammar.js → src/parser.c → devicetree.wasm → hashes.json. With --check it fails if that changes
// anything. The generator and the compiler are pinned, so that everybody gets the same bytes.

const GENERATOR_VERSION = '0.27.0';
const folder = fileURLToPath(new URL('../grammars/devicetree/', import.meta.url));

/** Those of tree-sitter's own loader. */
const FLAGS = [
  '--target=wasm32-wasip1',
  '-fPIC',
  '-shared',
  '-Os',
  '-nostdlib',
  '-fno-exceptions',
  '-fvisibility=hidden',
  '-Wl,--export=tree_sitter_devicetree',
  '-Wl,--allow-undefined',
  '-Wl,--no-entry',
  '-Wl,--strip-all',
  '-I',
  '.',
];

generate();
writeFileSync(`${folder}devicetree.wasm`, await compile());
recordHashes();

function generate(): void {
  const generator = process.env.TREE_SITTER || 'tree-sitter';
  const version = spawnSync(generator, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  if (!version.startsWith(`tree-sitter ${GENERATOR_VERSION}`)) {
    const found = version ? `${generator} is '${version.trim()}'` : `${generator} was not found`;
    fail(
      `${found}, but the grammar is generated with tree-sitter ${GENERATOR_VERSION}. Install it with\n` +
        `  cargo install tree-sitter-cli --locked --version ${GENERATOR_VERSION}\n` +
        'and put it on the path, or name it in the environment variable TREE_SITTER.',
    );
  }
  run(generator, ['generate', '--abi', '15']);
}

/** The part of @yowasp/clang that we use; the package is not among the root's dependencies, because it is large. */
interface Clang {
  readonly commands: {
    clang(options: readonly string[], files: Files, run: { fetchProgress(): void }): Promise<Files>;
  };
}
interface Files {
  [name: string]: string | Uint8Array | Files;
}

async function compile(): Promise<Uint8Array> {
  if (!existsSync(`${folder}node_modules/@yowasp/clang`)) run('npm', ['ci', '--ignore-scripts']);
  const compiler = createRequire(`${folder}package.json`).resolve('@yowasp/clang');
  const { commands } = (await import(pathToFileURL(compiler).href)) as Clang;
  const source = (name: string) => readFileSync(`${folder}src/${name}`, 'utf8');
  const headers = readdirSync(`${folder}src/tree_sitter`).map((name) => [name, source(`tree_sitter/${name}`)]);
  const files = {
    // The generator turns optimisation off for the sake of slow compilers; the lexer is smaller and faster with it.
    'parser.c': source('parser.c').replace(/^#pragma clang optimize off\n/m, ''),
    'scanner.c': source('scanner.c'),
    tree_sitter: Object.fromEntries(headers),
  };
  const options = [...FLAGS, 'parser.c', 'scanner.c', '-o', 'out.wasm'];
  const output = await commands.clang(options, files, { fetchProgress: () => undefined });
  return output['out.wasm'] as Uint8Array;
}

function recordHashes(): void {
  const record = `${folder}hashes.json`;
  const before = existsSync(record) ? readFileSync(record, 'utf8') : '';
  const hashes = ['grammar.js', 'src/parser.c', 'src/scanner.c', 'devicetree.wasm'].map((file) => [
    file,
    createHash('sha256')
      .update(readFileSync(`${folder}${file}`))
      .digest('hex'),
  ]);
  const after = `${JSON.stringify(Object.fromEntries(hashes), undefined, 2)}\n`;
  writeFileSync(record, after);
  if (process.argv.includes('--check') && before !== after) fail('The generated files were not up to date.');
}

function run(command: string, options: readonly string[]): void {
  const { status, error } = spawnSync(command, options, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) fail(`${command} ${options.join(' ')} failed${error ? `: ${error.message}` : ''}`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

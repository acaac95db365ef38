import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, onceIn, run } from './cache.js';

/*
 * The VS Code workbench that the end-to-end tests drive: code-server, served to a headless Chromium. It is installed from
 * npm and apt on first use, which takes minutes, and kept in `.cache/`.
 *
 *     npx tsx scripts/workbench.ts     installs it now
 */

/** What the end-to-end tests start. */
export interface Workbench {
  /** The Node that code-server was built for. */
  readonly node: string;
  /** The script that this Node runs. */
  readonly codeServer: string;
  readonly chromium: string;
}

/** The installed workbench. */
export async function workbench(): Promise<Workbench> {
  const platform = `node-linux-${process.arch}`;
  const folder = join(cacheFolder, `workbench-${CODE_SERVER}`);
  if (!existsSync(folder)) {
    process.stderr.write('Installing the workbench of the end-to-end tests, which takes minutes.\n');
    await needHeaders();
    await onceIn(folder, (temporary) => install(temporary, platform));
  }
  return {
    node: join(folder, 'node_modules', platform, 'bin/node'),
    codeServer: join(folder, 'node_modules/code-server/out/node/entry.js'),
    chromium: await chromium(),
  };
}

/** The tests name elements of the page by their class, which another version may have renamed. */
const CODE_SERVER = '4.139.1';
/** The Node for which this version of code-server is made. */
const NODE = '24.21.0';

async function install(folder: string, platform: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  // The package of the platform, because the package `node` only fetches it in a script, which newer npm holds back.
  await run('npm', ['install', '--no-package-lock', `${platform}@${NODE}`], folder);
  const node = join(folder, 'node_modules', platform);
  // Native modules have to be compiled with this Node's headers, which lie beside it: node-gyp need not download them.
  const environment = {
    ...process.env,
    PATH: `${join(node, 'bin')}${delimiter}${process.env.PATH}`,
    npm_config_nodedir: node,
    // Where npm runs this script it hands down what names its own Node; code-server's installation believes that.
    npm_config_user_agent: undefined,
  };
  await run('npm', ['install', '--no-package-lock', `code-server@${CODE_SERVER}`], folder, environment);
  const entry = join(folder, 'node_modules/code-server/lib/vscode/node_modules');
  if (!existsSync(entry)) throw new Error('npm installed code-server without the modules of the workbench');
}

/** Kerberos, of which the workbench has a native module, is the only header that Debian's build-essential lacks. */
async function needHeaders(): Promise<void> {
  const wanted: readonly (readonly [file: string, debianPackage: string])[] = [
    ['/usr/bin/g++', 'build-essential'],
    ['/usr/bin/python3', 'python3'],
    ['/usr/include/gssapi/gssapi.h', 'libkrb5-dev'],
  ];
  await installDebian(wanted.filter(([file]) => !existsSync(file)).map(([, name]) => name));
}

async function chromium(): Promise<string> {
  const path = process.env.DTS_ANALYZER_CHROMIUM ?? '/usr/bin/chromium';
  // Without a font the screenshots show boxes.
  if (!existsSync(path)) await installDebian(['chromium', 'fonts-dejavu-core']);
  return path;
}

async function installDebian(packages: readonly string[]): Promise<void> {
  if (packages.length === 0) return;
  if (process.getuid?.() !== 0) throw new Error(`The workbench needs ${packages.join(', ')}; please install them.`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], undefined, environment);
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], undefined, environment);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify(await workbench(), undefined, 2)}\n`);
}

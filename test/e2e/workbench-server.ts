import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../scripts/cache.js';
import type { Workbench } from '../../scripts/workbench.js';

/** Where the extension runs: in a process beside the files, or in a worker of the browser. */
export type ExtensionHost = 'node' | 'web';

/** A workbench that is served. */
export interface Served {
  /** The page that shows a folder. */
  pageOf(folder: string): string;
  stop(): Promise<void>;
}

/** Installs the packed extension into a folder of its own, as a person installs it. */
export async function installExtension(workbench: Workbench, vsix: string, data: string): Promise<void> {
  const args = [...placesIn(data), '--install-extension', vsix];
  await run(workbench.node, [workbench.codeServer, ...args], undefined, environment());
}

/** Serves the workbench with the extension that {@link installExtension} installed to `data`. */
export async function serve(
  workbench: Workbench,
  data: string,
  host: ExtensionHost,
  settings: Readonly<Record<string, unknown>>,
): Promise<Served> {
  const folder = join(data, `user-${host}${Object.keys(settings).length}`);
  await mkdir(join(folder, 'User'), { recursive: true });
  await writeFile(
    join(folder, 'User/settings.json'),
    JSON.stringify({ ...SETTINGS, ...(host === 'web' && IN_A_WORKER), ...settings }),
  );
  const args = ['--bind-addr', '127.0.0.1:0', '--auth', 'none', '--disable-telemetry', '--disable-update-check'];
  const server = spawn(workbench.node, [workbench.codeServer, ...placesIn(data), ...args, '--user-data-dir', folder], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await addressOf(server);
  return {
    pageOf: (path) => `${address}?folder=${encodeURIComponent(path)}`,
    stop: () =>
      new Promise((resolve) => {
        server.once('close', () => resolve());
        server.kill();
      }),
  };
}

const IN_A_WORKER = { 'remote.extensionKind': { 'dts-analyzer.dts-analyzer': ['web'] } };

/** Nothing that a test does not ask for. */
const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
};

function placesIn(data: string): string[] {
  const config = join(data, 'config.yaml');
  return ['--config', config, '--extensions-dir', join(data, 'extensions'), '--user-data-dir', join(data, 'user')];
}

function environment(): NodeJS.ProcessEnv {
  // No gallery: then the page asks nothing of hosts but its own.
  return { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk;
      const address = /listening on (http:\/\/\S+)/.exec(output)?.[1];
      if (address) resolve(address);
    };
    server.stdout?.on('data', take);
    server.stderr?.on('data', take);
    server.once('close', (status) => reject(new Error(`code-server ended with status ${status}\n${output}`)));
  });
}

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../scripts/cache.js';

/*
 * The built server in Neovim, headless: an editor that is not ours, and that can only have diagnostics pushed.
 *
 *     npm run test:neovim
 *
 * Installs Debian's Neovim where there is none. neovim.lua does there what a person would do.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOC = 'arch/arm64/boot/dts/acme/ac100.dtsi';

process.exitCode = await main();

async function main(): Promise<number> {
  const version = await neovimVersion();
  console.log(`${version}, Node ${process.version}`);
  const folder = mkdtempSync(join(tmpdir(), 'dts-analyzer-neovim-'));
  try {
    cpSync(join(root, 'examples'), folder, { recursive: true });
    const reports = runNeovim(folder);
    for (const [name, value] of reports) if (name !== 'capabilities') console.log(`${name}: ${shorten(value)}`);
    return judge(reports, () => readFileSync(join(folder, SOC), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// biome-ignore lint/suspicious/noExplicitAny: what Neovim reports differs by name; the checks say what they expect.
type Reports = ReadonlyMap<string, any>;

/** Checks what Neovim reported; the server must offer all that is asked for. */
function judge(reports: Reports, readSoc: () => string): number {
  const capabilities = reports.get('capabilities') ?? {};
  const checks: readonly (readonly [title: string, holds: () => boolean, provider?: string])[] = [
    ['no request fails', () => !reports.has('error')],
    ['nothing is offered to be pulled', () => reports.has('capabilities') && !capabilities.diagnosticProvider],
    ['two processors are flagged', () => isMissingHwlocks(reports.get('diagnostics'), 2)],
    ['hover tells about the node', () => /adsp/i.test(reports.get('hover').join('\n')), 'hoverProvider'],
    [
      'half-typed hwlocks complete with the lock bank',
      () => reports.get('completion').some((label: string) => label.includes('tcsr_mutex')),
      'completionProvider',
    ],
    [
      'undoing it brings back the findings that changed meanwhile',
      () => reports.get('half-typed') && isMissingHwlocks(reports.get('healed'), 2),
      'completionProvider',
    ],
    ['a quick fix heals one processor', () => isMissingHwlocks(reports.get('fixed'), 1), 'codeActionProvider'],
    [
      'the fixed file is saved',
      () => /remoteproc_mpss: [^}]*\n\t\t\thwlocks = <&tcsr_mutex 3>;\n/.test(readSoc()),
      'codeActionProvider',
    ],
    ['the server stops', () => reports.get('stopped') === true],
  ];
  let passed = 0;
  let failed = 0;
  for (const [title, holds, provider] of checks) {
    if (provider && !capabilities[provider]) {
      console.log(`SKIP ${title}: the server offers no ${provider}`);
    } else if (succeeds(holds)) passed++;
    else {
      failed++;
      console.log(`FAIL ${title}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

function isMissingHwlocks(found: readonly { readonly code: string }[], count: number): boolean {
  return found.length === count && found.every(({ code }) => code === 'remoteproc-missing-hwlocks');
}

/** A report that never came makes a check throw, which is a failure as well. */
function succeeds(holds: () => boolean): boolean {
  try {
    return holds();
  } catch {
    return false;
  }
}

function runNeovim(folder: string): Reports {
  const { stdout, stderr, status, error } = spawnSync(
    'nvim',
    ['--headless', '--clean', '-n', '-c', `luafile ${join(root, 'test/e2e/neovim.lua')}`, join(folder, SOC)],
    {
      cwd: folder,
      encoding: 'utf8',
      timeout: 120_000,
      // Its log and its state are nobody's.
      env: {
        ...process.env,
        XDG_CACHE_HOME: join(folder, '.cache'),
        XDG_STATE_HOME: join(folder, '.cache'),
        XDG_DATA_HOME: join(folder, '.cache'),
        DTS_ANALYZER_NODE: process.execPath,
        DTS_ANALYZER_SERVER: join(root, 'dist/cli.js'),
        DTS_ANALYZER_FOLDER: folder,
      },
    },
  );
  if (status !== 0) console.log(`Neovim ended with ${status ?? error?.message}: ${stderr}`);
  const lines = stdout.split('\n').filter((line) => line.startsWith('{"'));
  return new Map(lines.map((line) => JSON.parse(line)).map(({ name, value }) => [name, value]));
}

async function neovimVersion(): Promise<string> {
  const version = () => spawnSync('nvim', ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0];
  const installed = version();
  if (installed) return installed;
  if (process.getuid?.() !== 0) throw new Error('This test needs Neovim; please install it.');
  await run('apt-get', ['update']);
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'neovim']);
  return version() ?? 'Neovim of an unknown version';
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

/* Settings of the built command. `npm test` builds it first. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOC = 'arch/arm64/boot/dts/acme';
const MISSING = 'remoteproc-missing-hwlocks';

/** The example tree in a folder of its own, with more files, and what runs the command there. */
function treeWith(files: Readonly<Record<string, object | string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'dts-analyzer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, 'examples'), folder, { recursive: true });
  for (const [path, content] of Object.entries(files))
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  const run = (...args: string[]) => {
    const command = [join(root, 'dist/cli.js'), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
    const codes = [...stdout.matchAll(/\[([a-z-]+)\]$/gm)].map(([, code]) => code).sort();
    return { status, stdout, stderr, codes };
  };
  return Object.assign(run, { pathOf: (path: string) => join(folder, path) });
}

const ALL = ['hwlock-out-of-range', MISSING, MISSING, 'remoteproc-wrong-hwlock'];

describe('.dts-analyzer.json', () => {
  it('counts unless another file or none is wanted, and flags stand above it', () => {
    const run = treeWith({
      '.dts-analyzer.json': { rules: { [MISSING]: 'off' } },
      'strict.json': { rules: { [MISSING]: 'error', 'hwlock-out-of-range': 'off' } },
    });
    expect(run('check').codes).toEqual(ALL.filter((code) => code !== MISSING));
    expect(run('check', '--no-config').codes).toEqual(ALL);
    expect(run('check', '--config', 'strict.json').codes).toEqual(ALL.slice(1));
    expect(run('check', '--rule', `${MISSING}=hint`).codes).toEqual(ALL);
    expect(run('check', '--config', 'nowhere.json')).toMatchObject({ status: 2, stdout: '' });
  });

  it('has its mistakes told at their place, and the rest counts', () => {
    const text = `{\n  "ruels": {},\n  "rules": { "${MISSING}": "off" },\n}\n`;
    const run = treeWith({ '.dts-analyzer.json': text });
    const { codes, stdout, status } = run('check', '--exclude', '*-tablet.dts');
    expect(codes).toEqual(['invalid-settings']);
    expect(status).toBe(1);
    expect(stdout).toContain(".dts-analyzer.json:2:3: warning: There is no setting 'ruels'. Did you mean 'rules'?");
    expect(treeWith({ '.dts-analyzer.json': '{ "rules": ' })('check').stdout).toMatch(
      /^\.dts-analyzer\.json:1:\d+: error: .*\[invalid-settings\]$/m,
    );
  });

  it('sets how grave its own mistakes are', () => {
    const mistaken = { ruels: {}, rules: { 'invalid-settings': 'off', [MISSING]: 'off' } };
    const run = treeWith({ '.dts-analyzer.json': mistaken });
    const others = ALL.filter((code) => code !== MISSING);
    expect(run('check').codes).toEqual(others);
    expect(run('check', '--rule', 'invalid-settings=error').stdout).toContain('error: There is no setting');
  });

  it('can be a pipe that nobody writes to', () => {
    const run = treeWith({});
    if (process.platform !== 'win32') spawnSync('mkfifo', [run.pathOf('.dts-analyzer.json')]);
    expect(run('check').codes).toEqual(ALL);
  });

  it('has levels for certain files', () => {
    const overrides = [
      { files: [SOC], rules: { [MISSING]: 'off', 'hwlock-out-of-range': 'off' } },
      { files: ['*-tablet.dts'], rules: { 'hwlock-out-of-range': 'hint' } },
    ];
    expect(treeWith({ '.dts-analyzer.json': { overrides } })('check').codes).toEqual([
      'hwlock-out-of-range',
      'remoteproc-wrong-hwlock',
    ]);
  });

  it('has include paths that are relative to it', () => {
    const run = treeWith({
      '.dts-analyzer.json': { includePaths: ['arch'] },
      'arch/found.h': '#define FOUND 1\n',
      [`${SOC}/x.dts`]: '/dts-v1/;\n#include <found.h>\n/ { x = <FOUND>; };\n',
    });
    expect(run('check', `${SOC}/x.dts`)).toMatchObject({ status: 0, codes: [] });
    expect(run('expand', `${SOC}/x.dts`).stdout).toContain('x = <1>;');
    expect(run('check', `${SOC}/x.dts`, '--no-config').codes).toEqual(['missing-include']);
  });
});

describe('globs', () => {
  it.each([
    [['--exclude', '*-tablet.dts'], [MISSING, MISSING], '2 boards checked'],
    [['--include', '*-tablet.dts'], ALL.filter((code) => code !== MISSING), '1 board checked'],
    [['--include', 'arch/arm/**'], [], '0 boards checked'],
    [['--exclude', `${SOC}/*.dtsi`], ALL.filter((code) => code !== MISSING), '3 boards checked'],
  ])('%j', (flags, codes, summary) => {
    const found = treeWith({})('check', ...flags);
    expect(found.codes).toEqual(codes);
    expect(found.stdout).toContain(summary);
  });

  it('a file that was asked for and does not count is told', () => {
    const { stderr, status } = treeWith({})('check', `${SOC}/ac100-evk.dts`, '--exclude', 'acme');
    expect(stderr).toContain(`note: the settings exclude '${SOC}/ac100-evk.dts'`);
    expect(status).toBe(0);
  });

  it('a wrong one is wrong usage', () => {
    expect(treeWith({})('check', '--include', '../x')).toMatchObject({ status: 2 });
  });
});

describe('suppression comments', () => {
  it('that no board uses are told, those that one uses are not', () => {
    const shared = `// dts-analyzer-disable-file ${MISSING}, macro-redefined\n/ { };\n`;
    const run = treeWith({
      [`${SOC}/shared.dtsi`]: shared,
      [`${SOC}/one.dts`]: '/dts-v1/;\n#include "shared.dtsi"\n#include "shared.dtsi"\n',
    });
    expect(run('check', `${SOC}/shared.dtsi`).stdout).toContain(
      `${SOC}/shared.dtsi:1:58: information: \`macro-redefined\` is not found in this file`,
    );
  });
});

it('help tells of them', () => {
  const { stdout } = treeWith({})('check', '--help');
  for (const word of ['--config', '--no-config', '--include', '--exclude', '.dts-analyzer.json', 'disable-next-line'])
    expect(stdout).toContain(word);
});

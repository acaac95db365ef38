import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

/* The built command, as a person runs it. `npm test` builds it first. */

const root = fileURLToPath(new URL('../..', import.meta.url));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('dts-analyzer', () => {
  it('check prints the findings of the example, each once, with its boards', () => {
    const { status, stdout } = run('check', 'examples');
    expect(status).toBe(1);
    expect(stdout).toContain('examples/arch/arm64/boot/dts/acme/ac100.dtsi:');
    expect(stdout.match(/\[remoteproc-missing-hwlocks\]/g)).toHaveLength(2);
    expect(stdout).toContain('[remoteproc-wrong-hwlock]');
    expect(stdout).toContain('on 2 boards: ac100-evk.dts, ac100-tablet.dts');
    expect(stdout).toMatch(/remoteproc_adsp: remoteproc@6800000 \{\n.*\| +\^+/);
    expect(stdout).toMatch(/3 boards checked: .*\d+ warnings\n$/);
    expect(stdout).not.toContain('\x1b');
  });

  it('ipc prints the map of a board, in three formats', () => {
    const board = 'examples/arch/arm64/boot/dts/acme/ac100-evk.dts';
    expect(run('ipc', board)).toMatchObject({ status: 0, stderr: '' });
    expect(run('ipc', board).stdout).toMatch(
      /^IPC map of arch\/arm64\/boot\/dts\/acme\/ac100-evk\.dts\n\nLock banks\n/,
    );
    const { version, hwlocks } = JSON.parse(run('ipc', board, '--format', 'json').stdout);
    expect([version, hwlocks[0].lock]).toEqual([1, 3]);
    expect(run('ipc', board, '--format', 'mermaid').stdout).toMatch(/^flowchart LR\n/);
    expect(run('ipc', 'examples/arch/arm64/boot/dts/acme/ac100.dtsi').stdout).toMatch(/^IPC map of .*\.dts\n/);
  });

  it.each([
    ['of a file that is not there', ['ipc', 'nowhere.dts'], "cannot read 'nowhere.dts'"],
    ['of what no board includes', ['ipc', 'examples/README.md'], 'no board includes'],
    ['in another format', ['ipc', 'nowhere.dts', '--format', 'yaml'], 'Allowed choices are text, json, mermaid'],
  ])('ipc refuses to print the map %s', (_, args, message) => {
    const { status, stderr } = run(...args);
    expect([status, stderr.includes(message) || stderr]).toEqual([2, true]);
  });

  it('check --format json has the documented shape', () => {
    const { stdout } = run('check', 'examples', '--format', 'json', '--fail-on', 'never');
    const { findings } = JSON.parse(stdout);
    const modem = findings.find((finding: { nodes: string[] }) => finding.nodes[0] === '/soc@0/remoteproc@4080000');
    expect(modem).toMatchObject({
      code: 'remoteproc-missing-hwlocks',
      severity: 'warning',
      file: 'arch/arm64/boot/dts/acme/ac100.dtsi',
      nodes: ['/soc@0/remoteproc@4080000'],
      boards: ['arch/arm64/boot/dts/acme/ac100-evk.dts', 'arch/arm64/boot/dts/acme/ac100-tablet.dts'],
    });
    expect(Object.keys(modem).sort()).toEqual([
      'boards',
      'code',
      'file',
      'fixes',
      'message',
      'nodes',
      'range',
      'related',
      'severity',
    ]);
    expect(modem.fixes[0]).toMatchObject({
      preferred: true,
      edits: [{ newText: expect.stringContaining('hwlocks = <&tcsr_mutex 3>;') }],
    });
  });

  it.each([
    [
      'nothing at or above the threshold',
      ['check', 'examples/arch/arm64/boot/dts/acme/ac100-evk.dts', '--rule', 'remoteproc-missing-hwlocks=off'],
      0,
    ],
    ['a warning', ['check', 'examples'], 1],
    [
      'a warning below the threshold',
      ['check', 'examples', '--fail-on', 'error', '--rule', 'hwlock-out-of-range=warning'],
      0,
    ],
    ['findings, but never', ['check', 'examples', '--fail-on', 'never'], 0],
    ['an unreadable path', ['check', 'nowhere'], 2],
    ['a severity with more behind it', ['check', 'examples', '--rule', 'unknown-label=off=x'], 2],
    ['an unknown code', ['check', 'examples', '--rule', 'remoteproc-missing-hwlock=off'], 2],
    ['an unknown option', ['check', '--nonsense'], 2],
    ['help', ['--help'], 0],
    ['the version', ['--version'], 0],
  ])('exit status for %s', (_, args, expected) => {
    expect(run(...args).status).toBe(expected);
  });

  it('suggests the code that was meant', () => {
    expect(run('check', 'examples', '--rule', 'remoteproc-missing-hwlock=off').stderr).toContain(
      "Did you mean 'remoteproc-missing-hwlocks'?",
    );
    expect(run('explain', 'remoteproc-mising-hwlocks').stderr).toContain("did you mean 'remoteproc-missing-hwlocks'?");
  });

  it('explain teaches a code, and lists all without one', () => {
    expect(run('explain', 'remoteproc-missing-hwlocks').stdout).toContain('SMEM');
    const list = run('explain').stdout;
    for (const code of ['remoteproc-missing-hwlocks', 'unknown-label', 'missing-include'])
      expect(list).toMatch(new RegExp(`^${code} `, 'm'));
  });

  it('checks a folder that is named as if one stood in it', () => {
    const around = mkdtempSync(join(tmpdir(), 'dts-analyzer-named-'));
    onTestFinished(() => rmSync(around, { recursive: true, force: true }));
    for (const folder of ['kit/boards', 'kit/include']) mkdirSync(join(around, folder), { recursive: true });
    writeFileSync(join(around, 'kit/boards/board.dts'), '/dts-v1/;\n#include <pin.h>\n/ { pin = <PIN>; };\n');
    writeFileSync(join(around, 'kit/include/pin.h'), '#define PIN 1\n');
    expect(run('check', join(around, 'kit'))).toMatchObject({ status: 0, stderr: '' });
  });

  it('says nothing when whoever reads the output has seen enough', async () => {
    const child = spawn(process.execPath, ['dist/cli.js', 'check', 'examples', '--format', 'json'], { cwd: root });
    child.stdout.destroy();
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    await once(child, 'close');
    expect(errors).not.toContain('EPIPE');
  });

  it('expand prints what dtc sees', () => {
    const { stdout, status } = run('expand', 'examples/arch/arm64/boot/dts/acme/ac100-evk.dts');
    expect(status).toBe(0);
    expect(stdout).toContain('qcom,smem-states = <&smp2p_adsp_out 0>;');
    expect(stdout).not.toContain('#include');
  });
});

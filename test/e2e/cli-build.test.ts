import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

/* The built command, as a person runs it. `npm test` builds it first. */

const command = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cli-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { cwd: folder });
  return { status, stdout: stdout.toString(), stderr: stderr.toString(), bytes: stdout };
}

const write = (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text);
const read = (name: string) => readFileSync(join(folder, name));

describe('dts-analyzer build', () => {
  it('compiles every board and overlay below a folder', () => {
    const { status, stdout } = run('build', examples, '--out-dir', 'out');
    expect(stdout).toBe('3 blobs written\n');
    expect(status).toBe(0);
    expect(read('out/arch/arm64/boot/dts/acme/ac100-evk.dtb').readUInt32BE(0)).toBe(0xd00dfeed);
    expect(read('out/arch/arm64/boot/dts/acme/ac100-evk-camera.dtbo').toString('latin1')).toContain('__fixups__');
  });

  it('puts a blob beside its source, or where it is told', () => {
    write('a.dts', '/dts-v1/; / { p = /incbin/("data.bin", 1, 2); l: n { }; };');
    write('data.bin', Uint8Array.of(1, 2, 3, 4));
    expect(run('build', 'a.dts').status).toBe(0);
    expect(run('build', 'a.dts', '-o', 'b.dtb', '--symbols').status).toBe(0);
    expect(read('a.dtb').toString('latin1')).toContain('\x02\x03\0\0');
    expect(read('b.dtb').toString('latin1')).toContain('__symbols__');
    expect(run('build', 'a.dts', '-o', '-').bytes).toEqual(read('a.dtb'));
  });

  it('says what is wrong in the project file that it goes by, as `expand` does', () => {
    write('.dts-analyzer.json', '{ "includePath": ["data"] }');
    write('plain.dts', '/dts-v1/;\n/ { };\n');
    const mistake = "warning: There is no setting 'includePath'";
    expect(run('build', 'plain.dts').stdout).toContain(mistake);
    expect(run('build', 'plain.dts', '-o', '-').stderr).toContain(mistake);
    expect(run('expand', 'plain.dts')).toMatchObject({ status: 0, stderr: expect.stringContaining(mistake) });
    rmSync(join(folder, '.dts-analyzer.json'));
  });

  it('looks for what /incbin/ names in the include paths', () => {
    mkdirSync(join(folder, 'blobs'), { recursive: true });
    write('blobs/logo.bin', 'LOGO');
    write('logo.dts', '/dts-v1/;\n/ { p = /incbin/("logo.bin"); };\n');
    expect(run('build', 'logo.dts').status).toBe(1);
    expect(run('build', 'logo.dts', '-I', 'blobs').status).toBe(0);
    write('.dts-analyzer.json', '{ "includePaths": ["blobs"] }');
    expect(run('build', 'logo.dts').status).toBe(0);
    expect(read('logo.dtb').toString('latin1')).toContain('LOGO');
    rmSync(join(folder, '.dts-analyzer.json'));
  });

  it('reads no file outside of where it is run because a source names it', () => {
    const secret = mkdtempSync(join(tmpdir(), 'secret-'));
    writeFileSync(join(secret, 'secret.dtsi'), '/ { secret { }; };\n');
    symlinkSync(secret, join(folder, 'link'));
    try {
      for (const line of [
        `#include "${secret}/secret.dtsi"`,
        `#include "../${basename(secret)}/secret.dtsi"`,
        '#include "link/secret.dtsi"',
        `/include/ "${secret}/secret.dtsi"`,
        `/ { p = /incbin/("${secret}/secret.dtsi"); };`,
        '/ { p = /incbin/("link/secret.dtsi"); };',
      ]) {
        write('evil.dts', `/dts-v1/;\n${line}\n/ { };\n`);
        const { status, stdout } = run('build', 'evil.dts');
        expect(stdout, line).toContain('[outside-include]');
        expect(status).toBe(1);
        expect(run('check', 'evil.dts', '--fail-on', 'never').stdout, line).not.toContain('secret {');
      }
      write('fine.dts', '/dts-v1/;\n#include <secret.dtsi>\n/ { };\n');
      expect(run('build', 'fine.dts', '-I', secret).status).toBe(0);
      expect(read('fine.dtb').toString('latin1')).toContain('secret');
    } finally {
      rmSync(secret, { recursive: true, force: true });
    }
  });

  it('writes nothing for what dtc refuses, and says why', () => {
    write('bad.dts', '/dts-v1/;\n/ { p = <&nowhere>; a: n { }; a: m { }; };\n');
    const { status, stdout } = run('build', 'bad.dts', 'a.dts', '-I', '.');
    expect(status).toBe(1);
    expect(stdout).toContain('[duplicate-label]');
    expect(stdout).toContain('[unknown-label]');
    expect(stdout).toMatch(/1 blob written, 2 errors\n$/);
    expect(() => read('bad.dtb')).toThrow();
  });

  it('applies overlays to a board, which has its labels then', () => {
    write('base.dts', '/dts-v1/;\n/ { l: n { p = <1>; }; };\n');
    write('one.dtso', '/dts-v1/;\n/plugin/;\n&l { m: new { }; };\n');
    write('two.dtso', '/dts-v1/;\n/plugin/;\n&m { q = <&l>; };\n');
    expect(run('build', 'base.dts', '-@', '--apply', 'one.dtso', '--apply', 'two.dtso', '-o', 'both.dtb').status).toBe(
      0,
    );
    const source = run('decompile', 'both.dtb').stdout;
    expect(source).toContain('\t\tm: new {\n');
    expect(source).toContain('q = <0x01>;');
    const { status, stdout } = run('build', 'base.dts', '--apply', 'one.dtso', '--apply', 'two.dtso', '-o', 'none.dtb');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^two\.dtso:3:1: error: The base has no label 'm' .*\[overlay-unknown-symbol\]/);
    expect(() => read('none.dtb')).toThrow();
  });

  it.each([
    ['overlays for two boards', ['build', 'a.dts', 'b.dts', '--apply', 'one.dtso']],
    ['an overlay that is not there', ['build', 'a.dts', '--apply', 'nowhere.dtso']],
    ['an overlay that is no source', ['build', 'a.dts', '--apply', 'data.bin']],
    ['a path that is not there', ['build', 'nowhere.dts']],
    ['a file that is no root', ['build', 'data.bin']],
    ['one target for two sources', ['build', 'a.dts', 'bad.dts', '-o', 'c.dtb']],
    ['two ways to name the target', ['build', 'a.dts', '-o', 'c.dtb', '--out-dir', 'out']],
    ['a target that cannot be written', ['build', 'a.dts', '-o', 'data.bin/c.dtb']],
    ['no path', ['build']],
    ['a blob that is not there', ['decompile', 'nowhere.dtb']],
  ])('refuses %s', (_, args) => {
    expect(run(...args).status).toBe(2);
  });
});

describe('dts-analyzer decompile', () => {
  it('prints a source that becomes the same blob', () => {
    const { status, stdout } = run('decompile', 'b.dtb');
    expect(status).toBe(0);
    expect(stdout).toContain('\tl: n {\n');
    expect(run('decompile', 'b.dtb', '-o', 'again.dts').status).toBe(0);
    expect(read('again.dts').toString()).toBe(stdout);
    expect(run('build', 'again.dts').status).toBe(0);
    expect(read('again.dtb')).toEqual(read('b.dtb'));
  });

  it('says where bytes are no blob', () => {
    write('cut.dtb', read('b.dtb').subarray(0, 100));
    const { status, stderr } = run('decompile', 'cut.dtb');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^cut\.dtb: error: at byte 4: /);
  });
});

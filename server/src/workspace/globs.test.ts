import { describe, expect, it } from 'vitest';
import { faultOfGlob, filterOf } from './globs.js';

describe('a glob', () => {
  it.each([
    ['board.dts', 'board.dts', 'arch/arm/board.dts'],
    ['*.dtso', 'a.dtso', 'b/c.dtso'],
    ['vendor', 'vendor/a.dts', 'arch/vendor/deep/a.dts'],
    ['vendor/', 'vendor/a.dts', 'arch/vendor/deep/a.dts'],
    ['arch/arm64', 'arch/arm64/a.dts', 'arch/arm64/b/c.dtsi'],
    ['/arch/*', 'arch/arm64/a.dts', 'arch/arm/a.dts'],
    ['./a.dts', 'a.dts', 'a.dts'],
    ['arch/**/acme/**', 'arch/acme/a.dts', 'arch/arm64/boot/dts/acme/x/a.dts'],
    ['**/acme/*.dts', 'acme/a.dts', 'x/y/acme/a.dts'],
    ['a?.dts', 'ab.dts', 'x/ac.dts'],
    ['[a-c]*.dts', 'b1.dts', 'x/c.dts'],
    ['{one,two}-*.dts', 'one-kit.dts', 'x/two-kit.dts'],
    ['.*.dts', '.hidden.dts', 'x/.b.dts'],
    ['a+b!@.dts', 'a+b!@.dts', 'x/a+b!@.dts'],
    ['**', 'a', 'a/b/c'],
    ['[!ab]*.dts', 'c.dts', 'x/d.dts'],
    ['arch/./arm', 'arch/arm/a.dts', 'arch/arm/b/c.dts'],
  ])('%s names %s and %s', (glob, one, other) => {
    expect(faultOfGlob(glob)).toBeUndefined();
    expect([one, other].map(filterOf([glob]))).toEqual([true, true]);
  });

  it.each([
    ['board.dts', 'a-board.dts'],
    ['*.dts', 'a.dtsi'],
    ['arch/arm', 'arch/arm64/a.dts'],
    ['arch/*.dts', 'arch/arm/a.dts'],
    ['/a.dts', 'b/a.dtsi'],
    ['a/**/b.dts', 'b.dts'],
    ['vendor', 'vendors/a.dts'],
    ['a.dts', 'A.dts'],
    ['{one,two}.dts', 'one,two.dts'],
    ['[!ab]*.dts', 'a.dts'],
    ['[!ab]*.dts', '!.dtsi'],
  ])('%s does not name %s', (glob, path) => {
    expect(filterOf([glob])(path)).toBe(false);
  });

  it.each([
    ['', 'is empty'],
    ['/', 'is empty'],
    ['a//b', 'between two slashes'],
    ['a///', 'between two slashes'],
    ['a/../b', 'out of its folder'],
    ['!a.dts', 'does not take files out'],
    ['[ab.dts', 'never closed'],
    ['{a,b.dts', 'never closed'],
    ['(a|b).dts', 'knows'],
    ['+(a).dts', 'knows'],
    ['a\\b', 'knows'],
    ['{a/b,c}', 'neither a slash'],
    ['{a,{b,c}}', 'neither a slash'],
    ['*a*b*c*', 'at most 3'],
    [`{${'a,'.repeat(17)}}`, 'commas'],
    ['a'.repeat(257), 'too long'],
    ['a/'.repeat(40), 'too long'],
  ])('%s is refused', (glob, fault) => {
    expect(faultOfGlob(glob)).toContain(fault);
    expect(filterOf([glob])('a')).toBe(false);
  });

  it.each([
    ['*a*a*b', 'a'.repeat(255)],
    ['**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/b', 'a/'.repeat(2000)],
    ['{a,a,a,a,a,a,a,a}{a,a,a,a,a,a,a}*b', 'a'.repeat(255)],
  ])('%s answers, however hostile the path', (glob, path) => {
    expect(faultOfGlob(glob)).toBeUndefined();
    expect(filterOf([glob])(path)).toBe(false);
  });
});

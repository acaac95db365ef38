import { describe, expect, it } from 'vitest';
import { scanSource } from './include-scan.js';

describe('the scan of a source', () => {
  it.each([
    ['#include "a.dtsi"\n', ['"a.dtsi"']],
    [' \t# \t include\t<dt-bindings/b.h>\n#include"c.dtsi"', ['<dt-bindings/b.h>', '"c.dtsi"']],
    ['/dts-v1/;\n/include/ "a.dtsi"\n/include/\n\t"b.dtsi" /include/ "c.dtsi"', ['"a.dtsi"', '"b.dtsi"', '"c.dtsi"']],
    ['#if 0\n#include "a.dtsi"\n#endif\n#include "a.dtsi"\n', ['"a.dtsi"']],
    ['x #include "a.dtsi"\n#include NAME\n#include "open\n#include ""\n#includes "b"\n', []],
    ['/* include "a" */\n#define include "b"\n', []],
  ])('%j includes %j', (text, includes) => {
    expect(scanSource(text).includes).toEqual(includes);
  });

  it.each([
    ['/ {\n\tmodel = "X";\n\tcompatible = "acme,evk", "acme,ac100";\n\tchassis { };\n};', 'acme,ac100'],
    ['#include "a.dtsi"\n/ {\n\tcompatible = "acme,ac100";\n};', 'acme,ac100'],
    ['/ {\n\tchassis {\n\t\tcompatible = "acme,chassis";\n\t};\n};', undefined],
    ['&uart {\n\tcompatible = "acme,uart";\n};', undefined],
    ['/ {\n\tcompatible = NAME;\n};', undefined],
  ])('%j is of the SoC %j', (text, soc) => {
    expect(scanSource(text).soc).toBe(soc);
  });

  it('takes no longer than the text is long', () => {
    const hostile = [
      '/ {compatible = '.repeat(40_000),
      `/ {${'compatible = "a",'.repeat(40_000)}`,
      '#include '.repeat(80_000),
    ];
    for (const text of hostile) expect(scanSource(text)).toEqual({ includes: [] });
  });
});

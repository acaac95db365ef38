import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import type { Rule } from '../rule.js';
import {
  addressCellsIsCell,
  compatibleIsStringList,
  deviceTypeIsString,
  labelIsString,
  modelIsString,
  nameIsString,
  namesIsStringList,
  sizeCellsIsCell,
  specifierCellsAreCells,
  statusIsString,
} from './property-shape.js';

const check = (rule: Rule, text: string) => checkRule(rule, `/dts-v1/;${text}`);

describe('property-shape', () => {
  it('finds counts that are not one cell', async () => {
    await check(
      addressCellsIsCell,
      `
/ {
	a { #address-cells; };
	//  ^^^^^^^^^^^^^^ warning(address-cells-is-cell): \`#address-cells\` has to be one cell, and has 0 bytes
	b { #address-cells = <1 1>; };
	//                   ^^^^^ warning(address-cells-is-cell): \`#address-cells\` has to be one cell, and has 8 bytes
	c { #address-cells = [01]; };
	//                   ^^^^ warning(address-cells-is-cell): \`#address-cells\` has to be one cell, and has 1 byte
	d { #address-cells = "one"; };
	e { #address-cells = "eight"; };
	//                   ^^^^^^^ warning(address-cells-is-cell): \`#address-cells\` has to be one cell, and has 6 bytes
};
`,
    );
  });

  it('finds the value that was written last', async () => {
    await checkRule(
      sizeCellsIsCell,
      `
//- soc.dtsi
/dts-v1/;
/ {
	bus: bus { #size-cells = <1>; };
};
//- board.dts
#include "soc.dtsi"
&bus { #size-cells = <1 2>; };
//                   ^^^^^ warning(size-cells-is-cell): \`#size-cells\` has to be one cell, and has 8 bytes
`,
    );
  });

  it('holds the cells of every list that dtc knows', async () => {
    await check(
      specifierCellsAreCells.find((rule) => rule.code === 'sound-dai-is-cell')!,
      `
/ {
	codec { #sound-dai-cells = <0 1>; };
	//                         ^^^^^ warning(sound-dai-is-cell): \`#sound-dai-cells\` has to be one cell, and has 8 bytes
};
`,
    );
  });

  it('accepts four bytes, however they are written, and leaves what is not known to other findings', async () => {
    await check(
      sizeCellsIsCell,
      `
/ {
	a { #size-cells = [00 00 00 01]; };
	b { #size-cells = /bits/ 16 <0 1>; };
	c { #size-cells = <ONE>; };
	//                 ^^^ error(undefined-macro): 'ONE' is not a number: no macro of this name is defined
	d { #size-cells = <ONE TWO>; };
	//                 ^^^ error(undefined-macro): 'ONE' is not a number: no macro of this name is defined
	//                     ^^^ error(undefined-macro): 'TWO' is not a number: no macro of this name is defined
	e { #size-cells = /incbin/("one.bin"); };
};
`,
    );
  });

  it('finds what is not one string', async () => {
    await check(
      modelIsString,
      `
/ {
	model = "Acme", "One";
	//      ^^^^^^^^^^^^^ warning(model-is-string): \`model\` has to be one string
	a { model; };
	//  ^^^^^ warning(model-is-string): \`model\` has to be one string
	b { model = <0>; };
	//          ^^^ warning(model-is-string): \`model\` has to be one string
	c { model = [61 62]; };
	//          ^^^^^^^ warning(model-is-string): \`model\` has to be one string
	d { model = "a\\0b"; };
	//          ^^^^^^ warning(model-is-string): \`model\` has to be one string
};
`,
    );
  });

  it('accepts text with an end, however it is written', async () => {
    await check(
      modelIsString,
      `
/ {
	model = "Acme One";
	a { model = ""; };
	b { model = [61 62 00]; };
	c { model = <0x61626300>; };
	d { model = &{/a}; };
	e { model = /incbin/("model.bin"); };
};
`,
    );
  });

  it('stands where the value was written last', async () => {
    await checkRule(
      statusIsString,
      `
//- soc.dtsi
/dts-v1/;
/ {
	uart: serial { status = "disabled"; };
};
//- board.dts
#include "soc.dtsi"
&uart { status = <1>; };
//               ^^^ warning(status-is-string): \`status\` has to be one string
`,
    );
  });

  it('holds device_type', async () => {
    await check(
      deviceTypeIsString,
      `
/ {
	memory { device_type = <1>; };
	//                     ^^^ warning(device-type-is-string): \`device_type\` has to be one string
};
`,
    );
  });

  it('holds the property label, not labels', async () => {
    await check(
      labelIsString,
      `
/ {
	red: led { label = <1>; };
	//                 ^^^ warning(label-is-string): \`label\` has to be one string
};
`,
    );
  });

  it('holds the old name, in what is left out because nothing refers to it too', async () => {
    await check(
      nameIsString,
      `
/ {
	a { name = <1>; };
	//         ^^^ error(name-is-string): \`name\` has to be one string
	/omit-if-no-ref/ b { name; };
	//                   ^^^^ error(name-is-string): \`name\` has to be one string
};
`,
    );
  });

  it('finds lists that do not end with a text', async () => {
    await check(
      compatibleIsStringList,
      `
/ {
	compatible = <1>;
	//           ^^^ warning(compatible-is-string-list): \`compatible\` has to be a list of strings
	a { compatible = "a", [62]; };
	//               ^^^^^^^^^ warning(compatible-is-string-list): \`compatible\` has to be a list of strings
};
`,
    );
  });

  it('accepts lists of texts, empty ones and paths', async () => {
    await check(
      compatibleIsStringList,
      `
/ {
	compatible = "acme,one", "acme";
	a { compatible; };
	b { compatible = [61 00 62 00]; };
	c { compatible = &{/a}, "a"; };
	d { compatible = <0x61620000>; };
};
`,
    );
  });

  it('holds every property that ends in -names', async () => {
    await check(
      namesIsStringList,
      `
/ {
	clock-names = <1>;
	//            ^^^ warning(names-is-string-list): \`clock-names\` has to be a list of strings
	-names = [61];
	//       ^^^^ warning(names-is-string-list): \`-names\` has to be a list of strings
	names = <1>;
	clock-names-more = <1>;
	reg-names = "a", "b";
};
`,
    );
  });

  it("judges an overlay's references too: they are no text, whatever they name", async () => {
    await checkRule(
      namesIsStringList,
      `
//- overlay.dtso
/dts-v1/;
/plugin/;
&x {
	clock-names = <ONE>;
	//             ^^^ error(undefined-macro): 'ONE' is not a number: no macro of this name is defined
	reg-names = <&y>;
	//          ^^^^ warning(names-is-string-list): \`reg-names\` has to be a list of strings
};
`,
    );
  });
});

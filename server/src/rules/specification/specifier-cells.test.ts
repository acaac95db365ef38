import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { specifierCells } from './specifier-cells.js';

const check = (text: string) => checkRule(specifierCells, `/dts-v1/;${text}`);

describe('specifier-cells', () => {
  it('finds a reference among the cells of another provider, and tells of that alone', async () => {
    await check(`
/ {
	noc: noc { #interconnect-cells = <2>; };
	a { interconnects = <&noc 1 &noc 2>; };
	//                          ^^^^ warning(specifier-cells): A reference stands among the cells of &noc, which takes 2
};
`);
  });

  it('finds lists that end within a specifier, and what is no provider', async () => {
    await check(`
/ {
	gcc: gcc { #clock-cells = <1>; };
	gpio: gpio { };
	a { assigned-clocks = <&gcc>; };
	//                     ^^^^ warning(specifier-cells): \`assigned-clocks\` ends too early: behind &gcc 1 cell is wanted and 0 are left
	b { assigned-clock-parents = <&gpio>; };
	//                            ^^^^^ warning(specifier-cells): &gpio cannot stand in \`assigned-clock-parents\`: it has no \`#clock-cells\`
};
`);
  });

  it('reads lists that are named like the cells of a provider', async () => {
    await check(`
/ {
	hub: hub { #acme,slot-cells = <1>; };
	a { acme,slots = <&hub>; };
	//                ^^^^ warning(specifier-cells): \`acme,slots\` ends too early: behind &hub 1 cell is wanted and 0 are left
	b { acme,slot = <&hub 1>; };
	c { acme,slotted = <1 2>; };
};
`);
  });

  it('finds maps that are no whole entries', async () => {
    await check(`
/ {
	smmu: smmu { #iommu-cells = <2>; };
	a { iommu-map = <0 &smmu 1>; };
	//              ^^^^^^^^^^^ warning(specifier-cells): \`iommu-map\` has 3 cells, which are no whole entries of an identifier, a reference to the provider, a specifier and a length
	c { iommu-map = <0 77 1 1>; };
	//              ^^^^^^^^^^ warning(specifier-cells): \`iommu-map\` has 4 cells, which are no whole entries of an identifier, a reference to the provider, a specifier and a length
};
`);
  });

  it('accepts maps of four cells an entry, and of as many as the provider says', async () => {
    await check(`
/ {
	smmu: smmu { #iommu-cells = <2>; };
	its: its { #msi-cells = <1>; };
	plain: plain { };
	a { iommu-map = <0 &smmu 1 0x10>, <0x10 &smmu 2 0x10>; };
	b { iommu-map = <0 &smmu 1 2 0x10>; };
	c { msi-map = <0 &its 1 0x10>; };
	d { msi-map = <0 &plain 0x10>; };
};
`);
  });

  it('stands where the list was written last', async () => {
    await checkRule(
      specifierCells,
      `
//- soc.dtsi
/dts-v1/;
/ {
	gcc: gcc { #clock-cells = <1>; };
	uart: serial { assigned-clocks = <&gcc 1>; };
};
//- board.dts
#include "soc.dtsi"
&uart { assigned-clocks = <&gcc>; };
//                         ^^^^ warning(specifier-cells): \`assigned-clocks\` ends too early: behind &gcc 1 cell is wanted and 0 are left
`,
    );
  });

  it('says nothing of counts that count no specifiers, nor of what dtc tells itself', async () => {
    await check(`
/ {
	gcc: gcc { #clock-cells = <1>; #address-cells = <1>; #size-cells = <0>; #pinctrl-cells = <1>; };
	a { clocks = <&gcc>; address = <&gcc>; pinctrl = <&gcc>; };
	b { nvmem-cells = <&gcc>; };
};
`);
  });

  it('leaves counts and values that are malformed or not known to other findings', async () => {
    await check(`
/ {
	odd: odd { #clock-cells = "odd"; };
	smmu: smmu { #iommu-cells = <1>; };
	a { assigned-clocks = <&nowhere 1>; };
	//                     ^^^^^^^^ error(unknown-label): No node has the label 'nowhere'
	b { iommu-map = <0 &nowhere 1 1>; };
	//                 ^^^^^^^^ error(unknown-label): No node has the label 'nowhere'
	c { assigned-clocks = <&odd 1>; };
	//                     ^^^^^^ warning(specifier-cells): \`assigned-clocks\` ends too early: behind &odd 1868850176 cells are wanted and 1 are left
};
`);
  });

  it('gives up in an overlay where another tree has the provider', async () => {
    await checkRule(
      specifierCells,
      `
//- overlay.dtso
/dts-v1/;
/plugin/;
&x {
	assigned-clocks = <&gcc 1 2 3>;
	iommu-map = <0 &smmu 1>;
};
`,
    );
  });
});

import { expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { factsOf } from './board-facts.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createWorkspace } from './workspace.js';

const DTS = 'linux/arch/arm64/boot/dts/acme';
const files = {
  [`${DTS}/Makefile`]: `dtb-$(CONFIG_ARCH_ACME) += a.dtb \\
	b-camera.dtb
b-camera-dtbs := b.dtb camera.dtbo
b-other-dtbs := b.dtb other.dtbo
`,
  [`${DTS}/a.dts`]: '/ {\n\tcompatible = "acme,ac100";\n};\n',
  [`${DTS}/b.dts`]: '#include "ac200.dtsi"\n',
  [`${DTS}/c.dts`]: '/ { };\n',
  [`${DTS}/ac200.dtsi`]: '/ { };\n',
};

it('tells of a board its SoC, whether it is built, and what it is a part of', async () => {
  const workspace = createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);
  const tree = await workspace.treeOf(uriOf(`${DTS}/a.dts`));
  await workspace.includeGraphOf(tree).boardsReaching(uriOf(`${DTS}/ac200.dtsi`));
  const facts = (name: string) => factsOf(workspace, tree, uriOf(`${DTS}/${name}`));
  expect(await facts('a.dts')).toEqual({ soc: 'acme,ac100', isBuilt: true, composites: [] });
  expect(await facts('b.dts')).toEqual({ soc: 'ac200', isBuilt: true, composites: ['b-camera', 'b-other'] });
  expect(await facts('c.dts')).toEqual({ isBuilt: false, composites: [] });
});

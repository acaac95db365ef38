import { expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { inOrderOfBeginnings } from './board-order.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createWorkspace } from './workspace.js';

it('boards that begin with the same source follow each other', async () => {
  const folder = 'linux/arch/arm64/boot/dts/qcom';
  const files = {
    'a.dts': '#include <dt-bindings/x.h>\n#include "soc2.dtsi"\n#include "soc1.dtsi"',
    'b.dts': '#include "common.dtsi"',
    'c.dts': '#  include <arm64/qcom/soc2.dtsi>',
    'd.dts': '/include/ "soc1.dtsi"',
    'e.dts': '/ { };',
    'f.dts': '#include "f.dts"',
    'g.dts': '#include "missing.dtsi"',
    'common.dtsi': '#include "soc1.dtsi"',
    'soc1.dtsi': '',
    'soc2.dtsi': '',
  };
  const loader = memoryLoader(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text])),
  );
  const workspace = createWorkspace(loader, await testParser(), DEFAULT_SETTINGS);
  const roots = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => uriOf(`${folder}/${name}.dts`));
  const ordered = await inOrderOfBeginnings(workspace, roots);
  expect(ordered.map((root) => root.slice(root.lastIndexOf('/') + 1, -'.dts'.length)).join('')).toBe('efgbdac');
});

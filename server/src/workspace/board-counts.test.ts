import { expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { createBoardCounts } from './board-counts.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createViews } from './views.js';
import { createWorkspace } from './workspace.js';

it('tells on which boards a finding of a shared file holds, once all were checked', async () => {
  const boards = ['a', 'b', 'c'].map((name) => uriOf(`tree/${name}.dts`));
  const soc = uriOf('tree/soc.dtsi');
  const files = {
    'tree/soc.dtsi': '/ { p = <&uart>; };\n',
    'tree/a.dts': '/dts-v1/;\n#include "soc.dtsi"\n',
    'tree/b.dts': '/dts-v1/;\n#include "soc.dtsi"\n/ { uart: serial { }; };\n',
    'tree/c.dts': '/dts-v1/;\n#include "soc.dtsi"\n',
  };
  const workspace = createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);
  const [finding] = (await createViews(workspace).viewOf(soc))!.findings;
  const counts = createBoardCounts(workspace);
  let steps = 0;
  await counts.learn([soc], boards, async () => ++steps < 3);
  expect(counts.boardsWith(finding!)).toBeUndefined();
  await counts.learn([soc], boards, async () => true);
  expect(counts.boardsWith(finding!)).toEqual([boards[0], boards[2]]);
});

import { expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { createSourceFile } from '../text/source-file.js';
import { createBoardCounts } from './board-counts.js';
import { createBoardSurvey } from './board-survey.js';
import { boardsThrough } from './check-plan.js';
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
  const [finding] = (await createViews(workspace).checkedViewOf(soc))!.findings;
  const counts = createBoardCounts(workspace);
  const request = { files: [soc], boards: boards.map((uri) => ({ uri })), reaching: new Map([[soc, boards]]) };
  await counts.learn(request, { goOn: async () => false });
  expect(counts.boardsWith(finding!)).toBeUndefined();
  await counts.learn(request, { goOn: async () => true });
  expect(counts.boardsWith(finding!)).toEqual([boards[0], boards[2]]);
});

it('can be given up between any two steps, of which a board has many, and tells nothing then', async () => {
  const dts = 'linux/arch/arm64/boot/dts/acme';
  const files = {
    [`${dts}/soc.dtsi`]: '/ { n: n { p = <&uart>; }; };\n',
    [`${dts}/a.dts`]: '/dts-v1/;\n#include "soc.dtsi"\n',
    [`${dts}/b.dts`]: '/dts-v1/;\n#include "soc.dtsi"\n/ { uart: serial { }; };\n',
    [`${dts}/on.dtso`]: '/dts-v1/;\n/plugin/;\n&n { q = <&uart>; };\n',
    [`${dts}/Makefile`]: 'b-on-dtbs := b.dtb on.dtbo\n',
  };
  const workspace = createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);
  const views = createViews(workspace);
  const soc = uriOf(`${dts}/soc.dtsi`);
  const counts = createBoardCounts(workspace);
  const survey = createBoardSurvey(
    workspace,
    () => views.structure,
    () => '',
  );
  const boards = await boardsThrough(workspace, await views.rootsOf(soc));
  const names = boards.map(({ uri }) => uri);
  views.use(uriOf(`${dts}/a.dts`));
  const [finding] = (await views.checkedViewOf(soc))!.findings;
  let asked = 0;
  let wasGivenUp = true;
  for (let most = 0; wasGivenUp; most++) {
    expect([counts.boardsWith(finding!), survey.of(soc)]).toEqual([undefined, undefined]);
    asked = 0;
    wasGivenUp = false;
    const goOn = async () => {
      wasGivenUp ||= ++asked > most;
      return !wasGivenUp;
    };
    await counts.learn(
      { files: [soc], boards, reaching: new Map([[soc, names]]) },
      { goOn },
      survey.begin([soc], names),
    );
  }
  expect(asked).toBeGreaterThan(30 * boards.length);
  expect(survey.of(soc)?.boards).toEqual(names);
  expect(counts.boardsWith(finding!)).toEqual([uriOf(`${dts}/a.dts`)]);
});

it('is certain of a suppression that is not used only when no board uses it', async () => {
  const names = ['plain', 'odd'];
  const boards = names.map((name) => uriOf(`tree/${name}.dts`));
  const soc = uriOf('tree/soc.dtsi');
  const files = {
    'tree/soc.dtsi':
      '// dts-analyzer-disable-file unknown-label, bad-number\n// dts-analyzer-enable\n/ { };\n#ifdef ODD\n/ { p = <&uart>; };\n#endif\n',
    'tree/plain.dts': '/dts-v1/;\n#include "soc.dtsi"\n',
    'tree/odd.dts': '/dts-v1/;\n#define ODD\n#include "soc.dtsi"\n',
  };
  const workspace = createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);
  const views = createViews(workspace);
  views.use(boards[0]!);
  const findings = (await views.checkedViewOf(soc))!.findings;
  const certain = () =>
    findings.filter(counts.isCertain).map(({ message }) => /^`[a-z-]+`|^Nothing/.exec(message)?.[0]);
  const counts = createBoardCounts(workspace);
  expect(findings.map(({ code }) => code)).toEqual(Array(3).fill('unused-suppression'));
  expect(certain()).toEqual(['Nothing']);
  await counts.learn(
    { files: [soc], boards: boards.map((uri) => ({ uri })), reaching: new Map([[soc, boards]]) },
    { goOn: async () => true },
  );
  expect(certain()).toEqual(['Nothing', '`bad-number`']);
  expect(findings.map((finding) => counts.boardsWith(finding)?.length)).toEqual([2, 0, 2]);
  // Of comments that the boards were not asked about, nothing is certain.
  views.setOpen(
    soc,
    createSourceFile(soc, 2, `${files['tree/soc.dtsi']}// dts-analyzer-disable-file truncated-value\n`),
  );
  expect((await views.checkedViewOf(soc))!.findings.filter(counts.isCertain)).toHaveLength(1);
});

it('tells suppressions of one code apart, in the text that the boards read', async () => {
  const board = uriOf('tree/a.dts');
  const soc = uriOf('tree/soc.dtsi');
  const comment = '// dts-analyzer-disable-next-line unknown-label\n';
  const text = `${comment}/ { p = <&uart>; };\n${comment}/ { };\n`;
  const files = { 'tree/soc.dtsi': text, 'tree/a.dts': '/dts-v1/;\n#include "soc.dtsi"\n' };
  const workspace = createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);
  const views = createViews(workspace);
  const counts = createBoardCounts(workspace);
  const request = { files: [soc], boards: [{ uri: board }], reaching: new Map([[soc, [board]]]) };
  const certain = async () => (await views.checkedViewOf(soc))!.findings.filter(counts.isCertain);
  await counts.learn(request, { goOn: async () => true });
  expect((await certain()).map(({ at }) => at.span.start)).toEqual([text.lastIndexOf(comment)]);
  views.setOpen(soc, createSourceFile(soc, 2, `\n${text}`));
  expect(await certain()).toEqual([]);
});

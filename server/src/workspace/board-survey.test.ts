import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { createSourceFile } from '../text/source-file.js';
import { createBoardCounts } from './board-counts.js';
import { createBoardSurvey } from './board-survey.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createViews } from './views.js';
import { createWorkspace } from './workspace.js';

const SOC = uriOf('tree/soc.dtsi');
const boards = ['a', 'b', 'c'].map((name) => uriOf(`tree/${name}.dts`));
const files = {
  'tree/soc.dtsi': '/ { n: n { same = <1>; other = <1>; gone; lost = <&uart>; }; };\n',
  'tree/a.dts': '/dts-v1/;\n#include "soc.dtsi"\n/ { uart: serial { }; };\n',
  'tree/b.dts': '/dts-v1/;\n#include "soc.dtsi"\n&n { other = <2>; /delete-property/ gone; };\n',
  'tree/c.dts': '/dts-v1/;\n#if 0\n#include "soc.dtsi"\n#endif\n/ { };\n',
};

async function open() {
  const workspace = createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);
  const views = createViews(workspace);
  const survey = createBoardSurvey(
    workspace,
    () => views.structure,
    ({ value }) =>
      value.map((part) => (part.kind === 'cells' ? part.cells.map((cell) => cell.value).join(' ') : '')).join(),
  );
  const counts = createBoardCounts(workspace);
  const learn = (goOn: () => Promise<boolean> = async () => true) =>
    counts.learn(
      { files: [SOC], boards: boards.map((uri) => ({ uri })), reaching: new Map([[SOC, boards]]) },
      { goOn },
      survey.begin([SOC], boards),
    );
  return { views, survey, learn };
}

describe('a survey of the boards of a file', () => {
  it('has the findings with their boards', async () => {
    const { survey, learn } = await open();
    await learn();
    const known = survey.of(SOC)!;
    expect(known.boards).toEqual(boards.slice(0, 2));
    expect(known.findings.map((finding) => [finding.code, finding.boards])).toEqual([['unknown-label', [boards[1]]]]);
  });

  it('has the values on which boards disagree', async () => {
    const { survey, learn } = await open();
    await learn();
    const values = (name: string) => survey.of(SOC)!.valuesOf('/n', name);
    const [a, b] = boards;
    expect(values('same')).toEqual([]);
    expect(values('other')).toEqual([
      { value: '1', boards: [a] },
      { value: '2', boards: [b] },
    ]);
    expect(values('gone')).toEqual([{ value: '', boards: [a] }, { boards: [b] }]);
    expect(values('unheard-of')).toEqual([]);
  });

  it('tells nothing while it is not finished', async () => {
    const { survey, learn } = await open();
    let steps = 0;
    await learn(async () => ++steps < 3);
    expect(survey.of(SOC)).toBeUndefined();
  });

  it.each([
    ['the file', 'tree/soc.dtsi'],
    ['a board', 'tree/b.dts'],
  ])('holds no longer when %s changes', async (_, path) => {
    const { views, survey, learn } = await open();
    await learn();
    views.setOpen(uriOf(path), createSourceFile(uriOf(path), 2, '/ { };\n'));
    expect(survey.of(SOC)).toBeUndefined();
    await learn();
    expect(survey.of(SOC)?.asked.has(uriOf('tree/b.dts'))).toBe(true);
  });

  it('holds no longer when settings change or files come', async () => {
    const { views, survey, learn } = await open();
    await learn();
    views.settingsChanged();
    expect(survey.of(SOC)).toBeUndefined();
    await learn();
    views.filesChanged([{ uri: uriOf('tree/new.dtsi'), kind: 'created' }]);
    expect(survey.of(SOC)).toBeUndefined();
  });
});

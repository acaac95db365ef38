import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { createSourceFile } from '../text/source-file.js';
import { createBoardCounts } from '../workspace/board-counts.js';
import { createBoardSurvey } from '../workspace/board-survey.js';
import { boardsThrough } from '../workspace/check-plan.js';
import { DEFAULT_SETTINGS } from '../workspace/settings.js';
import { createViews, type Views } from '../workspace/views.js';
import { createWorkspace } from '../workspace/workspace.js';
import { codeActions } from './code-actions/code-actions.js';
import { diagnosticsOf } from './diagnostics.js';
import { valueText } from './facts/values.js';
import type { CheckedContext } from './feature.js';
import { hover } from './hover/hover.js';

const SOC = uriOf('tree/soc.dtsi');
const board = (text: string) => `/dts-v1/;\n#include "soc.dtsi"\n${text}\n`;

/** A file of a tree, after everything was checked that it is a part of. */
async function surveyOf(
  files: Record<string, string>,
  shown: string,
  board?: string,
): Promise<CheckedContext & { readonly views: Views }> {
  const workspace = createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);
  const views = createViews(workspace);
  if (board !== undefined) views.use(uriOf(board));
  const surveyed = createBoardSurvey(workspace, () => views.structure, valueText);
  const counts = createBoardCounts(workspace);
  const uri = uriOf(shown);
  const boards = await boardsThrough(workspace, await views.rootsOf(uri));
  const run = surveyed.begin(
    [uri],
    boards.map((each) => each.uri),
  );
  await counts.learn(
    { files: [uri], boards, reaching: new Map([[uri, boards.map((each) => each.uri)]]) },
    { goOn: async () => true },
    run,
  );
  return {
    view: (await views.checkedViewOf(uri))!,
    uri,
    client: {
      textDocument: {
        hover: { contentFormat: ['markdown'] },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
      },
    },
    settings: DEFAULT_SETTINGS,
    documentationOf: () => undefined,
    boardsWith: counts.boardsWith,
    survey: surveyed,
    views,
  };
}

/** `soc.dtsi` seen through `a.dts`, after all boards were checked. */
function survey(soc: string, boards: Record<string, string>): Promise<CheckedContext & { readonly views: Views }> {
  const files = Object.fromEntries(Object.entries(boards).map(([name, text]) => [`tree/${name}.dts`, board(text)]));
  return surveyOf({ ...files, 'tree/soc.dtsi': soc }, 'tree/soc.dtsi', 'tree/a.dts');
}

const told = (context: CheckedContext) =>
  diagnosticsOf(context).map(({ message, relatedInformation = [] }) => [
    message,
    ...relatedInformation.map((each) => each.message),
  ]);

describe('findings in a file of several boards', () => {
  it('are plain where they hold on all', async () => {
    const [finding, ...others] = told(await survey('/ { p = <&uart>; };\n', { a: '', b: '', c: '' }));
    expect(finding).toHaveLength(1);
    expect(others).toEqual([]);
  });

  it('name the boards where they hold on some', async () => {
    const [finding, ...others] = told(
      await survey('/ { p = <&uart>; };\n', { a: '', b: '/ { uart: n { }; };', c: '' }),
    );
    expect(finding?.slice(1)).toEqual(['Holds on 2 boards: a, c']);
    expect(others).toEqual([]);
  });

  it('are told where they hold on other boards only', async () => {
    const context = await survey('/ { p = <&uart>; };\n', { a: '/ { uart: n { }; };', b: '', c: '' });
    expect(context.view.findings).toEqual([]);
    const [finding, ...others] = told(context);
    expect(finding?.[0]).toMatch(/uart.* \(on b, c\)$/);
    expect(finding?.slice(1)).toEqual(['Holds on 2 boards: b, c']);
    expect(others).toEqual([]);
    expect(diagnosticsOf(context)[0]).toMatchObject({ range: { start: { line: 0 } }, code: 'unknown-label' });
    const params = {
      textDocument: { uri: SOC },
      range: diagnosticsOf(context)[0]!.range,
      context: { diagnostics: diagnosticsOf(context) },
    };
    expect(codeActions.handle(context, params)).toMatchObject([{ title: 'Suppress unknown-label on this line' }]);
  });

  it('are told of the shown board only, from a change of the text until all were checked again', async () => {
    const context = await survey('/ { p = <&uart>; q = <&other>; };\n', {
      a: '/ { uart: n { }; };',
      b: '/ { other: n { }; };',
    });
    expect(told(context)).toHaveLength(2);
    const { views } = context;
    views.setOpen(SOC, createSourceFile(SOC, 2, '/ { p = <&uart>; q = <&other>; r; };\n'));
    const [finding, ...others] = told({ ...context, view: (await views.checkedViewOf(SOC))! });
    expect(finding).toEqual([expect.stringContaining('other')]);
    expect(others).toEqual([]);
  });

  it('are counted where many boards have them', async () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`b${index}`, '']));
    const [finding] = told(await survey('/ { p = <&uart>; };\n', { a: '/ { uart: n { }; };', ...many }));
    expect(finding?.[0]).toMatch(/\(on b0, b1, b10, b11, b2, b3, b4, b5, … \(4 more\)\)$/);
  });
});

describe('findings in a file of composites', () => {
  const DTS = 'linux/arch/arm64/boot/dts/acme';
  const FILES = {
    [`${DTS}/soc.dtsi`]:
      '/ {\n\tbank: hwlock@0 { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };\n\tuser { hwlocks = <&bank 3>; };\n};\n',
    [`${DTS}/evk.dts`]: board(''),
    [`${DTS}/kit.dts`]: board(''),
    [`${DTS}/off.dtso`]: '/dts-v1/;\n/plugin/;\n&bank { status = "disabled"; };\n',
    [`${DTS}/on.dtso`]: '/dts-v1/;\n/plugin/;\n&bank { status = "okay"; };\n',
    [`${DTS}/Makefile`]: 'evk-off-dtbs := evk.dtb off.dtbo\nevk-on-dtbs := evk.dtb on.dtbo\n',
  };

  it('are told where they hold on composites only, which are called by their blobs', async () => {
    const context = await surveyOf(FILES, `${DTS}/soc.dtsi`, `${DTS}/evk.dts`);
    expect(context.survey!.of(context.view.file.uri)?.boards).toHaveLength(4);
    const [finding, ...others] = told(context);
    expect(finding?.[0]).toMatch(/\(on evk-off\.dtb\)$/);
    expect(finding?.at(-1)).toBe('Holds on 1 board: evk-off.dtb');
    expect(others).toEqual([]);
  });

  it('are those of all composites of an overlay, of which one shows it', async () => {
    const files = {
      ...FILES,
      [`${DTS}/kit.dts`]: board('/ { part: part { }; };'),
      [`${DTS}/on.dtso`]: '/dts-v1/;\n/plugin/;\n&bank { p = <&part>; };\n',
      [`${DTS}/Makefile`]: 'kit-on-dtbs := kit.dtb on.dtbo\nevk-on-dtbs := evk.dtb on.dtbo\n',
    };
    const messages = async (through: string) => told(await surveyOf(files, `${DTS}/on.dtso`, through));
    expect(await messages(`${DTS}/kit.dts`)).toEqual([
      [expect.stringMatching(/part.* \(on evk-on\.dtb\)$/), 'Holds on 1 board: evk-on.dtb'],
    ]);
    expect(await messages(`${DTS}/evk.dts`)).toEqual([
      [expect.stringMatching(/part.* \(fdtoverlay: FDT_ERR_NOTFOUND\)$/), 'Holds on 1 board: evk-on.dtb'],
    ]);
  });

  it('are plain where they hold on all boards and composites', async () => {
    const files = {
      ...FILES,
      [`${DTS}/soc.dtsi`]: '/ {\n\tuser { p = <&part>; };\n};\n',
      [`${DTS}/Makefile`]: 'evk-on-dtbs := evk.dtb on.dtbo\n',
    };
    const findings = told(await surveyOf(files, `${DTS}/soc.dtsi`, `${DTS}/evk.dts`));
    expect(findings).toEqual([[expect.stringContaining('part')]]);
  });
});

describe('hover in a file of several boards', () => {
  const SOURCE = '/ { n: n { status = "disabled"; same = <1>; cells = <1 2>; }; };\n';
  const lines = (context: CheckedContext, at: string) => {
    const position = { line: 0, character: SOURCE.indexOf(at) + 1 };
    const answer = hover.handle(context, { textDocument: { uri: SOC }, position });
    const text = (answer?.contents as { value: string } | undefined)?.value ?? '';
    return text.split('\n').filter((line) => /By board|^- .* on /.test(line));
  };

  it('shows the values by board where they disagree', async () => {
    const context = await survey(SOURCE, {
      a: '',
      b: '&n { status = "okay"; };',
      c: '&n { status = "okay"; };',
      d: '&n { /delete-property/ status; };',
    });
    expect(lines(context, 'status')).toEqual([
      'By board, of 4:',
      '- `"okay"` on b, c',
      '- `"disabled"` on a',
      '- not there on d',
    ]);
    expect(lines(context, 'same')).toEqual([]);
  });

  it('shows them at a part of the value, too', async () => {
    const context = await survey(SOURCE, { a: '', b: '&n { cells = <3>; };' });
    expect(lines(context, '2>')).toEqual(['By board, of 2:', '- `<1 2>` on a', '- `<3>` on b']);
  });

  it('shows those of composites', async () => {
    const DTS = 'linux/arch/arm64/boot/dts/acme';
    const files = {
      [`${DTS}/soc.dtsi`]: SOURCE,
      [`${DTS}/evk.dts`]: board(''),
      [`${DTS}/on.dtso`]: '/dts-v1/;\n/plugin/;\n&n { status = "okay"; };\n',
      [`${DTS}/Makefile`]: 'evk-on-dtbs := evk.dtb on.dtbo\n',
    };
    const context = await surveyOf(files, `${DTS}/soc.dtsi`);
    const position = { line: 0, character: SOURCE.indexOf('status') + 1 };
    const answer = hover.handle(context, { textDocument: { uri: uriOf(`${DTS}/soc.dtsi`) }, position });
    expect(answer).toMatchObject({
      contents: { value: expect.stringMatching(/By board, of 2:\n\n- `"disabled"` on evk\n- `"okay"` on evk-on\.dtb/) },
    });
  });

  it('shows no more than a few of many', async () => {
    const boards = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`b${index}`, `&n { same = <${index}>; };`]),
    );
    const shown = lines(await survey(SOURCE, { a: '', ...boards }), 'same');
    expect(shown).toHaveLength(9);
  });
});

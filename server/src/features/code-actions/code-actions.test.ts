import { describe, expect, it } from 'vitest';
import type { ClientCapabilities, CodeAction, Command } from 'vscode-languageserver-protocol';
import { openFixture } from '../../../../test/feature-fixture.js';
import { onBoard, onSoc } from '../../../../test/qualcomm-fixture.js';
import { diagnosticsOf } from '../diagnostics.js';
import { codeActions } from './code-actions.js';

interface Question {
  readonly only?: string[];
  readonly client?: ClientCapabilities;
  /** Whether the client shows no diagnostics. */
  readonly blind?: boolean;
}

async function ask(text: string, { only, client, blind }: Question = {}): Promise<readonly (CodeAction | Command)[]> {
  const { context, uri, position } = await openFixture(text, client);
  const diagnostics = blind ? [] : diagnosticsOf(context);
  return codeActions.handle(context, {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics, ...(only && { only }) },
  });
}

const FLAGGED = onSoc('remote$0proc@300000');
const titles = (actions: readonly (CodeAction | Command)[]) => actions.map(({ title }) => title);

describe('code actions on a flagged processor', () => {
  it('fix it, explain it and open the page', async () => {
    const [fix, override, why, suppress, page, ...others] = (await ask(FLAGGED)) as CodeAction[];
    expect(suppress?.title).toBe('Suppress remoteproc-missing-hwlocks on this line');
    expect(others).toEqual([]);
    expect(fix).toMatchObject({
      title: 'Add `hwlocks = <&tcsr_mutex 3>;`',
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: 'remoteproc-missing-hwlocks' }],
      edit: {
        changes: {
          'file:///fixture/soc.dtsi': [
            {
              range: { start: { line: 49, character: 34 }, end: { line: 49, character: 34 } },
              newText: '\n\t\t\thwlocks = <&tcsr_mutex 3>;',
            },
          ],
        },
      },
    });
    expect(override).toMatchObject({
      title: 'Add `hwlocks = <&tcsr_mutex 3>;` in board.dts alone',
      edit: {
        changes: { 'file:///fixture/board.dts': [{ newText: '\n&adsp {\n\thwlocks = <&tcsr_mutex 3>;\n};\n' }] },
      },
    });
    expect(override).not.toHaveProperty('isPreferred');
    expect(why).toEqual({
      title: 'Why is the ADSP flagged?',
      kind: 'quickfix',
      command: {
        title: 'Why is the ADSP flagged?',
        command: 'dts-analyzer.why',
        arguments: [{ uri: 'file:///fixture/soc.dtsi', node: '/soc/remoteproc@300000' }],
      },
    });
    expect(page).toMatchObject({
      title: 'Open the documentation of remoteproc-missing-hwlocks',
      kind: 'quickfix',
      diagnostics: [{ code: 'remoteproc-missing-hwlocks' }],
      command: { command: 'dts-analyzer.openDocumentation', arguments: ['remoteproc-missing-hwlocks'] },
    });
  });

  it('edit a version of the document where the client can', async () => {
    const client: ClientCapabilities = {
      textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
      workspace: { workspaceEdit: { documentChanges: true } },
    };
    const [fix] = (await ask(FLAGGED, { client })) as CodeAction[];
    expect(fix?.edit?.changes).toBeUndefined();
    expect(fix?.edit?.documentChanges).toMatchObject([
      { textDocument: { uri: 'file:///fixture/soc.dtsi', version: 1 }, edits: [{ newText: expect.any(String) }] },
    ]);
  });

  it('name no version of a file that was not asked about', async () => {
    const client: ClientCapabilities = {
      textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
      workspace: { workspaceEdit: { documentChanges: true } },
    };
    const actions = (await ask(onBoard('/ { soc { remote$0proc@300000 { /delete-property/ hwlocks; }; }; };'), {
      client,
    })) as CodeAction[];
    for (const { edit } of actions) {
      for (const change of edit?.documentChanges ?? []) {
        if ('textDocument' in change && change.textDocument.uri !== 'file:///fixture/board.dts')
          expect(change.textDocument.version).toBeNull();
      }
    }
    expect(titles(actions)).toEqual(['Why is the ADSP flagged?']);
  });

  it('belong to no diagnostic that the client does not show', async () => {
    for (const action of (await ask(FLAGGED, { blind: true })) as CodeAction[])
      expect(action.diagnostics).toBeUndefined();
  });

  it('are commands for a client that knows nothing else', async () => {
    const actions = await ask(FLAGGED, { client: {} });
    expect(actions).toMatchObject([
      { title: 'Why is the ADSP flagged?', command: 'dts-analyzer.why' },
      { command: 'dts-analyzer.openDocumentation' },
    ]);
  });
});

describe('the kinds that a client asks for', () => {
  it.each([
    [['quickfix'], 5],
    [[''], 5],
    [['refactor'], 0],
    [['quickfix.smem'], 0],
    [['source.organizeImports', 'quickfix'], 5],
  ])('%j', async (only, count) => {
    expect(await ask(FLAGGED, { only })).toHaveLength(count);
  });
});

describe('where actions are offered', () => {
  const why = 'Why is the ADSP flagged?';

  it.each(['ad$0sp: remoteproc', 'adsp: remoteproc@300000 {$0', '\t$0adsp: remoteproc'])(
    'why, on the line of %j',
    async (spot) => {
      expect(titles(await ask(onSoc(spot)))).toContain(why);
    },
  );

  it('why, where a board extends the processor', async () => {
    expect(titles(await ask(onBoard('&ad$0sp { status = "okay"; };')))).toEqual([why]);
  });

  it('why not, without a kind, so that the processor does not look faulty', async () => {
    const text = onBoard('&ad$0sp { hwlocks = <&tcsr_mutex 3>; };');
    expect(await ask(text)).toMatchObject([{ title: 'Why is the ADSP not flagged?' }]);
    expect(await ask(text, { only: ['quickfix'] })).toEqual([]);
  });

  it.each(['compatible = "qcom,sm$08650', 'tcsr_$0mutex: hwlock', 'qcom,local-p$0id'])(
    'nowhere else: %j',
    async (spot) => {
      expect(await ask(onSoc(spot))).toEqual([]);
    },
  );

  it('pages in a file that no board reaches, of which only that can be suppressed', async () => {
    expect(titles(await ask('//- lone.dtsi\n/ { a = <1 2$0; };'))).toEqual([
      'Suppress unreached-file on this line',
      ...['unreached-file', 'syntax-error'].map((code) => `Open the documentation of ${code}`),
    ]);
  });
});

it('an edit names the file as the client does', async () => {
  const { context, uri, position } = await openFixture(FLAGGED);
  const named = 'file:///another/name/of/soc.dtsi';
  const [fix] = codeActions.handle(
    { ...context, uri: named },
    {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: diagnosticsOf(context) },
    },
  ) as CodeAction[];
  expect(Object.keys(fix?.edit?.changes ?? {})).toEqual([named]);
});

import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BOARDS, type BoardList, SHOW_THROUGH, STATUS, STATUS_CHANGED } from '../../server/src/features/requests.js';
import { endOf } from '../editor-document.js';
import { codesOf, editExamples } from './examples.js';

/* What the built server says of documents over stdio. `npm test` builds it first. */

const MISSING = 'remoteproc-missing-hwlocks';

describe('pulled diagnostics', () => {
  it('have a code, its page, and the places that explain them', async () => {
    const { open, uriOf } = await editExamples();
    expect(await open('ac100-evk.dts').diagnostics()).toEqual([]);
    const soc = open('ac100.dtsi');
    const [modem, adsp, ...others] = await soc.diagnostics();
    expect(others).toEqual([]);
    expect(adsp).toMatchObject({ code: MISSING, severity: 2, source: 'dts-analyzer' });
    expect(modem?.range.start).toEqual({ ...soc.positionOf('remoteproc_mpss: '), character: 19 });
    expect(modem?.codeDescription?.href).toMatch(/^file:.*\/remoteproc-missing-hwlocks\.md$/);
    const smem = modem?.relatedInformation?.find(({ message }) => message.includes('SMEM takes'));
    expect(smem?.location.uri).toBe(uriOf('ac100.dtsi'));
    expect(smem?.location.range.end).toEqual(soc.positionOf('hwlocks = <&tcsr_mutex 3'));
  });

  it('are of the board itself where they are caused there', async () => {
    const { open } = await editExamples();
    expect(codesOf(await open('ac100-tablet.dts').diagnostics())).toEqual([
      'hwlock-out-of-range',
      'remoteproc-wrong-hwlock',
    ]);
  });

  it('follow an unsaved change of an included file at once, there and in the board', async () => {
    const { open } = await editExamples();
    const board = open('ac100-evk.dts');
    const soc = open('ac100.dtsi');
    expect(await board.diagnostics()).toEqual([]);
    const at = endOf('remoteproc_adsp', soc.text);
    soc.replace(at, at, 'x');
    const [unknown] = await board.diagnostics();
    expect(unknown).toMatchObject({ code: 'unknown-label', severity: 1 });
    expect(unknown?.range.end).toEqual(board.positionOf('&remoteproc_adsp'));
    const line = endOf('qcom,smem-states = SMEM_STATE_STOP(smp2p_adsp_out);', soc.text);
    soc.replace(line, line, '\n\t\t\thwlocks = <&tcsr_mutex 3>;');
    expect(codesOf(await soc.diagnostics())).toEqual([MISSING]);
    soc.replace(at, at + 1, '');
    expect(await board.diagnostics()).toEqual([]);
  });

  it('are not sent again while they stay the same', async () => {
    const { open } = await editExamples();
    const soc = open('ac100.dtsi');
    const first = await soc.pull();
    expect(first).toMatchObject({ kind: 'full', resultId: expect.any(String) });
    expect(await soc.pull(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    const at = endOf('<&tcsr_mutex', soc.text);
    soc.replace(at, at, 'x');
    const second = await soc.pull(first.resultId);
    expect(second).toMatchObject({ kind: 'full', resultId: expect.not.stringMatching(first.resultId!) });
  });

  it('are asked for again where a change elsewhere made them wrong', async () => {
    const { client, open } = await editExamples();
    const board = open('ac100-evk.dts');
    const soc = open('ac100.dtsi');
    await board.diagnostics();
    const at = endOf('remoteproc_adsp', soc.text);
    soc.replace(at, at, 'x');
    await client.waitFor('a refresh', () =>
      client.received.find(({ method }) => method.endsWith('diagnostic/refresh')),
    );
  });

  it('count positions in UTF-16 units, whatever ends a line', async () => {
    const { open } = await editExamples();
    const text = [
      '/dts-v1/;',
      '/ { /* Grüße, 你好 \u{1f600} */ a = <&nobody>; };',
      '/* \u{1f600} */ &nowhere { };',
      '',
    ].join('\r\n');
    const board = open('unsaved.dts', text);
    const expected = ['&nobody', '&nowhere'].map((label) => {
      const end = endOf(label, text);
      return { start: board.positionOf(end - label.length), end: board.positionOf(end) };
    });
    const found = await board.diagnostics();
    expect(codesOf(found)).toEqual(['unknown-label', 'unknown-label']);
    expect(found.map(({ range }) => range)).toEqual(expect.arrayContaining(expected));
    // An edit behind such characters lands where the editor meant it.
    board.replace(endOf('a = <&no', text) - 8, endOf('a = <&nobody>;', text), '');
    expect(codesOf(await board.diagnostics())).toEqual(['unknown-label']);
  });

  it('are again of the file on disk when a document is closed', async () => {
    const { open } = await editExamples();
    const board = open('ac100-evk.dts');
    const soc = open('ac100.dtsi', '/ { };\n');
    expect(codesOf(await board.diagnostics())).toEqual(['unknown-label', 'unknown-label']);
    soc.close();
    expect(await board.diagnostics()).toEqual([]);
  });

  it('of a board heal when a missing header appears on disk', async () => {
    const { client, open, uriOf, pathOf } = await editExamples({ copy: true });
    const text = '/dts-v1/;\n#include "late.h"\n/ { value = <LATE>; };\n';
    const board = open('late.dts', text);
    expect(codesOf(await board.diagnostics())).toContain('missing-include');
    writeFileSync(pathOf('late.h'), '#define LATE 1\n');
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('late.h'), type: 1 }] });
    expect(await board.diagnostics()).toEqual([]);
  });
});

describe('pushed diagnostics', () => {
  it('come by themselves, with the version that they are of, and are never pulled', async () => {
    const { client, open } = await editExamples({ diagnostics: 'push' });
    expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
    const soc = open('ac100.dtsi');
    const pushed = (codes: number) => () => {
      const last = client.published.get(soc.uri);
      return last?.diagnostics.length === codes && last.version === soc.version ? last : undefined;
    };
    expect(codesOf((await client.waitFor('findings', pushed(2))).diagnostics)).toEqual([MISSING, MISSING]);
    const line = endOf('qcom,smem-states = SMEM_STATE_STOP(smp2p_adsp_out);', soc.text);
    soc.replace(line, line, '\n\t\t\thwlocks = <&tcsr_mutex 3>;');
    await client.waitFor('one finding', pushed(1));
    soc.close();
    await client.waitFor('none', () => (client.published.get(soc.uri)?.diagnostics.length === 0 ? true : undefined));
    expect(client.received.map(({ method }) => method)).not.toContain('workspace/diagnostic/refresh');
  });

  it('are not sent to an editor that pulls', async () => {
    const { client, open } = await editExamples();
    await open('ac100.dtsi').diagnostics();
    expect(client.published.size).toBe(0);
  });
});

describe('a shared file', () => {
  const status = (document: { readonly uri: string }) => ({ textDocument: { uri: document.uri } });

  it('is shown through one board, which a person may change', async () => {
    const { client, open, uriOf } = await editExamples();
    const soc = open('ac100.dtsi');
    expect(codesOf(await soc.diagnostics())).toEqual([MISSING, MISSING]);
    expect(await client.request(STATUS, status(soc))).toMatchObject({
      state: 'through',
      board: { name: 'ac100-evk', path: 'arch/arm64/boot/dts/acme/ac100-evk.dts' },
      layout: 'kernel',
    });
    const list = await client.request<BoardList>(BOARDS, status(soc));
    expect(list.boards).toMatchObject([
      { name: 'ac100-evk', soc: 'acme,ac100', isBuilt: true, composites: ['ac100-evk-with-camera'] },
      { name: 'ac100-tablet', soc: 'acme,ac100', isBuilt: true, composites: [] },
    ]);
    expect(list.shown).toBe(uriOf('ac100-evk.dts'));
    // A composite of one of them counts, too.
    expect(await client.request(STATUS, status(soc))).toMatchObject({ boards: 3 });
    await client.request(SHOW_THROUGH, { ...status(soc), board: uriOf('ac100-tablet.dts') });
    await client.waitFor('the notice', () => client.received.find(({ method }) => method === STATUS_CHANGED));
    expect(await client.request(STATUS, status(soc))).toMatchObject({ board: { name: 'ac100-tablet' } });
    // That board names a lock for the ADSP.
    expect(codesOf(await soc.diagnostics())).toEqual([MISSING]);
  });

  it('that no board reaches says so, and only its syntax is checked', async () => {
    const { client, open } = await editExamples();
    const lonely = open('lonely.dtsi', '/ { lonely { a = <&nobody>; }; b = ; };\n');
    expect(codesOf(await lonely.diagnostics())).toEqual(['syntax-error', 'unreached-file']);
    expect(await client.request(STATUS, status(lonely))).toMatchObject({ state: 'unreached', boards: 0 });
    const board = open('ac100-evk.dts');
    expect(await client.request(STATUS, status(board))).toMatchObject({ state: 'root', boards: 1 });
    // An include that nobody has saved yet reaches it.
    board.setText(`${board.text}\n#include "lonely.dtsi"\n`);
    expect(codesOf(await lonely.diagnostics())).toContain('unknown-label');
    expect(await client.request(STATUS, status(lonely))).toMatchObject({
      state: 'through',
      board: { name: 'ac100-evk' },
    });
  });
});

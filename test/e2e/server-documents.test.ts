import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { BOARDS, type BoardList, SHOW_THROUGH, STATUS, STATUS_CHANGED } from '../../server/src/features/requests.js';
import { endOf, openDocument } from '../editor-document.js';
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

describe('documents that come and go', () => {
  it('count as they were written, once they are closed, for a client that tells of no files', async () => {
    const { client, open, pathOf } = await editExamples({ copy: true });
    const board = open('ac100-evk.dts');
    const soc = open('ac100.dtsi');
    expect(await board.diagnostics()).toEqual([]);
    soc.setText(soc.text.replace('remoteproc_adsp:', 'renamed:'));
    writeFileSync(pathOf('ac100.dtsi'), soc.text);
    soc.close();
    expect(codesOf(await board.diagnostics())).toEqual(['unknown-label']);
    expect(client.received.filter(({ method }) => method.endsWith('/diagnostic/refresh')).length).toBeLessThan(3);
  });

  it.each(['pull', 'push'] as const)(
    'are looked at on disk for a client that tells of no files: %s',
    async (diagnostics) => {
      const workspace = { diagnostics: { refreshSupport: true } };
      const { client, open, pathOf } = await editExamples({ copy: true, diagnostics, capabilities: { workspace } });
      const board = open('ac100-evk.dts');
      const isStale = (count: number) => () => {
        if (diagnostics === 'push') return client.published.get(board.uri)?.diagnostics.length === count || undefined;
        return client.received.some(({ method }) => method.endsWith('/diagnostic/refresh')) || undefined;
      };
      if (diagnostics === 'pull') expect(await board.diagnostics()).toEqual([]);
      else await client.waitFor('the first findings', isStale(0));
      const soc = readFileSync(pathOf('ac100.dtsi'), 'utf8');
      writeFileSync(pathOf('ac100.dtsi'), soc.replace('remoteproc_adsp:', 'renamed:'));
      await client.waitFor('that what was told is out of date', isStale(1));
      const found = diagnostics === 'pull' ? await board.diagnostics() : client.published.get(board.uri)!.diagnostics;
      expect(codesOf(found)).toEqual(['unknown-label']);
    },
  );

  it('may be open by two spellings of their name', async () => {
    const { client, open, uriOf } = await editExamples();
    const board = open('ac100-evk.dts');
    const soc = open('ac100.dtsi');
    const spelled = openDocument(client, uriOf('ac100.dtsi').replace('ac100.dtsi', 'ac%3100.dtsi'), soc.text);
    spelled.setText(soc.text.replace('remoteproc_adsp:', 'renamed:'));
    soc.close();
    expect(codesOf(await board.diagnostics())).toEqual(['unknown-label']);
    spelled.close();
    expect(await board.diagnostics()).toEqual([]);
  });
});

it.each<[string, (text: string) => number]>([
  ['utf-8', (text) => Buffer.byteLength(text)],
  ['utf-16', (text) => text.length],
  ['utf-32', (text) => [...text].length],
])('positions are in the encoding that the client likes best: %s', async (encoding, count) => {
  const capabilities = { general: { positionEncodings: [encoding, 'utf-16'] }, textDocument: { diagnostic: {} } };
  const { client, uriOf } = await editExamples({ capabilities });
  expect(client.initialized.capabilities.positionEncoding).toBe(encoding);
  const textDocument = { uri: uriOf('x.dts') };
  const text = '/dts-v1/;\n/ { a: b { }; };\n/*ü😀*/ &c { };\n/*é😀😀*/ &a { };\n';
  client.notify('textDocument/didOpen', { textDocument: { ...textDocument, languageId: 'dts', version: 1, text } });
  const behind = (line: number, prefix: string) => ({ line, character: count(prefix) });
  const insert = (prefix: string, inserted: string) => {
    const position = behind(2, prefix);
    return { range: { start: position, end: position }, text: inserted };
  };
  // The second change is about what the first leaves.
  client.notify('textDocument/didChange', {
    textDocument: { ...textDocument, version: 2 },
    contentChanges: [insert('/*ü😀*/ &', 'ä'), insert('/*ü😀*/ &äc', 'd')],
  });
  client.notify('textDocument/didChange', {
    textDocument: { ...textDocument, version: 3 },
    contentChanges: [{ range: { start: behind(2, '/*ü😀*/ &'), end: behind(2, '/*ü😀*/ &ä') }, text: 'e' }],
  });
  const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
  expect(items.map(({ message, range }) => [message, range.start, range.end])).toEqual([
    ["No node has the label 'ecd'", behind(2, '/*ü😀*/ '), behind(2, '/*ü😀*/ &ecd')],
  ]);
  const position = behind(3, '/*é😀😀*/ &');
  const definitions = await client.request<object[]>('textDocument/definition', { textDocument, position });
  expect(JSON.stringify(definitions)).toContain('"start":{"line":1');
});

it('a document that nobody has saved yet finds what is beside the place where it will be', async () => {
  const { client, uriOf } = await editExamples();
  const uri = uriOf('new.dts').replace('file://', 'untitled:');
  const text = '/dts-v1/;\n#include "ac100.dtsi"\n&remoteproc_adsp { a = <&nowhere>; };\n/ { c = <&b>; b: b { }; };\n';
  const board = openDocument(client, uri, text);
  expect(codesOf(await board.diagnostics())).toEqual(['unknown-label']);
  const targets = async (place: string) =>
    (await board.request<{ targetUri: string }[]>('textDocument/definition', place)).map(({ targetUri }) => targetUri);
  expect(await targets('c = <&b')).toEqual([uri]);
  expect(await targets('&remoteproc_adsp')).toContain(uriOf('ac100.dtsi'));
  expect(JSON.stringify(await board.request('textDocument/hover', 'c = <&b'))).not.toContain(uriOf('new.dts'));
});

it('a document of another language is nothing to judge, unless a board includes it', async () => {
  const { client, open, uriOf, pathOf } = await editExamples({ copy: true });
  const openAs = async (languageId: string, name: string, text: string) => {
    const textDocument = { uri: uriOf(name), languageId, version: 1, text };
    client.notify('textDocument/didOpen', { textDocument });
    const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
    const symbols = await client.request<unknown[]>('textDocument/documentSymbol', { textDocument });
    return [codesOf(items), symbols.length];
  };
  const text = 'int main(void) { return 0; }\n';
  expect(await openAs('c', 'main.c', text)).toEqual([[], 0]);
  expect(await openAs('makefile', 'Makefile', readFileSync(pathOf('Makefile'), 'utf8'))).toEqual([[], 0]);
  expect((await openAs('dts', 'main.inc', text))[0]).toContain('syntax-error');
  open('ac100-evk.dts', '/dts-v1/;\n#include "part.h"\n/ { };\n');
  expect(await openAs('c', 'part.h', '/ { a = <&nowhere>; };\n')).toEqual([['unknown-label'], 1]);
});

it('a name that can be no URI, or has slashes in a row, keeps nobody else from being answered', async () => {
  const { client, open, uriOf, pathOf } = await editExamples({ diagnostics: 'push', copy: true });
  for (const uri of ['my scheme:/x.dts', 'file:///%2Fx.dts', 'file:///\ud800.dts'])
    openDocument(client, uri, '/ { };\n');
  const { text } = open('ac100-evk.dts');
  // Of a path that begins with two slashes, clients make four.
  const board = openDocument(client, `file:///${pathOf('x.dts')}`, `${text}&nowhere { };\n`);
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'my scheme:/x.dts', type: 2 }] });
  const found = await client.waitFor('findings', () => client.published.get(board.uri));
  expect(codesOf(found.diagnostics)).toEqual(['unknown-label']);
  expect((await client.waitFor('findings', () => client.published.get(uriOf('ac100-evk.dts')))).diagnostics).toEqual(
    [],
  );
});

it('the server goes on where the client refuses what it is asked for', async () => {
  const refuses = [
    'workspace/diagnostic/refresh',
    'workspace/inlayHint/refresh',
    'workspace/codeLens/refresh',
    'workspace/configuration',
    'window/showDocument',
    'client/registerCapability',
  ];
  const { client, open } = await editExamples({
    refuses,
    settings: {},
    capabilities: {
      window: { showDocument: { support: true } },
      workspace: {
        configuration: true,
        diagnostics: { refreshSupport: true },
        inlayHint: { refreshSupport: true },
        codeLens: { refreshSupport: true },
      },
      textDocument: { diagnostic: {} },
    },
  });
  const board = open('ac100-evk.dts');
  const soc = open('ac100.dtsi');
  expect(await board.diagnostics()).toEqual([]);
  await soc.diagnostics();
  soc.setText(soc.text.replace('remoteproc_adsp:', 'renamed:'));
  client.configure({});
  await client.request('workspace/executeCommand', {
    command: 'dts-analyzer.openDocumentation',
    arguments: [MISSING],
  });
  const asked = (method: string) => () => client.received.find((message) => message.method === method);
  await client.waitFor('the refresh of diagnostics', asked('workspace/diagnostic/refresh'));
  await client.waitFor('the refresh of hints', asked('workspace/inlayHint/refresh'));
  expect(codesOf(await board.diagnostics())).toEqual(['unknown-label']);
});

describe('pushed diagnostics', () => {
  it('go with a document whose name the client spells in its own way', async () => {
    const { client, uriOf } = await editExamples({ diagnostics: 'push' });
    const uri = `${uriOf('x.dts').replace('x.dts', 'a,b+c@d.dts')}`;
    const document = openDocument(client, uri, '/dts-v1/;\n/ { a = <&nowhere>; };\n');
    const count = (wanted: number) => () => client.published.get(uri)?.diagnostics.length === wanted || undefined;
    await client.waitFor('a finding', count(1));
    document.close();
    await client.waitFor('none', count(0));
  });

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

import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROJECT_FILE } from '../../server/src/workspace/project-file.js';
import { openDocument } from '../editor-document.js';
import { codesOf, editExamples } from './examples.js';

/* Settings of a project in the built server over stdio. `npm test` builds it first. */

const MISSING = 'remoteproc-missing-hwlocks';
const off = { rules: { [MISSING]: 'off' } };

describe('a project file', () => {
  it('counts while it is typed, above the settings of the editor, and tells its mistakes', async () => {
    const settings = { 'dts-analyzer': { rules: { [MISSING]: 'error' } } };
    const { client, open, uriOf } = await editExamples({ settings });
    const soc = open('ac100.dtsi');
    await client.waitFor('the settings', () =>
      client.received.find(({ method }) => method === 'workspace/configuration'),
    );
    expect((await soc.diagnostics()).map(({ severity }) => severity)).toEqual([1, 1]);
    const project = openDocument(client, uriOf(PROJECT_FILE), JSON.stringify(off));
    expect(await soc.diagnostics()).toEqual([]);
    expect(await project.diagnostics()).toEqual([]);
    project.setText('{ "rules": { "remoteproc-mising-hwlocks": "off" } }');
    expect(codesOf(await soc.diagnostics())).toEqual([MISSING, MISSING]);
    const [mistake, ...others] = await project.diagnostics();
    expect(others).toEqual([]);
    expect(mistake).toMatchObject({ code: 'invalid-settings', severity: 2 });
    expect(mistake?.message).toContain(`Did you mean '${MISSING}'?`);
    expect(mistake?.range).toEqual({ start: { line: 0, character: 13 }, end: { line: 0, character: 40 } });
    project.close();
    expect(await soc.diagnostics()).toHaveLength(2);
  });

  it('sets how grave its own mistakes are', async () => {
    const { client, uriOf } = await editExamples();
    const project = openDocument(
      client,
      uriOf(PROJECT_FILE),
      '{ "ruels": {}, "rules": { "invalid-settings": "hint" } }',
    );
    expect((await project.diagnostics()).map(({ severity }) => severity)).toEqual([4]);
    project.setText('{ "ruels": {}, "rules": { "invalid-settings": "off" } }');
    expect(await project.diagnostics()).toEqual([]);
  });

  it('is no devicetree source to any request', async () => {
    const { client, uriOf } = await editExamples();
    const { uri } = openDocument(client, uriOf(PROJECT_FILE), '{}');
    const textDocument = { uri };
    expect(await client.request('textDocument/documentSymbol', { textDocument })).toEqual([]);
    expect(
      await client.request('textDocument/hover', { textDocument, position: { line: 0, character: 0 } }),
    ).toBeNull();
  });

  it('counts when it comes and goes on disk', async () => {
    const { client, open, uriOf, pathOf } = await editExamples({ copy: true });
    const soc = open('ac100.dtsi');
    const tell = (type: number) =>
      client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(PROJECT_FILE), type }] });
    expect(await soc.diagnostics()).toHaveLength(2);
    writeFileSync(pathOf(PROJECT_FILE), JSON.stringify(off));
    tell(1);
    expect(await soc.diagnostics()).toEqual([]);
    writeFileSync(pathOf(PROJECT_FILE), JSON.stringify({ exclude: ['*.dts'] }));
    tell(2);
    expect(await soc.diagnostics()).toHaveLength(2);
    expect(await open('ac100-tablet.dts').diagnostics()).toEqual([]);
    rmSync(pathOf(PROJECT_FILE));
    tell(3);
    expect(await open('ac100-tablet.dts').diagnostics()).toHaveLength(2);
  });
});

it('no finding is said to hold on a board that the settings leave out', { timeout: 30_000 }, async () => {
  const { open, pathOf } = await editExamples({ copy: true });
  for (const name of ['in', 'out'])
    writeFileSync(pathOf(`ac100-${name}.dts`), '/dts-v1/;\n#define ODD\n#include "ac100.dtsi"\n/ { };\n');
  writeFileSync(pathOf(PROJECT_FILE), JSON.stringify({ exclude: ['*-out.dts'] }));
  const soc = open('ac100.dtsi');
  soc.setText(`${soc.text}#ifdef ODD\n/ { p = <&nothing>; };\n#endif\n`);
  const remarks = async () =>
    (await soc.diagnostics()).flatMap(({ relatedInformation = [] }) =>
      relatedInformation.map(({ message }) => message),
    );
  await expect.poll(remarks, { timeout: 20_000 }).toContain('Holds on 1 board: ac100-in');
});

describe('a client that cannot be asked for settings', () => {
  it.each([off, { 'dts-analyzer': off }])('gives them at the start: %j', async (settings) => {
    const { open } = await editExamples({ initializationOptions: { settings } });
    expect(await open('ac100.dtsi').diagnostics()).toEqual([]);
  });

  it.each([off, { 'dts-analyzer': off }])(
    'may push others later, and those of the start count where it pushes none: %j',
    async (settings) => {
      const { client, open } = await editExamples({ initializationOptions: { settings } });
      const soc = open('ac100.dtsi');
      client.configure({ 'dts-analyzer': { rules: {} } });
      expect(await soc.diagnostics()).toHaveLength(2);
      client.configure({});
      expect(await soc.diagnostics()).toEqual([]);
    },
  );
});

it.each([
  [true, []],
  [false, ['missing-include']],
])('a project file may name folders elsewhere if trusted: %s', async (isTrusted, codes) => {
  const { open, pathOf } = await editExamples({ copy: true, initializationOptions: { isTrusted } });
  writeFileSync(pathOf('arch/away.h'), '\n');
  writeFileSync(pathOf(`./${PROJECT_FILE}`), JSON.stringify({ includePaths: ['arch'] }));
  expect(codesOf(await open('new.dts', '/dts-v1/;\n#include <away.h>\n/ { };\n').diagnostics())).toEqual(codes);
});

describe('suppression comments', () => {
  it('act on what is typed', async () => {
    const { open } = await editExamples();
    const soc = open('ac100.dtsi');
    const [modem] = await soc.diagnostics();
    const { line } = modem!.range.start;
    const lines = soc.text.split('\n');
    const comment = `/* dts-analyzer-disable-next-line ${MISSING} -- firmware without SMEM */`;
    soc.setText([...lines.slice(0, line), comment, ...lines.slice(line)].join('\n'));
    expect(codesOf(await soc.diagnostics())).toEqual([MISSING]);
  });

  it('of a shared file are unused when every board says so', async () => {
    const { client, open } = await editExamples();
    const soc = open('ac100.dtsi');
    // The tablet names a lock for the ADSP, the evaluation kit does not.
    soc.setText(`// dts-analyzer-disable-file ${MISSING}, hwlock-out-of-range\n${soc.text}`);
    await soc.diagnostics();
    await client.waitFor('a refresh', () =>
      client.received.find(({ method }) => method === 'workspace/diagnostic/refresh'),
    );
    const [unused, ...others] = await soc.diagnostics();
    expect(others).toEqual([]);
    expect(unused).toMatchObject({ code: 'unused-suppression', tags: [1] });
    expect(unused?.message).toContain('`hwlock-out-of-range`');
  });
});

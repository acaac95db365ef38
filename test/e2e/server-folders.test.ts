import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { startEditor } from '../editor-client.js';
import { openDocument } from '../editor-document.js';
import { codesOf } from './examples.js';

/* Which files the built server reads because a source names them. `npm test` builds it first. */

const folders = ['open-', 'other-'].map((name) => realpathSync(mkdtempSync(join(tmpdir(), name))));
const [open, other] = folders as [string, string];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

it('a source may name what is in the folders that are open', async () => {
  writeFileSync(join(other, 'other.dtsi'), '/ { other { }; };\n');
  const text = `/dts-v1/;\n#include "${other}/other.dtsi"\n/ { };\n`;
  writeFileSync(join(open, 'board.dts'), text);
  const folder = pathToFileURL(open).href;
  const client = await startEditor({
    folder,
    capabilities: { workspace: { workspaceFolders: true, diagnostics: { refreshSupport: true } } },
  });
  try {
    const board = openDocument(client, pathToFileURL(join(open, 'board.dts')).href, text);
    expect(codesOf(await board.diagnostics())).toEqual(['outside-include']);
    const added = [{ uri: pathToFileURL(other).href, name: 'other' }];
    const change = (event: object) => client.notify('workspace/didChangeWorkspaceFolders', { event });
    change({ added, removed: [] });
    expect(codesOf(await board.diagnostics())).toEqual([]);
    change({ added: [], removed: added });
    expect(codesOf(await board.diagnostics())).toEqual(['outside-include']);
  } finally {
    client.kill();
  }
});

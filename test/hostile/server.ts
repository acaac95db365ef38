import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type EditorClient, startEditor } from '../editor-client.js';
import { openDocument } from '../editor-document.js';
import { loggedErrors, requestsAt } from '../editor-requests.js';
import type { HostileInput } from './input.js';

const CLEAN = '/dts-v1/;\n/ {\n\tproof: node { };\n};\n&proof { p = <&nowhere>; };\n';

/** Has the built server show an input and answer everything about it. What is wrong then; the server has to know a clean file afterwards. */
export async function askServer({ files }: HostileInput): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
  let client: EditorClient | undefined;
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    client = await startEditor({ folder: pathToFileURL(folder).href });
    const board = files['board.dts']!;
    const text = typeof board === 'string' ? board : new TextDecoder().decode(board);
    const document = openDocument(client, uriOf('board.dts'), text);
    await document.diagnostics();
    await askAt(client, document.uri, document.positionOf(Math.floor(text.length / 2)));
    // A key is pressed in the middle of it.
    document.replace(Math.floor(text.length / 2), Math.floor(text.length / 2), '&');
    await askAt(client, document.uri, document.positionOf(Math.floor(text.length / 2) + 1));
    document.close();
    const clean = openDocument(client, uriOf('clean.dts'), CLEAN);
    const found = await clean.diagnostics();
    if (!found.some(({ code }) => code === 'unknown-label')) return 'the server does not know a clean file afterwards';
    const [error] = loggedErrors(client);
    return error && `the server logged: ${error}`;
  } catch (error) {
    return `the server: ${error instanceof Error ? error.message : error}`;
  } finally {
    client?.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function askAt(client: EditorClient, uri: string, position: { line: number; character: number }): Promise<void> {
  for (const { method, params } of requestsAt(client.initialized.capabilities, uri, position))
    await client.request(method, params);
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { cacheFolder } from '../scripts/cache.js';
import { kernelTree } from '../scripts/kernel.js';
import { normalizeUri } from '../server/src/text/uri.js';
import { type EditorClient, startEditor } from './editor-client.js';
import { type EditorDocument, openDocument } from './editor-document.js';
import { loggedErrors, requestsAt } from './editor-requests.js';
import { freshDiagnostics, PAGES, withoutBoards } from './fresh-start.js';
import { type SeededEdits, seededEdits } from './seeded-edits.js';

/*
 * Random edits of a real board and its SoC file in the built server over stdio. After each one every request is answered,
 * nothing has failed inside the server, and the findings of both files are those of a fresh start.
 *
 *     npm run test:edits                       2,000 edits
 *     npm run test:edits -- --edits 200 --seed 7
 */

const FILES = ['arch/arm64/boot/dts/qcom/sm8650-mtp.dts', 'arch/arm64/boot/dts/qcom/sm8650.dtsi'];

/** So often the fresh start is that of a whole server process. */
const SERVER_EVERY = 100;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { edits: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
  });
  const count = Number(values.edits);
  const seed = Number(values.seed);
  const kernel = await kernelTree();
  const folder = pathToFileURL(kernel.root).href;
  const texts = new Map(
    FILES.map((file) => {
      const path = join(kernel.root, file);
      return [normalizeUri(pathToFileURL(path).href), readFileSync(path, 'utf8')];
    }),
  );
  console.log(`Linux ${kernel.version}, Node ${process.version}: ${count} edits, seed ${seed}`);
  const client = await start(folder);
  const documents = openAll(client, texts);
  const edits = seededEdits(texts, seed);
  let passed = 0;
  let answers = 0;
  for (let edit = 1; edit <= count; edit++) {
    const { name, text } = edits.next();
    texts.set(name, text);
    documents.get(name)!.setText(text);
    try {
      const found = await diagnosticsOf(documents);
      answers += documents.size + (await askEverything(client, [...documents.values()], edits));
      const [error] = loggedErrors(client);
      if (error) throw new Error(`The server logged: ${error}`);
      compare(found, await freshDiagnostics(texts), 'a fresh evaluation');
      if (edit % SERVER_EVERY === 0) compare(found, await diagnosticsOfFreshServer(folder, texts), 'a fresh server');
      passed++;
    } catch (error) {
      console.log(`FAIL edit ${edit} of seed ${seed}, in ${basename(name)}: ${(error as Error).message}`);
      console.log(`  the texts are in ${writeTexts(texts, `seed-${seed}-edit-${edit}`)}`);
      break;
    }
    if (edit % SERVER_EVERY === 0) console.log(`  ${edit} edits, ${answers} answers`);
  }
  if (passed === count) await client.stop();
  else client.kill();
  const failed = passed === count ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
  return failed;
}

function start(folder: string): Promise<EditorClient> {
  return startEditor({ folder, initializationOptions: { documentation: PAGES } });
}

function openAll(client: EditorClient, texts: ReadonlyMap<string, string>): ReadonlyMap<string, EditorDocument> {
  return new Map([...texts].map(([uri, text]) => [uri, openDocument(client, uri, text)]));
}

/** What the server says of each document. */
async function diagnosticsOf(documents: ReadonlyMap<string, EditorDocument>): Promise<Map<string, Diagnostic[]>> {
  const result = new Map<string, Diagnostic[]>();
  for (const [uri, document] of documents) result.set(uri, withoutBoards(await document.diagnostics()));
  return result;
}

/** Makes each request that the server offers at a random place in a random document; tells how many were answered. */
async function askEverything(
  client: EditorClient,
  documents: readonly EditorDocument[],
  { random }: SeededEdits,
): Promise<number> {
  const document = documents[Math.floor(random() * documents.length)]!;
  const position = document.positionOf(Math.floor(random() * (document.text.length + 1)));
  const requests = requestsAt(client.initialized.capabilities, document.uri, position);
  await Promise.all(requests.map(({ method, params }) => client.request(method, params)));
  return requests.length;
}

async function diagnosticsOfFreshServer(folder: string, texts: ReadonlyMap<string, string>) {
  const client = await start(folder);
  try {
    return await diagnosticsOf(openAll(client, texts));
  } finally {
    client.kill();
  }
}

function compare(
  found: ReadonlyMap<string, Diagnostic[]>,
  fresh: ReadonlyMap<string, readonly Diagnostic[]>,
  what: string,
): void {
  for (const [uri, diagnostics] of found) {
    const expected = JSON.parse(JSON.stringify(withoutBoards(fresh.get(uri)!))) as Diagnostic[];
    if (isDeepStrictEqual(diagnostics, expected)) continue;
    const extra = diagnostics.filter((one) => !expected.some((other) => isDeepStrictEqual(one, other)));
    const missing = expected.filter((one) => !diagnostics.some((other) => isDeepStrictEqual(one, other)));
    throw new Error(
      `${basename(uri)}: ${diagnostics.length} findings, ${what} has ${expected.length}` +
        `${extra.map((one) => `\n  only after edits: ${JSON.stringify(one)}`).join('')}` +
        `${missing.map((one) => `\n  only in ${what}: ${JSON.stringify(one)}`).join('')}`,
    );
  }
}

function writeTexts(texts: ReadonlyMap<string, string>, name: string): string {
  const folder = join(cacheFolder, 'editor-fuzz', name);
  mkdirSync(folder, { recursive: true });
  for (const [uri, text] of texts) writeFileSync(join(folder, basename(uri)), text);
  return folder;
}

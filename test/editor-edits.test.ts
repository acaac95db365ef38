import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createSourceFile } from '../server/src/text/source-file.js';
import { normalizeUri } from '../server/src/text/uri.js';
import { diagnosticsOfAll, freshDiagnostics, freshViews } from './fresh-start.js';

const folder = new URL('../examples/arch/arm64/boot/dts/acme/', import.meta.url);
const uris = ['ac100-evk.dts', 'ac100.dtsi'].map((name) => normalizeUri(new URL(name, folder).href));

it('a shared file is seen through its board again once the include that broke is mended', async () => {
  const [board, soc] = uris as [string, string];
  const original = readFileSync(fileURLToPath(board), 'utf8');
  const texts = new Map([...[board, soc].map((uri) => [uri, readFileSync(fileURLToPath(uri), 'utf8')] as const)]);
  const { views, close } = await freshViews();
  for (const [uri, text] of texts) views.setOpen(uri, createSourceFile(uri, 1, text));
  for (const [index, text] of [original.replace('#include "ac100.dtsi"', '#include "ac100.dts'), original].entries()) {
    await diagnosticsOfAll(views, uris);
    texts.set(board, text);
    views.setOpen(board, createSourceFile(board, index + 2, text));
    expect(await diagnosticsOfAll(views, uris)).toEqual(await freshDiagnostics(texts));
  }
  close();
});

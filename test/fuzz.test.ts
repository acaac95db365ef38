import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { DeviceTree } from '../server/src/devicetree/tree.js';
import { diskLoader } from '../server/src/disk/disk-loader.js';
import type { Finding } from '../server/src/text/finding.js';
import { createSourceFile } from '../server/src/text/source-file.js';
import { normalizeUri, resolvePath } from '../server/src/text/uri.js';
import { DEFAULT_SETTINGS } from '../server/src/workspace/settings.js';
import { createWorkspace } from '../server/src/workspace/workspace.js';
import { testParser } from './parser.js';
import { seededRandom } from './random.js';
import { randomEdit } from './random-edits.js';

/* `DTS_ANALYZER_FUZZ=5000 npx vitest run test/fuzz.test.ts` runs longer, with as many edits. */
const EDITS = Number(process.env.DTS_ANALYZER_FUZZ ?? 300);
const SEED = Number(process.env.DTS_ANALYZER_SEED ?? 1);

const folder = normalizeUri(new URL('../examples/arch/arm64/boot/dts/acme', import.meta.url).href);
const board = resolvePath(folder, './ac100-evk.dts');
const soc = resolvePath(folder, './ac100.dtsi');

describe('random edits', () => {
  it('leave the same tree and findings as a fresh start', { timeout: 60_000 + EDITS * 100 }, async () => {
    const random = seededRandom(SEED);
    const parser = await testParser();
    const workspace = createWorkspace(diskLoader, parser, DEFAULT_SETTINGS);
    const session = parser.open();
    const texts = new Map([board, soc].map((uri) => [uri, [] as string[]]));
    for (const uri of texts.keys()) texts.get(uri)!.push((await workspace.readFile(uri))!.text);
    for (let edit = 0; edit < EDITS; edit++) {
      const uri = random() < 0.3 ? board : soc;
      const versions = texts.get(uri)!;
      // Every few edits the text is mended, or soon nothing of it would make sense.
      if (versions.length > 4) versions.length = 1;
      else versions.push(randomEdit(versions.at(-1)!, random));
      workspace.files.setOpen(uri, createSourceFile(uri, edit + 2, versions.at(-1)!));
      const fresh = parser.open();
      try {
        const incremental = (await workspace.loadUnit(board, session))!;
        const anew = (await workspace.loadUnit(board, fresh))!;
        expect(describeTree(incremental.tree), `edit ${edit}`).toEqual(describeTree(anew.tree));
        const findings = await workspace.check(incremental);
        expect(findings.map(describeFinding), `edit ${edit}`).toEqual(
          (await workspace.check(anew)).map(describeFinding),
        );
      } finally {
        fresh.close();
      }
    }
    session.close();
  });
});

function describeTree(tree: DeviceTree): string[] {
  const lines: string[] = [];
  for (const node of tree.nodes()) {
    lines.push(`${node.path} ${node.labels.join(' ')} ${node.phandle ?? ''}`);
    for (const property of node.properties.values()) {
      const values = property.value.map((part) =>
        part.kind === 'cells' ? part.cells.map(({ value }) => value).join(' ') : part.kind,
      );
      const places = property.definitions.map(({ kind, start, end }) => `${kind} ${start}-${end}`);
      lines.push(`  ${property.name} ${values.join(',')} ${property.doubtful} ${places.join(' ')}`);
    }
  }
  return lines;
}

function describeFinding({ code, message, at, nodes }: Finding): string {
  return `${fileURLToPath(at.span.file.uri).replace(/^.*[/\\]/, '')}:${at.span.start}-${at.span.end} ${code} ${message} ${nodes ?? ''}`;
}

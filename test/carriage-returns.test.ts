import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { SyntaxParser } from '../server/src/syntax/parser.js';
import { createSourceFile, type SourceFile } from '../server/src/text/source-file.js';
import { DEFAULT_SETTINGS } from '../server/src/workspace/settings.js';
import { createWorkspace } from '../server/src/workspace/workspace.js';
import { memoryLoader, uriOf } from './memory-loader.js';
import { testParser } from './parser.js';
import { seededRandom } from './random.js';
import { randomEdit } from './random-edits.js';

const sample = readFileSync(new URL('../grammars/devicetree/test/recovery-sample.dts', import.meta.url), 'utf8');
const macros = '#define FOO(a, b) <a b>\n/ {\n\tlong = FOO(1,\n\t\t2), "x";\n};\n';
const EDITS = 600;
const AMID = ' behind a carriage return';

/** What is found in a text, by line and character. */
async function findingsIn(text: string, parser: SyntaxParser): Promise<string[]> {
  const workspace = createWorkspace(memoryLoader({ 'a/b.dts': text }), parser, DEFAULT_SETTINGS);
  const session = parser.open();
  const unit = (await workspace.loadUnit(uriOf('a/b.dts'), session))!;
  session.close();
  const raw = createSourceFile(uriOf('a/b.dts'), 1, text);
  return [
    ...unit.findings.map(({ code, at: { span } }) => placeOf(code, span.file, span)),
    // How the parser recovers in a file without its board depends on how long what it leaves out is.
    ...parser
      .findErrors(text)
      .map(({ code, ...range }) => placeOf(`raw ${code}`, raw, range))
      .filter((place) => place.includes(AMID)),
  ];
}

function placeOf(code: string, { text, lines }: SourceFile, { start, end }: { start: number; end: number }): string {
  const [from, to] = [start, end].map((offset) => {
    const { line, character } = lines.positionAt(offset);
    return `${line}:${character}${text[offset - 1] === '\r' && text[offset] === '\n' ? AMID : ''}`;
  });
  return `${code} ${from}-${to}`;
}

it('mistakes are at the same places whether lines end in LF or in CR LF', async () => {
  const random = seededRandom(11);
  const parser = await testParser();
  for (let edit = 0; edit < EDITS; edit++) {
    const text = randomEdit(randomEdit(edit % 2 ? sample : `/dts-v1/;\n${macros}`, random), random);
    const expected = await findingsIn(text, parser);
    const found = await findingsIn(text.replaceAll('\n', '\r\n'), parser);
    expect(found, JSON.stringify(text)).toEqual(expected);
  }
});

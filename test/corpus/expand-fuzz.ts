import { join } from 'node:path';
import { expand } from '../../server/src/preprocessor/expand.js';
import type { Expansion } from '../../server/src/preprocessor/expansion.js';
import { createSourceFile, type SourceFile } from '../../server/src/text/source-file.js';
import { seededRandom } from '../random.js';
import { kernelOptions, uriOf } from './kernel-files.js';

const PIECES = [
  '"',
  "'",
  '/*',
  '*/',
  '//',
  '\\',
  '\\\n',
  '\n',
  '\r\n',
  '#',
  '#if 0\n',
  '#endif\n',
  '#else\n',
  '(',
  ')',
  ',',
  '<',
  ';',
  '{',
  'x',
  '1',
  ' ',
  '/include/ "x"',
];

/**
 * Edits a board and the files that it includes at random, `count` times, undoing half of the edits again. Each time the
 * expansion by way of what is known from before must be that of a fresh start. Returns descriptions of failures.
 */
export async function fuzzExpansion(root: string, board: string, seed: number, count: number): Promise<string[]> {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const options = await kernelOptions(root, board);
  const disk = options.fileSystem;
  const edited = new Map<string, SourceFile>();
  const read = (uri: string) => edited.get(uri) ?? disk.read(uri);
  const rootUri = uriOf(join(root, board));
  const known = { ...options, fileSystem: { read } };
  const failures: string[] = [];
  const { files } = expand(read(rootUri) as SourceFile, known);
  for (let version = 2; version < count + 2; version++) {
    const file = files[below(4) === 0 ? 0 : below(files.length)]!;
    const { text } = read(file.uri) as SourceFile;
    const at = below(text.length + 1);
    const changed =
      text.slice(0, at) + PIECES[below(PIECES.length)] + text.slice(at + (below(2) === 0 ? below(20) : 0));
    edited.set(file.uri, createSourceFile(file.uri, version, below(2) === 0 ? file.text : changed));
    try {
      const incremental = expand(read(rootUri) as SourceFile, known);
      // A file system of its own knows nothing, and files of its own have not been scanned.
      const fresh = new Map<string, SourceFile | 'absent' | 'not-loaded'>();
      const readFresh = (uri: string) => {
        const source = fresh.get(uri) ?? read(uri);
        const copy =
          typeof source === 'string' || fresh.has(uri) ? source : createSourceFile(uri, source.version, source.text);
        fresh.set(uri, copy);
        return copy;
      };
      const anew = expand(readFresh(rootUri) as SourceFile, { ...options, fileSystem: { read: readFresh } });
      if (digest(incremental) !== digest(anew)) failures.push(`edit ${version} of ${file.uri}: results differ`);
      else if (origins(incremental) !== origins(anew)) failures.push(`edit ${version} of ${file.uri}: origins differ`);
    } catch (error) {
      failures.push(`edit ${version} of ${file.uri}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  return failures;
}

function digest({ text, findings, inactive, missingIncludes, macros }: Expansion): string {
  const places = [...inactive, ...missingIncludes].map(({ file, start, end }) => `${file.uri} ${start} ${end}`);
  const reports = findings.map(
    ({ code, message, at: { span } }) => `${code} ${message} ${span.file.uri} ${span.start} ${span.end}`,
  );
  const bodies = [...macros.values()].map(({ name, body }) => `${name} ${body}`).sort();
  return [text, ...places, ...reports, ...bodies].join('\n');
}

/** The origins of every hundredth or so character. */
function origins({ text, sourceMap }: Expansion): string {
  const found: string[] = [];
  for (let at = 0; at < text.length; at += 97) {
    const { span, via } = sourceMap.originOf(at, at + 1);
    found.push(
      `${span.file.uri} ${span.start} ${span.end} ${via.map((step) => (step.kind === 'macro' ? step.name : step.site.start))}`,
    );
  }
  return found.join('\n');
}

import { expand } from '../server/src/preprocessor/expand.js';
import type { ExpandOptions, Expansion } from '../server/src/preprocessor/expansion.js';
import type { FileSystem } from '../server/src/text/file-system.js';
import { createSourceFile, type SourceFile } from '../server/src/text/source-file.js';
import type { Uri } from '../server/src/text/uri.js';

/** The texts of files by their paths below {@link FOLDER}; `null` for one that has not been read. */
export type TestFiles = Readonly<Record<string, string | null>>;

/** For tests: a file and what it becomes, runs of blanks as one blank, blank lines left out. */
export interface CppRow {
  readonly shows: string;
  readonly lines: readonly string[];
  readonly becomes: readonly string[];
}

/** Where the files of a test are. */
export const FOLDER: Uri = 'file:///tree';

/** For tests: expands the first of the files, with the folder `include` as the only include path. */
export function expandFiles(files: TestFiles, options: Partial<ExpandOptions> = {}): Expansion {
  const fileSystem = createTestFileSystem(files);
  const root = fileSystem.read(`${FOLDER}/${Object.keys(files)[0]}`) as SourceFile;
  return expand(root, { fileSystem, includePaths: [`${FOLDER}/include`], ...options });
}

/** For tests: files in memory. */
export function createTestFileSystem(files: TestFiles): FileSystem {
  const sources = new Map<Uri, SourceFile | 'not-loaded'>();
  for (const [path, text] of Object.entries(files)) {
    const uri = `${FOLDER}/${path}`;
    sources.set(uri, text === null ? 'not-loaded' : createSourceFile(uri, 1, text));
  }
  return { read: (uri) => sources.get(uri) ?? 'absent' };
}

/** For tests: the lines of a text, runs of blanks as one, blank lines left out. */
export function solidLines(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r]/).map((line) => line.replace(/[ \t\f\v\0]+/g, ' ').trim());
  return lines.filter((line) => line !== '');
}

/** For tests: the findings as `code@written text`. */
export function shortFindings({ findings }: Expansion): string[] {
  return findings.map(({ code, at: { span } }) => `${code}@${span.file.text.slice(span.start, span.end)}`);
}

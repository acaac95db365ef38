import { readdirSync, readFileSync } from 'node:fs';

export interface CorpusCase {
  readonly name: string;
  readonly text: string;
  /** The expected syntax tree. */
  readonly tree: string;
}

/** The files of `corpus/`; what only the preprocessor can read is in those whose name begins with `raw-`. */
export const corpusFiles: readonly string[] = readdirSync(new URL('corpus', import.meta.url));

/** Reads a file of tree-sitter's own test format: a name between two lines of `=`, a text, `---` and its tree. */
export function corpusCases(file: string): CorpusCase[] {
  const parts = readFileSync(new URL(`corpus/${file}`, import.meta.url), 'utf8').split(/^={3,}\n(.*)\n={3,}\n/m);
  return parts.slice(1).flatMap((name, index, rest) => {
    if (index % 2 === 1) return [];
    const [text = '', tree = ''] = rest[index + 1]!.split(/^-{3,}\n/m);
    return [{ name, text: text.replace(/^\n/, ''), tree }];
  });
}

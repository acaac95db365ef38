import type { Expansion, MacroDefinition } from '../server/src/preprocessor/expansion.js';
import type { SourceFile } from '../server/src/text/source-file.js';

/** For tests: all that an expansion says, as plain values that can be compared; files are named by their versions. */
export function contentOf(expansion: Expansion): unknown {
  const { text, sourceMap, files, macros } = expansion;
  const { root, inactive, includes, notLoaded, missingIncludes, findings } = expansion;
  const origins: unknown[] = [];
  for (let at = 0; at <= text.length; at++)
    for (const length of [0, 1, 2, 9]) origins.push(sourceMap.originOf(at, Math.min(text.length, at + length)));
  const places = files.map(({ uri, text: written }) =>
    Array.from({ length: written.length + 1 }, (_, offset) => sourceMap.expandedAt(uri, offset).join()).join(';'),
  );
  const parts = { root, text, files, inactive, includes, notLoaded, missingIncludes, findings, places, origins };
  const content = { ...parts, macros: [...macros.entries()].map(([key, macro]) => [key, definitionOf(macro)]) };
  return JSON.parse(JSON.stringify(content, (_, value) => (isSourceFile(value) ? nameOf(value) : value)));
}

const definitionOf = ({ name, parameters, body, definition }: MacroDefinition) => ({
  name,
  parameters,
  body,
  definition,
});

const nameOf = ({ uri, version }: SourceFile) => `${uri} ${version}`;

function isSourceFile(value: unknown): value is SourceFile {
  return typeof value === 'object' && value !== null && 'uri' in value && 'lines' in value;
}

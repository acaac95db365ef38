import { directiveLines } from '../../preprocessor/directive-lines.js';
import { findDtcIncludes } from '../../preprocessor/dtc-scan.js';
import type * as ast from '../../syntax/ast.js';
import type { Range } from '../../text/span.js';
import type { Uri } from '../../text/uri.js';
import type { FileView } from '../../workspace/file-view.js';

/** A file name in a source, without its quotes, and the file that it leads to. */
export interface IncludedFile extends Range {
  readonly target: Uri;
}

/** What `#include`, `/include/` and `/incbin/` of a file name, as far as the files are known. */
export function includedFiles(view: FileView): readonly IncludedFile[] {
  const { file, unit } = view;
  const found = new Map<number, Uri>();
  for (const { site, file: target } of unit?.expansion.includes ?? []) {
    if (site.file === file) found.set(site.start, target.uri);
  }
  return [...namesIn(view)].flatMap(({ start, end }) => {
    const opening = file.text[start];
    const isWritten = opening === '"' || opening === '<';
    const path = file.text.slice(start + 1, end - 1);
    const target = found.get(start) ?? (isWritten && path ? view.resolveInclude(path, opening === '"') : undefined);
    if (target === undefined) return [];
    return isWritten ? { start: start + 1, end: end - 1, target } : { start, end, target };
  });
}

/** The places of file names, with their quotes, or of the macros that make them. */
function* namesIn({ file, outline }: FileView): Iterable<Range> {
  for (const { name, subject } of directiveLines(file)) if (INCLUDES.has(name) && subject) yield subject;
  for (const { nameStart, end } of findDtcIncludes(file.text)) yield { start: nameStart, end };
  if (file.text.includes('/incbin/')) yield* binariesIn(file.text, outline().document, 0);
}

const INCLUDES: ReadonlySet<string> = new Set(['include', 'include_next', 'import']);

function* binariesIn(text: string, list: ast.ItemList, base: number): Iterable<Range> {
  for (const [index, item] of list.items.entries()) {
    const start = base + list.starts[index]!;
    if (item.kind === 'node') yield* binariesIn(text, item, start);
    if (item.kind !== 'property') continue;
    for (const component of item.value) {
      if (component.kind !== 'incbin') continue;
      const open = text.indexOf('"', start + component.start);
      const close = text.indexOf('"', open + 1) + 1;
      if (open >= 0 && close > 0 && close <= start + component.end) yield { start: open, end: close };
    }
  }
}

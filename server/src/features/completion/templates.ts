import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { platforms } from '../../platforms/index.js';
import type { TemplatePart, TemplateStatement } from '../../platforms/platform.js';
import type { Ask } from './ask.js';
import { escapeSnippet, type Item } from './item.js';

/** Whole bodies for an empty node, after the pattern of the SoC. */
export function templates(
  { tree, node, unit, context, statement }: Ask,
  written: ReadonlySet<string>,
): readonly Item[] {
  if (!node) return [];
  const { bindings, file } = context.view;
  const question = {
    tree,
    node,
    written,
    hasMacro: (name: string) => unit.expansion.macros.has(name),
    // In a tree without bindings nothing speaks against the property.
    allowsHwlocks: (compatible: string) => !bindings || bindings.forCompatible(compatible)?.allows('hwlocks') === true,
  };
  const indent = indentationAt(file.text, statement.start + statement.place.word.start);
  return platforms
    .flatMap((platform) => platform.templatesFor?.(question) ?? [])
    .map(({ label, detail, statements }) => ({
      label,
      kind: CompletionItemKind.Snippet,
      filter: `compatible ${label}`,
      text: layOut(statements, indent, wholeText),
      snippet: layOut(statements, indent, numberedHoles()),
      detail,
      rank: 0,
      isLaidOut: true,
    }));
}

/** The text of a statement; `undefined` where it would have a hole that nothing fills. */
type Write = (parts: readonly TemplatePart[], whole: string | undefined) => string | undefined;

const wholeText: Write = (parts, whole) =>
  whole ?? (parts.every((part) => typeof part === 'string') ? parts.join('') : undefined);

function numberedHoles(): Write {
  let hole = 0;
  return (parts) =>
    parts
      .map((part) => (typeof part === 'string' ? escapeSnippet(part) : `\${${++hole}:${escapeSnippet(part.hole)}}`))
      .join('');
}

function layOut(statements: readonly TemplateStatement[], indent: string, write: Write): string {
  return linesOf(statements, indent, write).join('\n').trimStart();
}

/** Blank lines only between statements: those that were left out take theirs with them. */
function linesOf(statements: readonly TemplateStatement[], indent: string, write: Write): readonly string[] {
  const lines: string[] = [];
  let gap = false;
  for (const statement of statements) {
    if (statement === 'gap') {
      gap = lines.length > 0;
      continue;
    }
    const written =
      'child' in statement ? childLines(statement, indent, write) : propertyLines(statement, indent, write);
    if (written.length === 0) continue;
    if (gap) lines.push('');
    gap = false;
    lines.push(...written);
  }
  return lines;
}

function childLines(
  { child, statements }: Extract<TemplateStatement, { readonly child: string }>,
  indent: string,
  write: Write,
): readonly string[] {
  return [`${indent}${child} {`, ...linesOf(statements, `${indent}\t`, write), `${indent}};`];
}

function propertyLines(
  { property, whole }: Extract<TemplateStatement, { readonly property: unknown }>,
  indent: string,
  write: Write,
): readonly string[] {
  const [first, ...more] = write(property, whole)?.split('\n') ?? [];
  if (first === undefined) return [];
  // Values stand below each other, by tabs as far as they reach, as the kernel aligns them.
  return [indent + first, ...more.map((line) => indent + line.replace(/^ +/, tabbed))];
}

const tabbed = (blanks: string) => '\t'.repeat(blanks.length / TAB_WIDTH) + ' '.repeat(blanks.length % TAB_WIDTH);

const TAB_WIDTH = 8;

/** What stands before a place on its line, if that is blank; else one step more than the line has. */
function indentationAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const indent = /^[ \t]*/.exec(line)![0];
  return indent.length === line.length ? indent : `${indent}\t`;
}

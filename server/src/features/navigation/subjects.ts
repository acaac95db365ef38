import { commentsOf, directiveLines } from '../../preprocessor/directive-lines.js';
import type { SourceFile } from '../../text/source-file.js';
import type { Range, Span } from '../../text/span.js';
import type { FileView } from '../../workspace/file-view.js';
import type { TranslationUnit } from '../../workspace/translation-unit.js';
import { type NodeDefinition, type Occurrence, occurrencesIn } from './occurrences.js';

/** What the word under a cursor stands for. Ranges are of the expanded text, spans of files. */
export type Subject = NodeSubject | PropertySubject | MacroSubject;

export interface NodeSubject {
  readonly kind: 'node';
  readonly occurrence: Occurrence;
}

export interface PropertySubject {
  readonly kind: 'property';
  /** The one at the cursor. */
  readonly at: PropertyOccurrence;
  /** Every definition and deletion of the property, in source order. */
  readonly occurrences: readonly PropertyOccurrence[];
}

/** The name of a property where it is defined or deleted. */
export interface PropertyOccurrence extends Range {
  readonly kind: 'property' | 'delete-property';
  readonly whole: Range;
  /** How often the node had been deleted before. */
  readonly generation: number;
}

export interface MacroSubject {
  readonly kind: 'macro';
  readonly name: string;
  /** The word at the cursor. */
  readonly at: Span;
  readonly definition?: Span;
}

/** What stands at an offset of the view's file; several things if the file is included several times. */
export function subjectsAt({ file }: FileView, unit: TranslationUnit, offset: number): readonly Subject[] {
  const probe = probeAt(file.text, offset);
  const expanded = unit.expansion.sourceMap.expandedAt(file.uri, probe).slice(0, MOST_EXPANSIONS);
  const macro = macroAt(unit, file, probe, expanded);
  if (macro) return [macro];
  const subjects = expanded.map((at) => nodeAt(unit, at) ?? propertyAt(unit, at));
  return subjects.filter((subject) => subject !== undefined);
}

/** A file that is included more often says the same again and again. */
const MOST_EXPANSIONS = 64;

/** The offset of the character that a cursor at `offset` is about: a cursor right behind a word is about the word. */
export function probeAt(text: string, offset: number): number {
  return NAME_CHARACTER.test(text[offset] ?? '') || !NAME_CHARACTER.test(text[offset - 1] ?? '') ? offset : offset - 1;
}

const NAME_CHARACTER = /[\w,.+*#?@-]/;

/** The word of a file around an offset. */
export function wordAt(file: SourceFile, offset: number): Span {
  let start = offset;
  let end = offset;
  while (start > 0 && WORD_CHARACTER.test(file.text[start - 1]!)) start--;
  while (end < file.text.length && WORD_CHARACTER.test(file.text[end]!)) end++;
  return { file, start, end };
}

const WORD_CHARACTER = /\w/;

/** The macro whose name is written at an offset of a file; what an expansion knows goes before the name alone. */
function macroAt(
  unit: TranslationUnit,
  file: SourceFile,
  probe: number,
  expanded: readonly number[],
): MacroSubject | undefined {
  const { sourceMap, macros } = unit.expansion;
  for (const at of expanded) {
    for (const step of sourceMap.originOf(at, at + 1).via) {
      if (step.kind !== 'macro' || step.use.file !== file || !contains(step.use, probe)) continue;
      const { name, use, definition } = step;
      return { kind: 'macro', name, at: use, ...(definition && { definition }) };
    }
  }
  const at = wordAt(file, probe);
  const name = file.text.slice(at.start, at.end);
  const line = directiveLines(file).find((each) => contains(each, probe));
  if (!line && (expanded.length > 0 || commentsOf(file).some((comment) => contains(comment, probe)))) return undefined;
  if (line?.name === 'define' && line.subject && contains(line.subject, probe)) {
    return { kind: 'macro', name, at, definition: { file, ...line.subject } };
  }
  const definition = macros.get(name)?.definition;
  return definition && { kind: 'macro', name, at, definition };
}

function nodeAt({ document }: TranslationUnit, at: number): NodeSubject | undefined {
  const occurrence = occurrencesIn(document).at(at);
  return occurrence && { kind: 'node', occurrence };
}

function propertyAt({ document }: TranslationUnit, at: number): PropertySubject | undefined {
  const body = occurrencesIn(document).definitionAt(at);
  if (!body) return undefined;
  const { items, starts } = body.syntax;
  const index = starts.findLastIndex((start) => body.start + start <= at);
  const item = items[index];
  if (item?.kind !== 'property' && item?.kind !== 'delete-property') return undefined;
  const occurrences = body.node.definitions.flatMap((definition) => occurrencesOf(definition, item.name));
  const found = occurrences.find((occurrence) => contains(occurrence, at));
  return found && { kind: 'property', at: found, occurrences };
}

function occurrencesOf({ syntax, start, generation }: NodeDefinition, name: string): PropertyOccurrence[] {
  return (syntax.propertyPlaces.get(name) ?? []).flatMap((at) => {
    const item = syntax.items[at]!;
    if (item.kind !== 'property' && item.kind !== 'delete-property') return [];
    const base = start + syntax.starts[at]!;
    return {
      kind: item.kind,
      generation,
      start: base + item.nameRange.start,
      end: base + item.nameRange.end,
      whole: { start: base, end: base + item.length },
    };
  });
}

export const contains = ({ start, end }: Range, offset: number) => offset >= start && offset < end;

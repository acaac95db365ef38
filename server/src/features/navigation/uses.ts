import { namePlaces } from '../../preprocessor/name-places.js';
import type { Range, Span } from '../../text/span.js';
import type { FileView } from '../../workspace/file-view.js';
import type { Occurrence } from './occurrences.js';
import { type Subject, subjectsAt } from './subjects.js';

/** A place that names something. */
export interface Use {
  /** The name alone, without the `&` of a reference. */
  readonly span: Span;
  /** A `companion` declares what the label beside it declares already: the name of a labelled node. */
  readonly role: 'declaration' | 'companion' | 'use';
  /** Whether it writes what it names, or only refers to it. */
  readonly writes: boolean;
}

/** Every place that names what stands at an offset of the view's file, in source order, each once. */
export function usesAt(view: FileView, offset: number): readonly Use[] {
  const { unit, file } = view;
  if (!unit) return [];
  const spanOf = ({ start, end }: Range) => unit.expansion.sourceMap.originOf(start, end).span;
  const uses = new Map<string, Use>();
  for (const subject of subjectsAt(view, unit, offset)) {
    const found = subject.kind === 'macro' ? usesOfMacro(file, subject.name) : usesOf(subject, spanOf);
    for (const use of found) {
      const key = `${use.span.file.uri} ${use.span.start} ${use.span.end}`;
      if (!uses.has(key)) uses.set(key, use);
    }
  }
  return [...uses.values()];
}

function usesOfMacro(file: FileView['file'], name: string): readonly Use[] {
  return namePlaces(file, name).map(({ start, end, isDefinition }) => ({
    span: { file, start, end },
    role: isDefinition ? 'declaration' : 'use',
    writes: isDefinition,
  }));
}

function usesOf(subject: Exclude<Subject, { kind: 'macro' }>, spanOf: (range: Range) => Span): readonly Use[] {
  if (subject.kind === 'node') return subject.occurrence.node.occurrences.map((each) => useOfNode(each, spanOf));
  return subject.occurrences.map((each, index) => ({
    span: spanOf(each),
    role: index === 0 ? 'declaration' : 'use',
    writes: true,
  }));
}

function useOfNode(occurrence: Occurrence, spanOf: (range: Range) => Span): Use {
  const { kind, start, end, label, definition, node } = occurrence;
  const isReference = label !== undefined && kind !== 'label';
  return {
    span: spanOf({ start: isReference ? start + 1 : start, end }),
    role:
      kind === 'label'
        ? 'declaration'
        : kind === 'name' && definition === node.definitions[0]
          ? roleOfName(occurrence)
          : 'use',
    writes: kind !== 'reference',
  };
}

/** The role of the name at a node's first definition. */
function roleOfName({ definition, label }: Occurrence): Use['role'] {
  // An overlay's first definition of a node of another tree is a reference.
  if (label !== undefined) return 'use';
  return definition!.labels.length > 0 ? 'companion' : 'declaration';
}

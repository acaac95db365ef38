import {
  type DefinitionParams,
  DefinitionRequest,
  type Location,
  type LocationLink,
} from 'vscode-languageserver-protocol';
import type { Range, Span } from '../text/span.js';
import type { Uri } from '../text/uri.js';
import type { TranslationUnit } from '../workspace/translation-unit.js';
import { defineFeature, type FeatureContext } from './feature.js';
import { includedFiles } from './navigation/included-files.js';
import { type Occurrence, occurrencesIn } from './navigation/occurrences.js';
import { pathAt } from './navigation/string-paths.js';
import { contains, type PropertySubject, probeAt, type Subject, subjectsAt, wordAt } from './navigation/subjects.js';
import { linkTo, locationOf, offsetOf, rangeOf } from './positions.js';

/** Where what the cursor is at was written first: a label, a node, a property, a macro, an included file. */
export const definition = defineFeature<DefinitionParams, (Location | LocationLink)[]>({
  request: DefinitionRequest.type,
  capabilities: { definitionProvider: true },
  neutral: [],
  handle(context, { position }) {
    const { view } = context;
    const offset = offsetOf(view.file, position);
    const included = includedFiles(view).find(({ start, end }) => offset >= start && offset <= end);
    if (included) return [linkToFile(context, { file: view.file, ...included }, included.target)];
    return view.unit ? definitionsAt(context, view.unit, offset) : [];
  },
});

/** A place to go to, within something larger. */
interface Target {
  readonly selection: Span;
  readonly whole: Span;
}

function definitionsAt(context: FeatureContext, unit: TranslationUnit, offset: number): (Location | LocationLink)[] {
  const { view, client } = context;
  const spanOf = ({ start, end }: Range) => unit.expansion.sourceMap.originOf(start, end).span;
  const targetOf = ({ name, whole }: NamedRange): Target => ({ selection: spanOf(name), whole: spanOf(whole) });
  const probe = probeAt(view.file.text, offset);
  let origin: Span | undefined;
  const targets = new Map<string, Target>();
  const add = (at: Range, found: readonly Target[]) => {
    const span = 'file' in at ? (at as Span) : spanOf(at);
    if (span.file === view.file && contains(span, probe)) origin ??= span;
    for (const target of found) {
      const { file, start } = target.selection;
      const key = `${file.uri} ${start}`;
      if (!targets.has(key)) targets.set(key, target);
    }
  };
  const subjects = subjectsAt(view, unit, offset);
  for (const subject of subjects) {
    if (subject.kind === 'macro') {
      const { at, definition } = subject;
      if (definition) add(at, [{ selection: definition, whole: definition }]);
    } else add(placeOf(subject), definitionsOf(subject).map(targetOf));
  }
  if (subjects.length === 0) {
    for (const at of unit.expansion.sourceMap.expandedAt(view.file.uri, probe)) {
      const path = pathAt(unit, at);
      if (path) add(path, firstOf(occurrencesIn(unit.document).nodeAt(path.path).definitions).map(targetOf));
    }
  }
  const from = origin ?? wordAt(view.file, probe);
  const links = client.textDocument?.definition?.linkSupport === true;
  return [...targets.values()].map(({ selection, whole }) =>
    links ? linkTo(from, selection, isWithin(selection, whole) ? whole : selection) : locationOf(selection),
  );
}

interface NamedRange {
  readonly name: Range;
  readonly whole: Range;
}

const placeOf = (subject: Exclude<Subject, { kind: 'macro' }>): Range =>
  subject.kind === 'node' ? subject.occurrence : subject.at;

function definitionsOf(subject: Exclude<Subject, { kind: 'macro' }>): readonly NamedRange[] {
  return subject.kind === 'property' ? earlierDefinitions(subject) : definitionsFrom(subject.occurrence);
}

/**
 * From a label, that label. From a name, the first definition. From a reference, the definition with the label, or the
 * first: one place, so that an editor goes there at once; the others are among the references.
 */
function definitionsFrom(occurrence: Occurrence): readonly NamedRange[] {
  const { kind, label, definition: own, generation } = occurrence;
  if (kind === 'label' && own) return [{ name: occurrence, whole: own }];
  const { definitions } = occurrence.node;
  const standing = definitions.filter((each) => each.generation === generation);
  const candidates = standing.length > 0 ? standing : definitions;
  const isReference = kind !== 'name' || own?.syntax.target.kind === 'reference';
  if (!isReference) return firstOf(candidates);
  const others = candidates.filter((each) => each !== own);
  return firstOf(others.length > 0 ? others : candidates, label);
}

function firstOf(definitions: Occurrence['node']['definitions'], label?: string): readonly NamedRange[] {
  const isLabel = ({ name }: { name: string }) => name === label;
  const whole = definitions.find(({ labels }) => labels.some(isLabel)) ?? definitions[0];
  return whole ? [{ name: whole.labels.find(isLabel) ?? whole.name, whole }] : [];
}

/** The definitions before the one at the cursor, the oldest first; that one where it is the first itself. */
function earlierDefinitions({ at, occurrences }: PropertySubject): readonly NamedRange[] {
  const defining = occurrences.filter(({ kind, generation }) => kind === 'property' && generation === at.generation);
  const earlier = defining.filter(({ start }) => start < at.start);
  const shown = earlier.length > 0 ? earlier : defining.filter((each) => each === at);
  return shown.map((name) => ({ name, whole: name.whole }));
}

function linkToFile({ client }: FeatureContext, origin: Span, targetUri: Uri): Location | LocationLink {
  const start = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  if (client.textDocument?.definition?.linkSupport !== true) return { uri: targetUri, range: start };
  return { originSelectionRange: rangeOf(origin), targetUri, targetRange: start, targetSelectionRange: start };
}

const isWithin = (inner: Span, outer: Span) =>
  inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;

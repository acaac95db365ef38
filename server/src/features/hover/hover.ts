import {
  type ClientCapabilities,
  type Hover,
  type HoverParams,
  HoverRequest,
  type MarkupContent,
  MarkupKind,
} from 'vscode-languageserver-protocol';
import { locate } from '../../devicetree/locate.js';
import type { Expansion } from '../../preprocessor/expansion.js';
import { baseNameOf } from '../../text/uri.js';
import { defineFeature } from '../feature.js';
import { withoutMarkup } from '../markdown/markup.js';
import { code } from '../markdown/text.js';
import { offsetOf, rangeOf } from '../positions.js';
import { explainInclude } from './include-line.js';
import { explainMacro } from './macro-name.js';
import { explainOtherBoards } from './other-boards.js';
import { explainPlace } from './place.js';
import type { Explain, Subject } from './subject.js';

/** What the text as written says by itself, before it is looked up in the tree. */
const textTopics: readonly Explain<Subject>[] = [explainInclude, explainMacro];

/** What is known of the thing under the cursor, on the board through which the file is shown. */
export const hover = defineFeature<HoverParams, Hover | null>({
  request: HoverRequest.type,
  capabilities: { hoverProvider: true },
  neutral: null,
  handle({ view, client, survey: surveyed }, { position }) {
    const { file, unit, bindings } = view;
    if (!unit) return null;
    const { tree, document, expansion } = unit;
    const offset = offsetOf(file, position);
    const survey = surveyed?.of(file.uri);
    const subject: Subject = { view, unit, tree, offset, ...(bindings && { bindings }), ...(survey && { survey }) };
    const written = textTopics.map((explain) => explain(subject)).find((blocks) => blocks !== undefined) ?? [];
    const expanded = innermost(expansion, expansion.sourceMap.expandedAt(file.uri, offset));
    const place = expanded === undefined ? undefined : locate(document, tree, expanded);
    const evaluated = place && explainPlace(subject, place);
    const blocks = [...written, ...(evaluated ?? [])];
    if (blocks.length === 0) return null;
    if (place && evaluated) blocks.push(...explainOtherBoards(subject, place));
    if (evaluated && unit.root !== file) blocks.push(`As on ${code(baseNameOf(unit.root.uri))}.`);
    const span = place && evaluated && tree.originOf(place).span;
    const isAround = span?.file === file && span.start <= offset && offset <= span.end;
    return { contents: contentsFor(client, blocks.join('\n\n')), ...(isAround && { range: rangeOf(span) }) };
  },
});

/** Within the arguments of a macro, what they became and not what the macro made around them. */
function innermost({ sourceMap }: Expansion, offsets: readonly number[]): number | undefined {
  const lengths = offsets.slice(0, MAX_PLACES).map((at) => {
    const { start, end } = sourceMap.originOf(at, at + 1).span;
    return end - start;
  });
  return offsets[lengths.indexOf(Math.min(...lengths))];
}

/** A file that is included often, or an argument that is used often, becomes many texts. */
const MAX_PLACES = 16;

function contentsFor(client: ClientCapabilities, markdown: string): MarkupContent {
  const formats = client.textDocument?.hover?.contentFormat;
  if (formats?.includes(MarkupKind.Markdown)) return { kind: MarkupKind.Markdown, value: markdown };
  return { kind: MarkupKind.PlainText, value: withoutMarkup(markdown) };
}

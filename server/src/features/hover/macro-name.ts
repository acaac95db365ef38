import type { MacroDefinition } from '../../preprocessor/expansion.js';
import type { MacroUse, Span } from '../../text/span.js';
import { placeLink } from '../markdown/links.js';
import { code, MAX_TEXT } from '../markdown/text.js';
import type { Subject } from './subject.js';

/** The name of a macro: what it is defined as, and what became of it here. */
export function explainMacro(subject: Subject): readonly string[] | undefined {
  const { view, unit, offset } = subject;
  const { name, start } = identifierAt(view.file.text, offset) ?? {};
  if (name === undefined || start === undefined) return undefined;
  // Behind the last letter something else begins, which may have become another text.
  const reached = unit.expansion.sourceMap.expandedAt(view.file.uri, start).slice(0, MAX_PLACES);
  const macro = unit.expansion.macros.get(name);
  for (const expanded of reached) {
    const use = useAt(subject, expanded, name);
    if (use) return explainUse(subject, use, expanded, macro);
  }
  // Text that reached the tree as it is written is no macro's name there, whatever it is elsewhere.
  if (reached.length > 0) return undefined;
  return macro && [definitionText(macro), ...whereFrom(macro.definition)];
}

function explainUse(
  subject: Subject,
  use: MacroUse,
  expanded: number,
  macro: MacroDefinition | undefined,
): readonly string[] {
  // A macro that was defined anew afterwards is not the one that was used.
  const isSame = macro !== undefined && isSameSpan(macro.definition, use.definition);
  const result = expansionText(subject, use, expanded);
  const isMore = !isSame || result !== macro.body;
  return [
    isSame ? definitionText(macro) : `Macro ${code(use.name)}`,
    ...(isMore ? [`Expands to ${code(result)}`] : []),
    ...whereFrom(use.definition),
  ];
}

function definitionText({ name, parameters, body }: MacroDefinition): string {
  const list = parameters ? `(${parameters.join(', ')})` : '';
  return code(`#define ${name}${list} ${body}`);
}

const whereFrom = (definition: Span | undefined) => [
  definition ? `Defined in ${placeLink(definition)}` : 'Predefined by the preprocessor',
];

/** The use of the macro `name` that stands at the offset and led to this place of the expanded text. */
function useAt({ view, unit, offset }: Subject, expanded: number, name: string): MacroUse | undefined {
  const { via } = unit.expansion.sourceMap.originOf(expanded, expanded + 1);
  for (const step of via) {
    if (step.kind !== 'macro' || step.name !== name || step.use.file.uri !== view.file.uri) continue;
    if (step.use.start <= offset && offset <= step.use.end) return step;
  }
  return undefined;
}

/** The expanded text around `expanded` that came through the use. */
function expansionText({ unit }: Subject, use: MacroUse, expanded: number): string {
  const { text, sourceMap } = unit.expansion;
  const cameThrough = (at: number) =>
    sourceMap.originOf(at, at + 1).via.some((step) => step.kind === 'macro' && isSameSpan(step.use, use.use));
  let end = expanded;
  let known = expanded;
  for (; end < text.length && end - expanded <= MAX_TEXT; end++) {
    if (/\s/.test(text[end]!)) continue;
    if (!cameThrough(end)) break;
    known = end + 1;
  }
  let start = expanded;
  for (let at = expanded - 1; at >= 0 && expanded - at <= MAX_TEXT; at--) {
    if (/\s/.test(text[at]!)) continue;
    if (!cameThrough(at)) break;
    start = at;
  }
  return text.slice(start, known);
}

function isSameSpan(left: Span | undefined, right: Span | undefined): boolean {
  return left?.file.uri === right?.file.uri && left?.start === right?.start;
}

/** The C identifier at an offset, or just before it; no part of a number. */
function identifierAt(text: string, offset: number): { readonly name: string; readonly start: number } | undefined {
  let start = offset;
  while (start > 0 && offset - start < MAX_TEXT && WORD.test(text[start - 1]!)) start--;
  let end = offset;
  while (end < text.length && end - offset < MAX_TEXT && WORD.test(text[end]!)) end++;
  const name = text.slice(start, end);
  return name === '' || /^[0-9]/.test(name) ? undefined : { name, start };
}

/** An argument may stand in many places of a macro's body, which all say the same. */
const MAX_PLACES = 16;

const WORD = /[\w$]/;

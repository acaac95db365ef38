import { sharedName } from '../text/shared-name.js';
import type { Label } from './ast.js';

/** The parts of a property's text that stand before its value. Offsets are those of the text. */
export interface PropertyText {
  readonly labels: readonly Label[];
  readonly name: string;
  readonly nameRange: { readonly start: number; readonly end: number };
  readonly valueRange?: { readonly start: number; readonly end: number };
}

/**
 * Takes apart the text of a property in which the parser found no mistake, without asking it for the parts: that is most
 * of what reading a board for the first time would cost. `undefined` for the rare text that is not plain, such as one
 * with comments between its parts or a macro in its name.
 */
export function splitProperty(text: string): PropertyText | undefined {
  const match = PROPERTY.exec(text);
  if (!match) return undefined;
  const [, labelText = '', written = '', equals] = match;
  const name = sharedName(written);
  const nameEnd = labelText.length + name.length;
  const nameRange = { start: labelText.length, end: nameEnd };
  const labels = labelText === '' ? NO_LABELS : labelsIn(labelText);
  if (equals === undefined) return text[match[0].length] === ';' ? { labels, name, nameRange } : undefined;
  const start = match[0].length;
  let end = text.length - 1;
  if (text[end] !== ';') return undefined;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  // A comment at either end belongs to no value; the parser knows where it stops.
  if (end === start || text.startsWith('/*', start) || text.startsWith('//', start) || text.endsWith('*/', end))
    return undefined;
  return { labels, name, nameRange, valueRange: { start, end } };
}

const PROPERTY = /^((?:[a-zA-Z_]\w*:\s*)*)([\w,.+*#?@-]+)\s*(=\s*)?/;
const NO_LABELS: readonly Label[] = [];

function labelsIn(text: string): Label[] {
  return [...text.matchAll(/(\w+):/g)].map((match) => {
    return { name: sharedName(match[1]!), start: match.index, end: match.index + match[1]!.length };
  });
}

const isBlank = (code: number) => code === 32 || (code >= 9 && code <= 13);

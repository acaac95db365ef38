import { normalizeUri } from '../text/uri.js';

/**
 * What is said to a client about a document, with the client's own name for it wherever the core's stands: as a URI, or in a link.
 * A client may know a document under its own name alone, such as one that nobody has saved yet.
 */
export function inSpellingOf<Value>(value: Value, spelled: string): Value {
  if (!spelled.startsWith('untitled:')) return value;
  const uri = normalizeUri(spelled);
  if (uri === spelled) return value;
  const respelled = (each: unknown): unknown => {
    if (typeof each === 'string') return each === uri ? spelled : each.replaceAll(`](${uri}#`, `](${spelled}#`);
    if (Array.isArray(each)) return each.map(respelled);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, member]) => [key, respelled(member)]));
  };
  // It has the form that it had.
  return respelled(value) as Value;
}

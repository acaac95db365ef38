import { detached } from './detached.js';

/**
 * The same characters as the one string that all equal names share. A map finds by such a name much more quickly, since to
 * compare it ends at seeing the same string, and after each key evaluation looks up thousands. Like {@link detached}, it keeps
 * no longer text alive.
 */
export function sharedName(name: string): string {
  if (name.length > MAX_LENGTH) return detached(name);
  const known = young.get(name);
  if (known !== undefined) return known;
  // Engines keep one string for each name of a property, and literals in code are that string too.
  const shared = old.get(name) ?? Object.keys({ [name]: true })[0]!;
  if (young.size >= CAPACITY) {
    old = young;
    young = new Map();
  }
  young.set(shared, shared);
  return shared;
}

let young = new Map<string, string>();
let old = new Map<string, string>();

/** No longer name is met again and again; what is remembered has a bound. */
const MAX_LENGTH = 100;

/** Far more than a board has; what nobody asked for meanwhile is forgotten. */
const CAPACITY = 20_000;

import { detached } from './detached.js';

/**
 * The same characters as the one string that all equal names share. A map finds by such a name much more quickly, since to
 * compare it ends at seeing the same string, and after each key evaluation looks up thousands. Like {@link detached}, it keeps
 * no longer text alive.
 */
export function sharedName(name: string): string {
  if (name.length > MAX_LENGTH) return detached(name);
  // An engine keeps one string for each name of a property, for as long as somebody uses it: a literal in code is that string,
  // and so is whatever has been the name of a property once.
  names[name] = true;
  delete names[name];
  return name;
}

const names: Record<string, true> = Object.create(null);

/** No longer name is met again and again. */
const MAX_LENGTH = 100;

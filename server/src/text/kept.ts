/**
 * Has values kept with objects, for as long as these live. Of an object that is one version of many, the value is kept within
 * the object itself: whatever a WeakMap holds, V8 gives back only when it collects all of its heap, so that each key would
 * leave behind what was worked out of the version before, texts and trees among it.
 */
export function keptWith<Key extends object, Value>(): Kept<Key, Value> {
  const slot = {};
  const others = new WeakMap<Key, Value>();
  return {
    get: (key) => (isVersion(key) ? (key.memo.known.get(slot) as Value | undefined) : others.get(key)),
    has: (key) => (isVersion(key) ? key.memo.known.has(slot) : others.has(key)),
    set(key, value) {
      if (isVersion(key)) key.memo.known.set(slot, value);
      else others.set(key, value);
    },
  };
}

export interface Kept<Key extends object, Value> {
  get(key: Key): Value | undefined;
  has(key: Key): boolean;
  set(key: Key, value: Value): void;
}

/** An object of which there will be another for each key that is pressed. Who copies it with changes gives the copy a memo of its own. */
export interface Version {
  readonly memo: VersionMemo;
}

/** What is kept with one version; it is no part of what the version is. */
export class VersionMemo {
  readonly #known = new Map<object, unknown>();

  get known(): Map<object, unknown> {
    return this.#known;
  }
}

const isVersion = <Key extends object>(key: Key): key is Key & Version =>
  (key as Partial<Version>).memo instanceof VersionMemo;

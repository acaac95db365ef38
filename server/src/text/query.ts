import { keptWith } from './kept.js';

/** Memoises a pure function of one immutable object, for as long as the object lives. */
export function query<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = keptWith<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value !== undefined || known.has(key)) return value!;
    value = compute(key);
    known.set(key, value);
    return value;
  };
}

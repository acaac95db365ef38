/** Memoises a pure function of one immutable object, for as long as the object lives. */
export function query<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const entry = known.get(key);
    if (entry) return entry.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}

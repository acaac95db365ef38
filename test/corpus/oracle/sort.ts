/** Compare by keys in order, each by UTF-16 code units: the same on every machine, which a locale's order is not. */
export function byStrings<T>(keys: (value: T) => readonly string[]): (left: T, right: T) => number {
  return (left, right) => {
    const others = keys(right);
    for (const [index, key] of keys(left).entries()) {
      const other = others[index] ?? '';
      if (key !== other) return key < other ? -1 : 1;
    }
    return 0;
  };
}

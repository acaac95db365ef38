/** The beginning of a marker whose carets stand below what follows `before` in the line above, in an example of the documentation. */
export function markerBehind(before: string): string {
  return `//${' '.repeat(before.length - 2)}`;
}

/** How many characters two texts have in common, each from a place of its own on. */
export function commonPrefix(left: string, right: string, leftFrom = 0, rightFrom = 0): number {
  const longest = Math.min(left.length - leftFrom, right.length - rightFrom);
  let same = 0;
  for (let size = CHUNK; size > 1; size /= STEP)
    while (same + size <= longest && isSame(left, leftFrom + same, right, rightFrom + same, size)) same += size;
  while (same < longest && left.charCodeAt(leftFrom + same) === right.charCodeAt(rightFrom + same)) same++;
  return same;
}

/** How many characters two texts have in common at their ends, at most `longest`; `known` of them are known to be. */
export function commonSuffix(
  left: string,
  right: string,
  longest = Math.min(left.length, right.length),
  known = 0,
): number {
  let same = known;
  for (let size = CHUNK; size > 1; size /= STEP)
    while (same + size <= longest && isSame(left, left.length - same - size, right, right.length - same - size, size))
      same += size;
  while (same < longest && left.charCodeAt(left.length - 1 - same) === right.charCodeAt(right.length - 1 - same))
    same++;
  return same;
}

/** Two slices are compared by their bytes, which is much quicker than `startsWith`, which goes by characters. */
function isSame(left: string, leftFrom: number, right: string, rightFrom: number, size: number): boolean {
  return left.slice(leftFrom, leftFrom + size) === right.slice(rightFrom, rightFrom + size);
}

/** Whole chunks compare much faster than characters, and an edit leaves nearly all of them equal; then smaller ones. */
const CHUNK = 4096;
const STEP = 8;

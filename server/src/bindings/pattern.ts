/**
 * Whether a schema's pattern matches a name, as JSON Schema has it: anywhere in it. A pattern that is no regular expression
 * matches nothing, and neither does one that could take forever: patterns come out of files that anybody may have written.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  if (pattern.length > LONGEST || name.length > LONGEST || repetitionDepth(pattern) > DEEPEST) return false;
  try {
    return new RegExp(pattern).test(name);
  } catch {
    return false;
  }
}

/** Of Linux' 4,400 schemas none has a pattern half as long. */
const LONGEST = 1000;

/** Where a repetition repeats what repeats itself, each letter more doubles the ways to try; no schema of Linux does. */
const DEEPEST = 1;

/** How deeply unbounded repetitions lie within each other: 1 for `(ab*)`, 2 for `(ab*)*`. */
function repetitionDepth(pattern: string): number {
  /** The depths of the groups that are open, the innermost last. */
  const open = [0];
  let deepest = 0;
  /** The depth of what stands right before. */
  let last = 0;
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at]!;
    if (letter === '(') {
      open.push(0);
      last = 0;
      continue;
    }
    if (letter === '*' || letter === '+' || /^\{\d*,\}|^\{\d{2,}|^\{\d*,\d{2,}/.test(pattern.slice(at, at + 12)))
      last++;
    else if (letter === ')') last = open.length > 1 ? open.pop()! : 0;
    else if (letter === '?' || letter === '{') continue;
    else {
      last = 0;
      if (letter === '\\') at++;
      else if (letter === '[') at = endOfClass(pattern, at);
    }
    open[open.length - 1] = Math.max(open.at(-1)!, last);
    deepest = Math.max(deepest, last);
  }
  return deepest;
}

function endOfClass(pattern: string, start: number): number {
  let at = start + 1;
  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1;
  return at;
}

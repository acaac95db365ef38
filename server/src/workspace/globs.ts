import picomatch from 'picomatch';
import { pathOf, relativePath, type Uri } from '../text/uri.js';

/** Whether a file belongs to a set, by its path with `/` from the folder to which the globs are relative. */
export type FileFilter = (path: string) => boolean;

/**
 * The files that one of the globs names. A glob with a slash is a path from the folder, one without is the name of a file or
 * folder anywhere below it; a folder that matches stands for all that is in it. `*` and `?` stay within a name, `**` is any
 * number of folders, `[…]` one of some characters, `[!…]` one of all others, `{a,b}` one of some texts.
 */
export function filterOf(globs: readonly string[]): FileFilter {
  const patterns = globs.filter((glob) => faultOfGlob(glob) === undefined).map(compile);
  return (path) => {
    const names = path.split('/');
    return patterns.some((pattern) => matches(pattern, names));
  };
}

/** The path of a file for globs of a folder. Outside of it only a name can match, or a path that begins with any folders. */
export const pathForGlobs = (uri: Uri, folder: Uri): string =>
  relativePath(uri, folder) ?? pathOf(uri).replace(/^\//, '');

/**
 * Why a glob is refused, as a sentence; `undefined` for a good one. Globs and names of files may both be hostile, and a name
 * is held against a regular expression: what makes its tries multiply is counted.
 */
export function faultOfGlob(glob: string): string | undefined {
  const segments = segmentsOf(glob);
  if (segments.every((segment) => segment === '')) return 'This glob is empty.';
  if (segments.includes('')) return 'A glob has a name between two slashes.';
  if (glob.length > MAX_LENGTH || segments.length > MAX_SEGMENTS) return 'This glob is too long.';
  if (/[()|\\]/.test(glob)) return 'A glob knows `*`, `**`, `?`, `[…]` and `{a,b}`, but not `(`, `)`, `|` and `\\`.';
  if (segments.includes('..')) return 'A glob does not lead out of its folder.';
  if (glob.startsWith('!')) return 'A glob does not take files out: `exclude` does.';
  if (/\[[^\]]*$|\{[^}]*$/.test(glob)) return 'A bracket or brace of this glob is never closed.';
  if (/\{[^}]*[/{]/.test(glob)) return 'The braces of a glob hold neither a slash nor other braces.';
  const isCostly = (segment: string) =>
    (segment.match(/\*|\{/g)?.length ?? 0) > MAX_WILDCARDS || (segment.match(/,/g)?.length ?? 0) > MAX_CHOICES;
  if (segments.some((segment) => segment !== ANY_FOLDERS && isCostly(segment)))
    return `A name in a glob has at most ${MAX_WILDCARDS} of \`*\` and \`{\`, and ${MAX_CHOICES} commas.`;
  return undefined;
}

const MAX_LENGTH = 256;
const MAX_SEGMENTS = 32;
const MAX_WILDCARDS = 3;
const MAX_CHOICES = 16;

const ANY_FOLDERS = '**';

/** What the names of a path match, one after the other. */
type Pattern = readonly (typeof ANY_FOLDERS | ((name: string) => boolean))[];

function compile(glob: string): Pattern {
  const segments = segmentsOf(glob);
  const anchored = glob.replace(/\/$/, '').includes('/') ? segments : [ANY_FOLDERS, ...segments];
  return anchored.map((segment) => {
    if (segment === ANY_FOLDERS) return ANY_FOLDERS;
    const expression = picomatch.makeRe(segment.replaceAll('[!', '[^'), OPTIONS);
    return (name) => name.length <= MAX_NAME && expression.test(name);
  });
}

/** Nothing that repeats a group, so that a wildcard's tries are as many as {@link faultOfGlob} counts. */
const OPTIONS = { dot: true, noextglob: true, nonegate: true, regex: false };

/** In characters; that of most file systems, in bytes. */
const MAX_NAME = 255;

function segmentsOf(glob: string): string[] {
  return glob
    .replace(/^\.?\//, '')
    .replace(/\/$/, '')
    .split('/')
    .filter((segment) => segment !== '.');
}

/** Whether a pattern matches the whole path, or a folder on it: all ways to take `**` are followed at the same time. */
function matches(pattern: Pattern, names: readonly string[]): boolean {
  let states = withSkips(pattern, new Set([0]));
  for (const name of names) {
    const next = new Set<number>();
    for (const state of states) {
      const segment = pattern[state];
      if (segment === ANY_FOLDERS) next.add(state);
      else if (segment?.(name)) next.add(state + 1);
    }
    states = withSkips(pattern, next);
    if (states.has(pattern.length)) return true;
  }
  return false;
}

/** Adds what follows each `**`, which may stand for no folder at all. */
function withSkips(pattern: Pattern, states: Set<number>): ReadonlySet<number> {
  // What is added while the set is walked is walked as well.
  for (const state of states) if (pattern[state] === ANY_FOLDERS) states.add(state + 1);
  return states;
}

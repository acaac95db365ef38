import type { IncludeSite, MacroUse, OriginStep, Span } from '../text/span.js';
import type { Macro } from './macros.js';
import type { Scan } from './scan.js';
import { type SplicedText, sourceEnd, sourceOffset } from './splices.js';
import type { Token } from './tokens.js';

/** One inclusion of one file; the root is number 0. */
export interface Instance {
  /** The scanned text that positions of this instance are offsets in. */
  readonly joined: SplicedText;
  readonly file: Scan['file'];
  /** The instance that includes this one and the place of the file name there; absent for the root. */
  readonly parent?: number;
  readonly site?: Span;
}

/**
 * All macro uses of an expansion, as numbers from 1 on. A use's *home* is the use in whose macro's body its name was
 * written, 0 for a name written in a file; its *parent* is the use it happened in, be it in the body or an argument.
 */
export interface MacroUses {
  readonly macros: Macro[];
  /** Six numbers for each use: instance, start and end of the name, end of the whole call, parent, home. */
  data: Int32Array;
}

/** The numbers of a use in {@link MacroUses.data}. */
export const USE_SIZE = 6;

export function createMacroUses(): MacroUses {
  // Number 0 stands for no use, so its record is never read.
  return { macros: [NO_MACRO], data: new Int32Array(USE_SIZE * 1024) };
}

/** Records that `name` is about to be replaced by `macro`; returns the number of the use. */
export function addUse(uses: MacroUses, macro: Macro, name: Token): number {
  const number = addFileUse(uses, macro, name.instance, name.start, name.end);
  uses.data[number * USE_SIZE + 4] = name.use;
  uses.data[number * USE_SIZE + 5] = name.home;
  return number;
}

/** The same for a name written in a file outside any macro call, of which no token has been made. */
export function addFileUse(uses: MacroUses, macro: Macro, instance: number, start: number, end: number): number {
  const number = uses.macros.length;
  uses.macros.push(macro);
  const at = number * USE_SIZE;
  if (at === uses.data.length) {
    const larger = new Int32Array(at * 2);
    larger.set(uses.data);
    uses.data = larger;
  }
  const { data } = uses;
  data[at] = instance;
  data[at + 1] = start;
  data[at + 2] = end;
  data[at + 3] = end;
  return number;
}

/**
 * The way of a token that a call takes as its argument: `use`, the call, goes between what the token has passed through
 * since `nameUse`, which both the call's name and the token have passed through, and that. `known` remembers ways.
 */
export function useThrough(
  uses: MacroUses,
  tokenUse: number,
  nameUse: number,
  use: number,
  known: Map<number, number>,
): number {
  const way: number[] = [];
  let outer = tokenUse;
  for (; outer > nameUse && !known.has(outer); outer = uses.data[outer * USE_SIZE + 4]!) way.push(outer);
  let result = known.get(outer) ?? use;
  // A token from elsewhere has only this call in common with its name.
  if (outer < nameUse) return use;
  for (const each of way.reverse()) {
    const copy = addFileUse(uses, uses.macros[each]!, 0, 0, 0);
    uses.data.copyWithin(copy * USE_SIZE, each * USE_SIZE, (each + 1) * USE_SIZE);
    uses.data[copy * USE_SIZE + 4] = result;
    result = copy;
    known.set(each, copy);
  }
  return result;
}

/** Notes where the call ends whose name the use begins with. */
export function setCallEnd(uses: MacroUses, use: number, close: Token): void {
  // A call that ends outside the text its name stands in is known by its name alone.
  if (homeOf(uses, use) === close.home && uses.data[use * USE_SIZE] === close.instance)
    uses.data[use * USE_SIZE + 3] = close.end;
}

export function homeOf(uses: MacroUses, use: number): number {
  return uses.data[use * USE_SIZE + 5]!;
}

/** The use written in a file that the text in the body of `use`'s macro comes from in the end. */
export function useInFile(uses: MacroUses, use: number): number {
  let outermost = use;
  for (let home = homeOf(uses, use); home !== 0; home = homeOf(uses, outermost)) outermost = home;
  return outermost;
}

/** The instance, start and end of what a use that is written in a file covers there: its name or its whole call. */
export function extentOf(uses: MacroUses, use: number): { instance: number; start: number; end: number } {
  const { data } = uses;
  return { instance: data[use * USE_SIZE]!, start: data[use * USE_SIZE + 1]!, end: data[use * USE_SIZE + 3]! };
}

/** The steps from a piece of expanded text to the root: the macros it went through, then the includes. */
export function stepsFrom(
  uses: MacroUses,
  instances: readonly Instance[],
  use: number,
  instance: number,
): readonly OriginStep[] {
  const steps: OriginStep[] = [];
  for (let next = use; next !== 0; next = uses.data[next * USE_SIZE + 4]!) steps.push(macroUse(uses, instances, next));
  return [...steps, ...includeSites(instances, instance)];
}

/** The innermost macro use that both pieces of text have passed through, 0 if there is none. */
export function commonUse(uses: MacroUses, left: number, right: number): number {
  // A use is numbered after the one it happened in.
  let [a, b] = [left, right];
  while (a !== b) {
    if (a > b) a = uses.data[a * USE_SIZE + 4]!;
    else b = uses.data[b * USE_SIZE + 4]!;
  }
  return a;
}

/** The includes that led to an instance, from its own outwards. */
export function includeSites(instances: readonly Instance[], instance: number): IncludeSite[] {
  const sites: IncludeSite[] = [];
  for (let next = instances[instance]; next?.site !== undefined; next = instances[next.parent!]) {
    sites.push({ kind: 'include', site: next.site });
  }
  return sites;
}

/** The span in the file of a range of an instance's joined text. */
export function spanIn(instance: Instance, start: number, end: number): Span {
  const { file, joined } = instance;
  const from = sourceOffset(joined, start);
  return { file, start: from, end: Math.max(from, sourceEnd(joined, end)) };
}

const NO_MACRO: Macro = { name: '', variadic: false, body: '', tokens: [] };

function macroUse(uses: MacroUses, instances: readonly Instance[], use: number): MacroUse {
  const { macros, data } = uses;
  const macro = macros[use]!;
  const start = data[use * USE_SIZE + 1]!;
  const end = data[use * USE_SIZE + 2]!;
  const scan = macros[homeOf(uses, use)]!.scan;
  const holder: Instance = scan ? { joined: scan, file: scan.file } : instances[data[use * USE_SIZE]!]!;
  return {
    kind: 'macro',
    name: macro.name,
    use: spanIn(holder, start, end),
    ...(macro.definition && { definition: macro.definition }),
  };
}

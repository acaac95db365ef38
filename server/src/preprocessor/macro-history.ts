import { detached } from '../text/detached.js';
import type { Macro } from './macros.js';

/** What a name came to stand for, or the name itself if that was nothing. */
export type MacroChange = Macro | string;

/** What each name stood for at each moment of an expansion. Moments are counted in changes. */
export interface MacroHistory {
  /** What `name` stood for after the first `moment` changes. */
  macroAt(name: string, moment: number): Macro | undefined;
  /** The same history with other macros in place of some. */
  withMacros(replaced: ReadonlyMap<Macro, Macro>): MacroHistory;
}

export function createMacroHistory(changes: readonly MacroChange[], known: KnownIndex = {}): MacroHistory {
  return {
    macroAt(name, moment) {
      known.index ??= indexChanges(changes);
      const { first, next } = known.index;
      let last: MacroChange | undefined;
      for (let at = first.get(name) ?? NONE; at !== NONE && at < moment; at = next[at]!) last = changes[at];
      return typeof last === 'string' ? undefined : last;
    },
    withMacros(replaced) {
      const others = changes.map((change) => (typeof change === 'string' ? change : (replaced.get(change) ?? change)));
      return createMacroHistory(others, known);
    },
  };
}

/** The index of a history once somebody has asked for it. It is the same for histories that differ in the macros only. */
interface KnownIndex {
  index?: ChangeIndex;
}

/** The numbers of the changes of each name: the first one, and for each change the next. */
interface ChangeIndex {
  readonly first: ReadonlyMap<string, number>;
  readonly next: Int32Array;
}

function indexChanges(changes: readonly MacroChange[]): ChangeIndex {
  const first = new Map<string, number>();
  const next = new Int32Array(changes.length);
  for (let number = changes.length - 1; number >= 0; number--) {
    const change = changes[number]!;
    // The name in a macro of a file is a piece of its text, which later versions should not keep.
    const name = typeof change === 'string' ? change : detached(change.name);
    next[number] = first.get(name) ?? NONE;
    first.set(name, number);
  }
  return { first, next };
}

const NONE = -1;

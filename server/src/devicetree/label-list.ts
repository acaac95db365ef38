/** The labels of a node, each once, in the order in which they came. */
export interface LabelList {
  readonly names: readonly string[];
  has(name: string): boolean;
  add(names: readonly string[]): void;
}

export function createLabelList(): LabelList {
  let names: readonly string[] = NONE;
  /** The list where it is the node's own: most nodes have one body, whose list they share. */
  let own: string[] | undefined;
  let known: Set<string> | undefined;
  const has = (name: string) => {
    if (names.length < MANY) return names.includes(name);
    known ??= new Set(names);
    return known.has(name);
  };
  return {
    get names() {
      return names;
    },
    has,
    add(added) {
      if (names.length === 0 && isWithoutRepetition(added)) {
        names = added;
        return;
      }
      for (const name of added) {
        if (has(name)) continue;
        own ??= [...names];
        names = own;
        own.push(name);
        known?.add(name);
      }
    },
  };
}

const NONE: readonly string[] = [];

/** From so many labels on a set is quicker. */
const MANY = 8;

const isWithoutRepetition = (names: readonly string[]) => names.length < 2 || new Set(names).size === names.length;

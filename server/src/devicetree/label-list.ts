/** The labels of a node, each once, in the order in which they came. A class, because a board has hundreds. */
export class LabelList {
  names: readonly string[] = NONE;
  /** The list where it is the node's own: most nodes have one body, whose list they share. */
  private own: string[] | undefined;
  private known: Set<string> | undefined;

  has(name: string): boolean {
    if (this.names.length < MANY) return this.names.includes(name);
    this.known ??= new Set(this.names);
    return this.known.has(name);
  }

  add(added: readonly string[]): void {
    if (this.names.length === 0 && isWithoutRepetition(added)) {
      this.names = added;
      return;
    }
    for (const name of added) {
      if (this.has(name)) continue;
      this.own ??= [...this.names];
      this.names = this.own;
      this.own.push(name);
      this.known?.add(name);
    }
  }
}

const NONE: readonly string[] = [];

/** From so many labels on a set is quicker. */
const MANY = 8;

const isWithoutRepetition = (names: readonly string[]) => names.length < 2 || new Set(names).size === names.length;

import { detached } from '../text/detached.js';
import type { Node, Property } from './ast.js';

/** Values by the text that they are made of. */
export interface TextMemo<Value> {
  get(text: string): Value | undefined;
  /** `text` is kept: it must not be a slice of a longer one. */
  set(text: string, value: Value): void;
}

/**
 * What has been lowered, by its text. Boards repeat each other, and themselves: 3,600 properties of a board have about
 * 1,600 different texts.
 */
export interface SyntaxMemo {
  readonly properties: TextMemo<Property>;
  /** Nodes without mistakes, by how deep they stand: whether a node is too deep hangs on that. */
  readonly nodes: readonly TextMemo<Node>[];
}

export function createSyntaxMemo({ properties, nodes }: MemoCapacity): SyntaxMemo {
  return {
    properties: createTextMemos<Property>(1, properties)[0]!,
    nodes: createTextMemos(MEMO_DEPTH, nodes),
  };
}

/** How much is remembered of properties and of nodes, as {@link createTextMemos} weighs it. */
export interface MemoCapacity {
  readonly properties: number;
  readonly nodes: number;
}

/** For who reads all boards of a tree, one after the other. */
export const MANY_BOARDS: MemoCapacity = { properties: 900_000, nodes: 9_000_000 };

/** For who has a few open for days: what edits leave behind is to be forgotten soon. A board has a bit more than half of it. */
export const FEW_BOARDS: MemoCapacity = { properties: 250_000, nodes: 400_000 };

/** How deep most nodes of a board stand. */
const MEMO_DEPTH = 6;

/** The memo of nodes of a depth and a length; none for long ones, which are seldom the same twice. */
export function memoOfNode({ nodes }: SyntaxMemo, depth: number, length: number): TextMemo<Node> | undefined {
  return length > MAX_SHARED_LENGTH ? undefined : nodes[depth];
}

/** The longest node that is looked for by its text, in characters. */
const MAX_SHARED_LENGTH = 2048;

/**
 * Memos that together keep texts of at most about twice the weight `capacity`: when the young generation is full it becomes the
 * old one, and what nobody asked for since the last change of generations is forgotten.
 */
function createTextMemos<Value>(count: number, capacity: number): readonly TextMemo<Value>[] {
  const generation = () => Array.from({ length: count }, () => new Map<string, Value>());
  let young = generation();
  let old = generation();
  let weight = 0;
  return young.map((_, index) => {
    const set = (text: string, value: Value) => {
      if (weight >= capacity) {
        old = young;
        young = generation();
        weight = 0;
      }
      weight += text.length + ENTRY_WEIGHT;
      young[index]!.set(text, value);
    };
    return {
      get(text) {
        const known = young[index]!.get(text);
        if (known) return known;
        const value = old[index]!.get(text);
        if (value) set(detached(text), value);
        return value;
      },
      set,
    };
  });
}

/** What an entry takes whatever its length, in characters. */
const ENTRY_WEIGHT = 50;

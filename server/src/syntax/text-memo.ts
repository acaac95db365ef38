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
    properties: createTextMemo(properties),
    nodes: Array.from({ length: MEMO_DEPTH }, () => createTextMemo(nodes)),
  };
}

/** About how many texts are remembered: of properties, and of nodes at each depth. */
export interface MemoCapacity {
  readonly properties: number;
  readonly nodes: number;
}

/** For who reads all boards of a tree, one after the other. */
export const MANY_BOARDS: MemoCapacity = { properties: 10_000, nodes: 4_000 };

/** For who has a few open for days: what edits leave behind is to be forgotten soon. */
export const FEW_BOARDS: MemoCapacity = { properties: 2_500, nodes: 500 };

/** How deep most nodes of a board stand. */
const MEMO_DEPTH = 6;

/** The memo of nodes of a depth and a length; none for long ones, which are seldom the same twice. */
export function memoOfNode({ nodes }: SyntaxMemo, depth: number, length: number): TextMemo<Node> | undefined {
  return length > MAX_SHARED_LENGTH ? undefined : nodes[depth];
}

/** The longest node that is looked for by its text, in characters. */
const MAX_SHARED_LENGTH = 2048;

/**
 * A memo that keeps at most about twice `capacity` texts: when the young generation is full it becomes the old one,
 * and what nobody asked for since the last change of generations is forgotten.
 */
function createTextMemo<Value>(capacity: number): TextMemo<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  const set = (text: string, value: Value) => {
    if (young.size >= capacity) {
      old = young;
      young = new Map();
    }
    young.set(text, value);
  };
  return {
    get(text) {
      const known = young.get(text);
      if (known) return known;
      const value = old.get(text);
      if (value) set(detached(text), value);
      return value;
    },
    set,
  };
}

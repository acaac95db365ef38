import type { DeviceTree, Node, Property } from '../devicetree/tree.js';
import type { Range } from '../text/span.js';
import type { LockBank, LockBankKind } from './hwlock-providers.js';

/**
 * What is known of one maker's SoCs beyond what a tree says of itself. Completion, hover, inlay hints and code lenses ask
 * every platform of `platforms/index.ts` through this; each is one folder. A tree that has nothing of a platform's gets
 * empty answers from it.
 */
export interface Platform {
  /** Whose lock banks are on these SoCs. */
  readonly maker: LockBankKind['maker'];
  /** What single locks of such a bank are for, wherever that is known. */
  readonly lockUses: readonly LockUse[];
  /** What stands in the register of a lock that is taken, as a sentence. */
  readonly ownerTokens?: string;
  /** In a word what a node is that has to do with locks: "SMEM", "ADSP"; `undefined` for any other node. */
  roleOf(tree: DeviceTree, node: Node): string | undefined;
  /** The lock that a node has to name; `undefined` where that cannot be told. */
  lockFor(tree: DeviceTree, node: Node): WantedLock | undefined;
  /** What can stand at a place in a value, the likeliest first; `undefined` where the platform knows nothing about the place. */
  valuesAt?(question: ValueQuestion): readonly ValueOffer[] | undefined;
  /** Whole bodies for a node that is still empty. */
  templatesFor?(question: TemplateQuestion): readonly Template[];
  /** What parts of a property's value mean, where a number alone does not say it. */
  notesOn?(tree: DeviceTree, property: Property): readonly ValueNote[];
}

/** What a lock of a bank is for: a convention between Linux and firmware that no tree can choose. */
export interface LockUse {
  readonly lock: number;
  /** "the allocation of SMEM". */
  readonly use: string;
  /** The compatibles of the nodes that take it. */
  readonly takenBy: readonly string[];
  /** Where this comes from. */
  readonly source: string;
}

/** A lock that a node has to name. */
export interface WantedLock {
  readonly bank: LockBank;
  readonly lock: number;
  /** As an author writes it in `<…>`. */
  readonly text: string;
  /** As a sentence calls it: "SMEM's lock". */
  readonly name: string;
  /** Why it is this one. */
  readonly reason: string;
}

/** A place in a value that someone is typing. The tree is as it would be without the property's half-typed statement. */
export interface ValueQuestion {
  readonly tree: DeviceTree;
  readonly node: Node;
  readonly property: string;
  /** What is open around the place. */
  readonly enclosure: '<' | '"' | undefined;
  /** The cells before the place, of the whole value, as their author wrote them. */
  readonly cells: readonly string[];
  /** The strings before the place. */
  readonly strings: readonly string[];
  /** Whether the sources have a macro of that name. */
  hasMacro(name: string): boolean;
}

/** Something that can stand in a value. */
export interface ValueOffer {
  /** What is written between `<` and `>`, or between quotes; it may end them and begin others: `443>, <429`. */
  readonly text: string;
  /** What it is: "ADSP". */
  readonly means?: string;
  /** Why it is offered. */
  readonly detail: string;
  /** Whether the topology leaves no other choice. */
  readonly isCertain?: boolean;
  /** Whether more cells follow. */
  readonly continues?: boolean;
}

export interface TemplateQuestion {
  readonly tree: DeviceTree;
  readonly node: Node;
  /** The properties that the body in question writes; others may extend the node. */
  readonly written: ReadonlySet<string>;
  hasMacro(name: string): boolean;
  /** Whether a processor of this compatible may have `hwlocks`, as the tree's bindings say. */
  allowsHwlocks(compatible: string): boolean;
}

/** The statements of a whole body. */
export interface Template {
  readonly label: string;
  readonly detail: string;
  readonly statements: readonly TemplateStatement[];
}

export type TemplateStatement =
  /** A property, its semicolon included. */
  | {
      readonly property: readonly TemplatePart[] /** The same without holes, where that is possible. */;
      readonly whole?: string;
    }
  /** A child node. */
  | { readonly child: string; readonly statements: readonly TemplateStatement[] }
  /** A blank line. */
  | 'gap';

/** A text, or a hole that only a person can fill, with what to write there. */
export type TemplatePart = string | { readonly hole: string };

/** What a part of a value means. */
export interface ValueNote {
  readonly topic: 'host' | 'interrupt-bit';
  /** "ADSP". */
  readonly text: string;
  /** The part, counted as the ranges of cells are. */
  readonly range: Range;
}

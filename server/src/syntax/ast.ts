import type { Range } from '../text/span.js';

/**
 * A devicetree source, parsed. Every item is an immutable value of its own text alone: the same text gives the same
 * object, wherever it stands, which lets an edit share all that it did not touch. Therefore offsets inside an item
 * count from the start of that item, and whoever holds items holds their starts.
 */
export interface Document extends ItemList {
  readonly length: number;
}

/** Items in source order, with where each begins, counted from the start of the holder. */
export interface ItemList {
  readonly items: readonly Item[];
  readonly starts: readonly number[];
  /** Mistakes in this text that are not inside one of `items`. */
  readonly errors: readonly SyntaxProblem[];
  /** Whether there is a mistake here or anywhere below. */
  readonly hasErrors: boolean;
}

export type Item = Node | Property | DeleteNode | DeleteProperty | OmitNode | MemoryReservation | Marker;

interface ItemBase {
  readonly length: number;
}

/** `/ { }`, `&label { }`, `&{/path} { }` or `name@unit { }`. */
export interface Node extends ItemBase, ItemList {
  readonly kind: 'node';
  readonly target: NodeTarget;
  /** The name or reference before the brace. */
  readonly nameRange: Range;
  readonly labels: readonly Label[];
  /** The names of `labels`. */
  readonly labelNames: readonly string[];
  readonly omitIfNoRef: boolean;
  /** The braces and all between them. */
  readonly body: Range;
  /** Where in `items` each property is defined or deleted, by name, in order. */
  readonly propertyPlaces: ReadonlyMap<string, readonly number[]>;
  /** The properties in order; absent where the body deletes one or defines one twice, so that not each of them stays. */
  readonly plainProperties?: readonly Property[];
  /** Those properties that refer to other nodes, in order. */
  readonly referringProperties: readonly Property[];
  /** The references in these, in order; of several that name the same thing, the first alone. */
  readonly differentReferences: readonly ValueReference[];
  /** The names of properties that begin with `#`, once each: they say how many cells something has. */
  readonly countNames: readonly string[];
  /** Whether it defines or deletes a property that gives a node its phandle. */
  readonly namesPhandle: boolean;
  /** Whether every property stands and has no label and no name at which dtc looks first of all (checks.c). */
  readonly isOrdinary: boolean;
}

export type NodeTarget =
  | { readonly kind: 'root' }
  | { readonly kind: 'child'; readonly name: string }
  | { readonly kind: 'reference'; readonly reference: Reference };

export interface Property extends ItemBase {
  readonly kind: 'property';
  readonly name: string;
  readonly nameRange: Range;
  readonly labels: readonly Label[];
  /** Empty for a property without value (DTSpec `<empty>`). */
  readonly value: readonly ValueComponent[];
  /** All between `=` and `;`, blanks at the ends left out; absent where there is no `=`. */
  readonly valueRange?: Range;
  /** Labels before, between, inside and behind the parts of the value; dtc keeps them for assembly output only. */
  readonly valueLabels: readonly Label[];
  /** Every reference in the value, in the order of writing. */
  readonly references: readonly ValueReference[];
  readonly errors: readonly SyntaxProblem[];
  readonly hasErrors: boolean;
}

export interface ValueReference {
  readonly reference: Reference;
  /** Whether it stands in `<…>` and so asks for a phandle; else it is replaced by the node's path. */
  readonly inCells: boolean;
}

/** One of the comma-separated parts of a property value. */
export type ValueComponent = CellsComponent | StringComponent | BytesComponent | PathComponent | IncbinComponent;

/** `<…>`, or `/bits/ 8 <…>`. */
export interface CellsComponent extends Range {
  readonly kind: 'cells';
  /** The size of one element: 8, 16, 32 or 64. */
  readonly bits: number;
  readonly cells: readonly Cell[];
}

/** One element of `<…>`. */
export interface Cell extends Range {
  /** Unsigned, truncated to the component's bits; 0 for a reference, whose phandle only evaluation knows. */
  readonly value: number;
  /** The exact value of a 64-bit element that a number cannot hold. */
  readonly wide?: bigint;
  readonly reference?: Reference;
  /** Present where the text has no value, such as an identifier that no macro replaced; `value` is 0 then. */
  readonly unknown?: true;
}

/** A string; the terminating NUL is not in `value`. */
export interface StringComponent extends Range {
  readonly kind: 'string';
  /** Escapes are resolved; a byte above 0x7f that an escape names is the lone surrogate U+DC00 + byte. */
  readonly value: string;
}

/** `[…]`. */
export interface BytesComponent extends Range {
  readonly kind: 'bytes';
  readonly bytes: readonly number[];
}

/** `&label` or `&{/path}` outside of `<…>`: the full path of the node as a string. */
export interface PathComponent extends Range {
  readonly kind: 'path';
  readonly reference: Reference;
}

/** `/incbin/ ("file", offset, size)`; offset and size in bytes. */
export interface IncbinComponent extends Range {
  readonly kind: 'incbin';
  readonly path: string;
  readonly offset?: number;
  readonly size?: number;
}

/** `&label`, `&{/path}` or `&{label/path}`. */
export interface Reference extends Range {
  readonly label?: string;
  /** The path, from the root or, behind a label, from that node; without a slash at its end. */
  readonly path?: string;
}

export interface Label extends Range {
  readonly name: string;
}

/** `/delete-node/ name;` or, at the top, `/delete-node/ &label;`. */
export interface DeleteNode extends ItemBase {
  readonly kind: 'delete-node';
  readonly target: NodeTarget;
  readonly nameRange: Range;
}

/** `/delete-property/ name;`. */
export interface DeleteProperty extends ItemBase {
  readonly kind: 'delete-property';
  readonly name: string;
  readonly nameRange: Range;
}

/** `/omit-if-no-ref/ &label;` at the top. */
export interface OmitNode extends ItemBase {
  readonly kind: 'omit-node';
  readonly reference: Reference;
}

/** `/memreserve/ ADDRESS LENGTH;`, both in bytes. */
export interface MemoryReservation extends ItemBase {
  readonly kind: 'memory-reservation';
  readonly address: bigint;
  readonly size: bigint;
}

/** `/dts-v1/;` or `/plugin/;`. */
export interface Marker extends ItemBase {
  readonly kind: 'file-version' | 'plugin';
}

/** A mistake in the text, relative to the start of whatever holds it. */
export interface SyntaxProblem extends Range {
  readonly code: 'syntax-error' | 'undefined-macro' | 'bad-number' | 'truncated-value' | 'nested-too-deeply';
  readonly message: string;
  /** The change that takes the mistake away, where that is certain. */
  readonly fix?: ProblemFix;
}

/** What to put in the place of a range, relative as its problem is. */
export interface ProblemFix extends Range {
  readonly title: string;
  readonly newText: string;
}

import type { Parser, Tree } from 'web-tree-sitter';
import type { ChangedText } from '../preprocessor/tables.js';
import type { Document, ItemList } from './ast.js';
import { decodeDocument, encodeDocument } from './kept-document.js';
import { type Lowered, lowerDocument } from './lower.js';
import { parseText, unreadRest } from './parse-text.js';
import { findRepairs } from './repair/find-repairs.js';
import { lacksMacrosOnly } from './repair/missing-macros.js';
import { applyRepairs, type Repair } from './repair/repair.js';
import { restoreDocument } from './repair/restore.js';
import { applyChanges, changedLength, changesBetween, type TextChange } from './text-changes.js';
import type { SyntaxMemo } from './text-memo.js';

/**
 * The successive versions of one text. Each update parses and lowers only what changed since the last, or since the one
 * before the last change of much: the key that breaks an `#include` changes every use of its macros, and the next one
 * changes them back. The session owns trees outside of JavaScript's memory, which only `close` gives back.
 */
export interface ParseSession {
  /**
   * A raw text, which only the preprocessor could make sense of, is not repaired where it has mistakes. Who knows what
   * has `changed` spares the search for it.
   */
  update(text: string, kind?: TextKind, changed?: ChangedText): Document;
  /**
   * Has the first expanded text, if nothing has been read before, looked for among those of which {@link keep} gave something
   * at an earlier start.
   */
  resume(keptOf: (text: string) => string | undefined): void;
  /** Parses now what has only been resumed yet, which the next change of the text would have to wait for. */
  parseAhead(): void;
  /** With what a later start can resume, so that the same text needs no parser; nothing of a text with mistakes. */
  keep(): { readonly text: string; readonly kept: string } | undefined;
  close(): void;
}

type TextKind = 'expanded' | 'raw';

/** `parser` is asked for when something has to be parsed. */
export function openSession(parser: () => Parser, memo: SyntaxMemo): ParseSession {
  let current: Version | undefined;
  /** The version before the last change of much. */
  let other: Version | undefined;
  let changesSinceOther = 0;
  let closed = false;
  let keptOf: ((text: string) => string | undefined) | undefined;
  /** A document that was made of what an earlier start kept; there is no tree of it yet. */
  let resumed: Resumed | undefined;
  return {
    update(text, kind = 'expanded', changed) {
      const known = kind === 'expanded' ? resume(text) : undefined;
      if (known) return known;
      resumed = undefined;
      if (!isVersion(current, text, kind)) {
        if (isVersion(other, text, kind)) swap();
        else read(text, kind, changed);
      }
      const { document } = current!;
      // Whoever still asks after the end gets an answer, but nothing is kept that nobody would give back.
      if (closed) forget();
      return document;
    },
    resume(given) {
      if (!current) keptOf = given;
    },
    parseAhead() {
      if (resumed && !closed) read(resumed.text, 'expanded', undefined);
      resumed = undefined;
    },
    keep() {
      const { text, document } = resumed ?? current ?? {};
      const kept = text !== undefined && document ? encodeDocument(document, text) : undefined;
      return text !== undefined && kept !== undefined ? { text, kept } : undefined;
    },
    close() {
      closed = true;
      forget();
    },
  };

  /** The document of a text that an earlier start has kept. */
  function resume(text: string): Document | undefined {
    const kept = current ? undefined : keptOf?.(text);
    keptOf = undefined;
    const document = kept === undefined ? undefined : decodeDocument(kept, text, memo);
    if (document) resumed = { text, document };
    return resumed?.text === text ? resumed.document : undefined;
  }

  /** Makes a text the current version, parsed as a change of the version that is most like it. */
  function read(text: string, kind: TextKind, changed: ChangedText | undefined): void {
    const base = mostLike(text, changed);
    if (base && base.version === other) swap();
    const isFar = base !== undefined && changedLength(base.changes) > MUCH;
    if (isFar || ++changesSinceOther > MOST_CHANGES_SINCE_OTHER) {
      discard(other);
      other = undefined;
    }
    const version = interpret(text, kind, base && { ...base, isKept: isFar });
    if (isFar) {
      other = current;
      changesSinceOther = 0;
    }
    current = version;
  }

  function mostLike(
    text: string,
    changed: ChangedText | undefined,
  ): { version: Version; changes: readonly TextChange[] } | undefined {
    if (!current) return undefined;
    const isKnown = changed?.before === current.parsed.text;
    const changes = changesBetween(current.parsed.text, text, isKnown ? changed : undefined);
    if (!other || changedLength(changes) <= MUCH) return { version: current, changes };
    const othersChanges = changesBetween(other.parsed.text, text);
    const isOther = changedLength(othersChanges) < changedLength(changes);
    return isOther ? { version: other, changes: othersChanges } : { version: current, changes };
  }

  function swap(): void {
    [current, other] = [other, current];
    changesSinceOther = 0;
  }

  /** Parses a text and repairs its mistakes. Of a base that is not kept, the trees are used up. */
  function interpret(text: string, kind: TextKind, base: Base | undefined): Version {
    const old = base && treeOf(base.version.parsed, base);
    const parsed = parse(text, old && { ...old, changes: base!.changes });
    old?.tree.delete();
    const isMistaken = kind === 'expanded' && parsed.document.hasErrors;
    const repairs = isMistaken && parsed.isWhole && !isWholeButMacros(parsed) ? findRepairs(parsed.text) : [];
    const oldRepaired = base?.version.repaired && treeOf(base.version.repaired, base);
    const repaired = repairs.length > 0 ? parseRepaired(parsed, repairs, oldRepaired) : undefined;
    oldRepaired?.tree.delete();
    const read = isMistaken ? clearest(parsed, repaired, repairs) : parsed;
    const { length } = read.text;
    const document = length < text.length ? withUnreadRest(read.document, text, length) : read.document;
    return { text, kind, parsed, repaired, document };
  }

  function parseRepaired(broken: Parsed, repairs: readonly Repair[], oldRepaired: Parsed | undefined): Parsed {
    // The last text as it was after its repair is the better base, because the repairs stay where they were.
    const old = oldRepaired ?? { ...broken, tree: broken.tree.copy() };
    const text = applyRepairs(broken.text, repairs);
    const repaired = parse(text, { ...old, changes: changesBetween(old.text, text) });
    if (!oldRepaired) old.tree.delete();
    return repaired;
  }

  /** What a text with mistakes says after they are repaired, if that makes it clearer; else as it is. */
  function clearest(broken: Parsed, repaired: Parsed | undefined, repairs: readonly Repair[]): Reading {
    if (!repaired?.isWhole) return anew(broken);
    if (!repaired.document.hasErrors)
      return { ...readingOf(broken), document: restoreDocument(repaired.document, repairs) };
    if (repaired.tree.rootNode.hasError && broken.text.length > MAX_UNCLEAR) return anew(broken);
    const again = anew(repaired);
    const asItIs = anew(broken);
    if (!again.isWhole) return asItIs;
    const document = restoreDocument(again.document, repairs);
    return countProblems(document) <= countProblems(asItIs.document) ? { ...asItIs, document } : asItIs;
  }

  /**
   * A text that the parser could not read without recovering from mistakes, read from nothing: how it recovers depends on
   * what it has kept of an earlier text, and nothing that is shown may depend on that. The tree is given back at once: the
   * next text is parsed as a change of the one that was there, which shares most of itself with the others that are kept.
   */
  function anew(parsed: Parsed): Reading {
    if (!parsed.tree.rootNode.hasError || parsed.isAnew) return readingOf(parsed);
    const fresh = parse(parsed.text, undefined);
    fresh.tree.delete();
    return readingOf(fresh);
  }

  /** Parses `text` as a change of what was parsed before, whose tree is told the changes. */
  function parse(text: string, old: (Parsed & { readonly changes: readonly TextChange[] }) | undefined): Parsed {
    if (old) applyChanges(old.tree, old.text, text, old.changes);
    const { tree, length } = parseText(parser(), text, old?.tree);
    const whole = text.slice(0, length);
    return {
      text: whole,
      isWhole: length === text.length,
      tree,
      isAnew: !old,
      ...lowerDocument(tree.rootNode, whole, memo, old?.source),
    };
  }

  function forget(): void {
    discard(current);
    discard(other);
    resumed = undefined;
    current = undefined;
    other = undefined;
  }
}

interface Resumed {
  readonly text: string;
  readonly document: Document;
}

/** How many characters are much to change: more than people type at once. */
const MUCH = 1024;

/** So many further changes long the version before a change of much is kept. */
const MOST_CHANGES_SINCE_OTHER = 20;

/**
 * A text that repairs do not make clear is read twice from nothing for each version, as it is and repaired, to see which
 * is clearer. That is for texts of so many characters at most: no board that people write is longer.
 */
const MAX_UNCLEAR = 512 * 1024;

/** A text with all that was made of it. */
interface Version {
  readonly text: string;
  readonly kind: TextKind;
  readonly parsed: Parsed;
  /** If it had mistakes, what it is after their repair. */
  readonly repaired: Parsed | undefined;
  readonly document: Document;
}

/** What was read in a text. */
interface Reading {
  /** As far as it was read. */
  readonly text: string;
  readonly isWhole: boolean;
  readonly document: Document;
}

/** A text that was parsed. */
interface Parsed extends Reading, Lowered {
  readonly tree: Tree;
  /** Whether nothing of an earlier text was taken over. */
  readonly isAnew: boolean;
}

/** What a text is parsed as a change of. */
interface Base {
  readonly version: Version;
  readonly changes: readonly TextChange[];
  /** Whether the version is needed afterwards, so that a copy of its trees has to be changed. */
  readonly isKept: boolean;
}

function isVersion(version: Version | undefined, text: string, kind: TextKind): boolean {
  return version !== undefined && version.text === text && version.kind === kind;
}

const readingOf = ({ text, isWhole, document }: Parsed): Reading => ({ text, isWhole, document });

/** Whether nothing in a text needs repair, though macros are missing: looking through all of it would find nothing. */
const isWholeButMacros = ({ tree, document }: Parsed) => !tree.rootNode.hasError && lacksMacrosOnly(document);

/** A parsed text with a tree that may be changed, and is to be deleted. */
function treeOf(parsed: Parsed, { isKept }: Base): Parsed {
  return isKept ? { ...parsed, tree: parsed.tree.copy() } : parsed;
}

function discard(version: Version | undefined): void {
  version?.parsed.tree.delete();
  version?.repaired?.tree.delete();
}

function withUnreadRest(document: Document, text: string, length: number): Document {
  return { ...document, length: text.length, errors: [...document.errors, unreadRest(text, length)], hasErrors: true };
}

function countProblems(list: ItemList): number {
  let count = list.errors.length;
  for (const item of list.items) {
    if (item.kind === 'property') count += item.errors.length;
    else if (item.kind === 'node' && item.hasErrors) count += countProblems(item);
  }
  return count;
}

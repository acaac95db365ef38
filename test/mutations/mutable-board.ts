import type { BindingStore } from '../../server/src/bindings/store.js';
import type { RuleContext } from '../../server/src/rules/rule.js';
import type { ParseSession } from '../../server/src/syntax/parser.js';
import type { Finding, TextEdit } from '../../server/src/text/finding.js';
import { createSourceFile, type SourceFile } from '../../server/src/text/source-file.js';
import type { Uri } from '../../server/src/text/uri.js';
import type { Workspace } from '../../server/src/workspace/workspace.js';

/** A board of a kernel tree whose sources are changed in memory. */
export interface MutableBoard {
  /** The board with the changes made so far. */
  state(): Promise<BoardState>;
  /** Makes edits, whose spans are of the texts that the last state was made of. */
  apply(edits: readonly TextEdit[]): void;
  /** The texts that differ from those on disk. */
  changedTexts(): ReadonlyMap<Uri, string>;
  /** Gives what takes back all that is changed from now on. */
  checkpoint(): () => void;
  /** Takes all changes back. */
  reset(): void;
}

export interface BoardState extends RuleContext {
  readonly findings: readonly Finding[];
}

export function mutableBoard(workspace: Workspace, session: ParseSession, board: Uri): MutableBoard {
  const original = new Map<Uri, string>();
  const current = new Map<Uri, SourceFile>();
  return {
    async state() {
      const unit = await workspace.loadUnit(board, session);
      if (!unit) throw new Error(`${board} cannot be read`);
      const findings = await workspace.check(unit);
      const bindings: BindingStore | undefined = await workspace.bindingsOf(await workspace.treeOf(board));
      return { tree: unit.tree, expansion: unit.expansion, findings, ...(bindings && { bindings }) };
    },
    apply(edits) {
      for (const [file, own] of byFile(edits)) {
        if (!original.has(file.uri)) original.set(file.uri, file.text);
        const changed = createSourceFile(file.uri, file.version + 1, withEdits(file.text, own));
        current.set(file.uri, changed);
        workspace.files.setOpen(file.uri, changed);
      }
    },
    changedTexts() {
      return new Map(
        [...current].filter(([uri, { text }]) => text !== original.get(uri)).map(([uri, { text }]) => [uri, text]),
      );
    },
    checkpoint() {
      const kept = new Map(current);
      return () => {
        for (const uri of current.keys()) workspace.files.setOpen(uri, kept.get(uri));
        current.clear();
        for (const [uri, file] of kept) current.set(uri, file);
      };
    },
    reset() {
      for (const uri of current.keys()) workspace.files.setOpen(uri, undefined);
      current.clear();
      original.clear();
    },
  };
}

function byFile(edits: readonly TextEdit[]): Map<SourceFile, TextEdit[]> {
  const files = new Map<SourceFile, TextEdit[]>();
  for (const edit of edits) {
    const own = files.get(edit.span.file);
    if (own) own.push(edit);
    else files.set(edit.span.file, [edit]);
  }
  return files;
}

/** The text after edits that do not overlap. */
function withEdits(text: string, edits: readonly TextEdit[]): string {
  const inOrder = [...edits].sort((a, b) => b.span.start - a.span.start);
  for (const [index, { span }] of inOrder.entries()) {
    const behind = inOrder[index - 1];
    if (behind && span.end > behind.span.start) throw new Error('Two edits overlap');
  }
  return inOrder.reduce(
    (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
    text,
  );
}

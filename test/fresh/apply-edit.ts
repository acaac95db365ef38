import { folderOf, resolvePath, type Uri } from '../../server/src/text/uri.js';
import type { FileChange } from '../../server/src/workspace/file-store.js';
import { type EditedTree, movedName } from './edited-tree.js';
import type { DiskChange, Edit, IncludeChange, MacroChange, Place, Tweak } from './edits.js';

/** What an edit did, for whoever has to be told. */
export type Change =
  | { readonly kind: 'text'; readonly uri: Uri; readonly text: string | undefined }
  | { readonly kind: 'disk'; readonly changes: readonly FileChange[] }
  | { readonly kind: 'draft'; readonly uri: Uri; readonly text: string };

/** The files of a board that edits are about, and what they were. */
export interface EditedBoard {
  readonly tree: EditedTree;
  readonly board: Uri;
  /** The largest source that the board includes; it stands for the SoC. */
  readonly soc: Uri;
  /** A header with macros. */
  readonly header: Uri;
  /** What the board is made of now, as far as it is known. */
  files: readonly Uri[];
  /** The versions of each text, and which of them is shown. */
  readonly histories: Map<Uri, History>;
  /** Where each text was edited last. */
  readonly lastEdits: Map<Uri, number>;
}

interface History {
  readonly texts: string[];
  at: number;
}

/** Does an edit; nothing where there is nothing to do it to. */
export function applyEdit(edited: EditedBoard, edit: Edit): Change | undefined {
  const uri = fileAt(edited, edit.place);
  if (edit.kind === 'disk') return changeDisk(edited, uri, edit.how, edit.place);
  const { tree } = edited;
  const text = tree.textOf(uri);
  if (edit.kind === 'close') {
    if (uri === edited.board || !tree.open.has(uri)) return undefined;
    tree.setOpen(uri, undefined);
    edited.histories.delete(uri);
    return { kind: 'text', uri, text: undefined };
  }
  if (text === undefined) return undefined;
  if (edit.kind === 'draft') return { kind: 'draft', uri, text: withoutLine(text, edit.place.at) };
  const history = historyOf(edited, uri, text);
  if (edit.kind === 'undo' || edit.kind === 'redo') {
    const at = history.at + (edit.kind === 'undo' ? -1 : 1);
    const other = history.texts[at];
    if (other === undefined) return undefined;
    history.at = at;
    return show(edited, uri, other);
  }
  const changed = changedText(edited, uri, text, edit);
  if (changed === undefined || changed === text) return undefined;
  history.texts.splice(history.at + 1, Number.POSITIVE_INFINITY, changed);
  history.at++;
  return show(edited, uri, changed);
}

function changedText(edited: EditedBoard, uri: Uri, text: string, edit: Edit): string | undefined {
  const at = offsetOf(edited, uri, text, edit.place);
  switch (edit.kind) {
    case 'insert':
      edited.lastEdits.set(uri, at + edit.text.length);
      return text.slice(0, at) + edit.text + text.slice(at);
    case 'erase':
      edited.lastEdits.set(uri, at);
      return text.slice(0, at) + text.slice(at + edit.count);
    case 'paste': {
      const source = edited.tree.textOf(fileAt(edited, edit.source)) ?? text;
      const lines = source.split('\n');
      const first = Math.floor(edit.source.at * lines.length);
      return spliceLines(text, edit.place.at, 0, lines.slice(first, first + edit.count));
    }
    case 'cut-lines':
      return spliceLines(text, edit.place.at, edit.count, []);
    case 'move-lines': {
      const lines = text.split('\n');
      const moved = lines.splice(Math.floor(edit.place.at * lines.length), edit.count);
      lines.splice(Math.floor(edit.to * (lines.length + 1)), 0, ...moved);
      return lines.join('\n');
    }
    case 'tweak':
      return tweakLine(text, edit.place.at, edit.how);
    case 'mend':
      return edited.tree.originalOf(uri);
    case 'include':
      return changeInclude(edited, uri, text, edit.place.at, edit.how, edit.other);
    case 'macro':
      return changeMacro(text, edit.place.at, edit.how);
    default:
      return undefined;
  }
}

function show(edited: EditedBoard, uri: Uri, text: string): Change {
  edited.tree.setOpen(uri, text);
  return { kind: 'text', uri, text };
}

function historyOf(edited: EditedBoard, uri: Uri, text: string): History {
  const history = edited.histories.get(uri) ?? { texts: [text], at: 0 };
  edited.histories.set(uri, history);
  return history;
}

/** The board and its SoC are edited most, as people do. */
function fileAt({ board, soc, header, files }: EditedBoard, { file }: Place): Uri {
  if (file < 0.3) return board;
  if (file < 0.6) return soc;
  if (file < 0.7) return header;
  return files[Math.floor(((file - 0.7) / 0.3) * files.length)] ?? board;
}

function offsetOf({ lastEdits }: EditedBoard, uri: Uri, text: string, { at, isNear }: Place): number {
  const last = isNear ? lastEdits.get(uri) : undefined;
  return Math.min(text.length, last ?? Math.floor(at * (text.length + 1)));
}

function spliceLines(text: string, at: number, count: number, added: readonly string[]): string {
  const lines = text.split('\n');
  lines.splice(Math.floor(at * (lines.length + 1)), count, ...added);
  return lines.join('\n');
}

function withoutLine(text: string, at: number): string {
  const lines = text.split('\n');
  lines[Math.floor(at * lines.length)] = '';
  return lines.join('\n');
}

function tweakLine(text: string, at: number, how: Tweak): string | undefined {
  const lines = text.split('\n');
  const places = indicesOf(lines, LOOKED_FOR);
  const index = places[Math.floor(at * places.length)];
  if (index === undefined) return undefined;
  const line = lines[index]!;
  const replaced: Readonly<Record<Tweak, readonly string[]>> = {
    digit: [line.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10))],
    letter: [line.replace(/[a-z](?=[^a-z]*$)/, 'z')],
    swap: [line.replace(/(?<=<&)\w+/, 'l0')],
    blank: [`  ${line}`],
    remove: [],
    twice: [line, line],
  };
  lines.splice(index, 1, ...replaced[how]);
  return lines.join('\n');
}

/** Lines about locks, SMEM, processors and reserved memory, and about what every node has. */
const LOOKED_FOR =
  /hwlock|smem|smp2p|ipcc|edge|remote|memory|mbox|mailbox|label|status|compatible|interrupt|reserved|reg =|phandle|-names/;

function changeInclude(
  edited: EditedBoard,
  uri: Uri,
  text: string,
  at: number,
  how: IncludeChange,
  other: number,
): string | undefined {
  const lines = text.split('\n');
  const places = indicesOf(lines, INCLUDE);
  const index = places[Math.floor(at * places.length)];
  if (how === 'restore') {
    const known = (edited.tree.originalOf(uri) ?? '').split('\n').filter((line) => INCLUDE.test(line));
    const lost = known.filter((line) => !lines.includes(line));
    const broken = places.find((place) => !known.includes(lines[place]!));
    if (lost.length === 0) return undefined;
    lines.splice(broken ?? 0, broken === undefined ? 0 : 1, lost[0]!);
    return lines.join('\n');
  }
  if (index === undefined) return undefined;
  const line = lines[index]!;
  const replaced: Readonly<Record<Exclude<IncludeChange, 'restore'>, readonly string[]>> = {
    break: [line.slice(0, -1 - Math.floor(other * 4))],
    other: [otherInclude(edited, uri, other)],
    remove: [],
    twice: [line, line],
  };
  lines.splice(index, 1, ...replaced[how]);
  return lines.join('\n');
}

/** An include of any file that the board has; seldom of one that includes itself then, which takes long. */
function otherInclude({ files, board }: EditedBoard, uri: Uri, at: number): string {
  const others = files.filter((file) => file !== board && file !== uri);
  const target = at < 0.97 ? (others[Math.floor((at / 0.97) * others.length)] ?? board) : board;
  const [, prefix = '', rest = ''] = /\/(include|boot\/dts)\/(.*)$/.exec(decodeURIComponent(target)) ?? [];
  if (prefix === 'include') return `#include <${rest}>`;
  const name = decodeURIComponent(target.slice(target.lastIndexOf('/') + 1));
  return folderOf(target) === folderOf(uri) && at < 0.9 ? `#include "${name}"` : `/include/ "${name}"`;
}

const INCLUDE = /^\s*(?:#\s*include|\/include\/)/;

function changeMacro(text: string, at: number, how: MacroChange): string | undefined {
  const lines = text.split('\n');
  const places = indicesOf(lines, DEFINE);
  const index = places[Math.floor(at * places.length)];
  if (index === undefined) return undefined;
  const [, name, body = ''] = DEFINE.exec(lines[index]!)!;
  const replaced: Readonly<Record<MacroChange, readonly string[]>> = {
    value: [`#define ${name} (${body.trim() || 0} + 1)`],
    rename: [`#define ${name}_RENAMED ${body}`],
    parameters: [`#define ${name}(x) ${body} x`],
    remove: [],
    twice: [lines[index]!, `#define ${name} 7 ${name}`],
    text: [`#define ${name} > ; { "`],
  };
  lines.splice(index, 1, ...replaced[how]);
  return lines.join('\n');
}

const DEFINE = /^#\s*define\s+(\w+)(?!\()(.*)$/;

function indicesOf(lines: readonly string[], pattern: RegExp): number[] {
  return lines.flatMap((line, index) => (pattern.test(line) ? [index] : []));
}

function changeDisk(edited: EditedBoard, uri: Uri, how: DiskChange, { at }: Place): Change | undefined {
  const { tree, board } = edited;
  const changes: FileChange[] = [];
  if (how === 'restore') {
    for (const changed of tree.changedOnDisk) changes.push(...tree.write(changed, tree.originalOf(changed)));
  } else if (how === 'create') {
    const folder = folderOf(uri);
    const [, missing] = /^\s*#\s*include\s+"([^"\n/]+)/m.exec(tree.textOf(uri) ?? '') ?? [];
    const created = resolvePath(folder, `./${missing ?? 'x.dtsi'}`);
    if (tree.textOf(created) === undefined) changes.push(...tree.write(created, '/ { created { x = <1>; }; };\n'));
  } else if (uri === board && how !== 'change') return undefined;
  else {
    const text = tree.textOf(uri);
    if (text === undefined) return undefined;
    // What is on disk shows only where nothing is open before it.
    if (how === 'change') changes.push(...tree.write(uri, spliceLines(text, at, 1, ['/* changed on disk */'])));
    else {
      changes.push(...tree.write(uri, undefined));
      if (how === 'rename') changes.push(...tree.write(movedName(uri), text));
    }
  }
  return changes.length > 0 ? { kind: 'disk', changes } : undefined;
}

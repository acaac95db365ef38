import { locate } from '../../devicetree/locate.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { type Statement, statementAt, withoutStatement } from '../../syntax/statement-at.js';
import type { CursorPlace } from '../../syntax/statement-place.js';
import type { FileView } from '../../workspace/file-view.js';
import type { TranslationUnit } from '../../workspace/translation-unit.js';
import type { FeatureContext } from '../feature.js';
import type { Item } from './item.js';

/** What a source of items may know: the place, and the tree as it is without the half-typed statement. */
export interface Ask {
  readonly context: FeatureContext;
  readonly statement: Statement;
  readonly place: CursorPlace;
  readonly unit: TranslationUnit;
  readonly tree: DeviceTree;
  /** The node that the statement is in; absent at the top, and where the tree has no such node. */
  readonly node?: Node;
  /** Whether the statement stands outside of all nodes. */
  readonly isTop: boolean;
}

/** Gives items for a place; `undefined` where it has nothing to do with the place. */
export type ItemSource = (ask: Ask) => readonly Item[] | undefined;

/** What is asked at an offset; `undefined` in comments and directives, and where no board reaches the file. */
export function askAt(context: FeatureContext, offset: number): Ask | undefined {
  const { view } = context;
  const statement = statementAt(view.file.text, offset);
  if (!statement) return undefined;
  // A body that lost what stands before it would mean something else.
  const isThere = statement.end > statement.start && statement.endedBy !== 'body';
  const unit = view.evaluateWith(isThere ? withoutStatement(view.file.text, statement) : view.file.text);
  if (!unit) return undefined;
  const { tree } = unit;
  const isTop = statement.bodies.length === 0;
  const node = isTop ? undefined : nodeAround(view, unit, statement);
  return { context, statement, place: withProperty(statement.place, unit), unit, tree, isTop, ...(node && { node }) };
}

/** In the arguments of a macro that writes the property's name itself, the name that it writes. */
function withProperty(place: CursorPlace, { expansion }: TranslationUnit): CursorPlace {
  const { value } = place;
  if (value?.macro === undefined || value.property !== '') return place;
  const body = expansion.macros.get(value.macro)?.body.slice(0, MAX_BODY) ?? '';
  const property = /([\w.+?#-][\w,.+?#-]*)\s*=/.exec(body)?.[1];
  return property === undefined ? place : { ...place, value: { ...value, property } };
}

/** How much of a macro is looked at for the name of a property. */
const MAX_BODY = 1000;

/**
 * The node that the statement is in: by where the mark before it went, or the brace of its body, which also finds nodes
 * that macros write or name; else by the names of the bodies.
 */
function nodeAround(view: FileView, unit: TranslationUnit, { anchor, bodies }: Statement): Node | undefined {
  const { uri, text } = view.file;
  // Of a macro's call the parenthesis became the whole of what the macro writes.
  const marks = anchor === undefined || text[anchor] === ')' ? [] : [anchor];
  for (const mark of [...marks, bodies.at(-1)!.brace]) {
    for (const at of unit.expansion.sourceMap.expandedAt(uri, mark)) {
      const { node } = locate(unit.document, unit.tree, at + 1);
      if (node) return node;
    }
  }
  let node: Node | undefined;
  for (const { header } of bodies) node = nodeOfHeader(unit.tree, header, node) ?? node;
  return node;
}

function nodeOfHeader(tree: DeviceTree, header: string, parent: Node | undefined): Node | undefined {
  const name = header.slice(-MAX_NAME).trimEnd().split(/\s+/).at(-1)!;
  if (name === '/') return tree.root;
  if (name.startsWith('&{')) return tree.nodeAt(name.slice(2, -1));
  return name.startsWith('&') ? tree.labels.get(name.slice(1)) : parent?.children.get(name);
}

/** Longer names and references are looked for by their last part only, which finds nothing. */
const MAX_NAME = 1000;

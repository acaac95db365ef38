import { locate } from '../../devicetree/locate.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { type RawBody, type Statement, statementAt, withoutStatement } from '../../syntax/statement-at.js';
import type { CursorPlace } from '../../syntax/statement-place.js';
import type { TranslationUnit } from '../../workspace/translation-unit.js';
import type { FileView } from '../../workspace/views.js';
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
  const unit =
    statement.end > statement.start ? view.evaluateWith(withoutStatement(view.file.text, statement)) : view.unit;
  if (!unit) return undefined;
  const { tree } = unit;
  const isTop = statement.bodies.length === 0;
  const node = isTop ? undefined : nodeAround(view, unit, statement.bodies);
  return { context, statement, place: statement.place, unit, tree, isTop, ...(node && { node }) };
}

/** The node of the innermost body: by where its brace went, which also finds nodes that macros name; else by its names. */
function nodeAround(view: FileView, unit: TranslationUnit, bodies: readonly RawBody[]): Node | undefined {
  const { brace } = bodies.at(-1)!;
  for (const at of unit.expansion.sourceMap.expandedAt(view.file.uri, brace)) {
    const { node } = locate(unit.document, unit.tree, at + 1);
    if (node) return node;
  }
  let node: Node | undefined;
  for (const { header } of bodies) node = nodeOfHeader(unit.tree, header, node) ?? node;
  return node;
}

function nodeOfHeader(tree: DeviceTree, header: string, parent: Node | undefined): Node | undefined {
  const name = /(\S+)\s*$/.exec(header)?.[1] ?? '';
  if (name === '/') return tree.root;
  if (name.startsWith('&{')) return tree.nodeAt(name.slice(2, -1));
  return name.startsWith('&') ? tree.labels.get(name.slice(1)) : parent?.children.get(name);
}

import type * as ast from '../syntax/ast.js';
import { indexBody } from '../syntax/body-index.js';

/** A node that dtc makes of `&label { … }` in an overlay, where the overlay itself does not have the node. */
export interface FragmentSyntax {
  readonly name: string;
  readonly syntax: ast.Node;
}

/**
 * The fragment for a body that another tree's node gets: `fragment@N { target = <&label>; __overlay__ { … }; }`, or with
 * `target-path` for a reference by path (livetree.c, `add_orphan_node`). It has the place of the text it is made of. Versions
 * of an overlay share it as they share the syntax of its text, so that a large one is not in memory once for each of them.
 */
export function fragmentOf(item: ast.Node, reference: ast.Reference, number: number): FragmentSyntax {
  const name = `fragment@${number}`;
  const known = fragments.get(item);
  if (known?.name === name) return known;
  const overlay: ast.Node = { ...item, target: { kind: 'child', name: '__overlay__' } };
  const target = targetOf(item, reference);
  const syntax: ast.Node = {
    kind: 'node',
    length: item.length,
    target: { kind: 'child', name },
    nameRange: item.nameRange,
    labels: [],
    labelNames: [],
    omitIfNoRef: false,
    body: item.body,
    items: [target, overlay],
    starts: [0, 0],
    ...indexBody([target, overlay]),
    errors: [],
    hasErrors: false,
  };
  const fragment = { name, syntax };
  fragments.set(item, fragment);
  return fragment;
}

/** By the syntax of its text, the fragment that was made of it last. */
const fragments = new WeakMap<ast.Node, FragmentSyntax>();

/** The path with the slashes at its end, which mean nothing to dtc but are kept in `target-path`. */
function pathAsWritten({ path = '', start, end }: ast.Reference): string {
  return path + '/'.repeat(Math.max(0, end - start - '&{}'.length - path.length));
}

function targetOf(item: ast.Node, reference: ast.Reference): ast.Property {
  const { nameRange: range } = item;
  const { start, end } = range;
  const isPath = reference.label === undefined;
  return {
    kind: 'property',
    length: item.length,
    name: isPath ? 'target-path' : 'target',
    nameRange: range,
    labels: [],
    value: isPath
      ? [{ kind: 'string', start, end, value: pathAsWritten(reference) }]
      : [{ kind: 'cells', start, end, bits: 32, cells: [{ start, end, value: 0, reference }] }],
    valueRange: range,
    valueLabels: [],
    references: isPath ? [] : [{ reference, inCells: true }],
    errors: [],
    hasErrors: false,
  };
}

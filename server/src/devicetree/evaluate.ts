import type { Expansion } from '../preprocessor/expansion.js';
import type * as ast from '../syntax/ast.js';
import type { Finding } from '../text/finding.js';
import type { Origin, Range } from '../text/span.js';
import { buildTree, MAX_NESTING, MAX_PATH_LENGTH, type UnresolvedReference } from './build.js';
import { readBoundlessly, reading } from './reading.js';
import { resolveTree } from './resolve.js';
import { syntaxFindings } from './syntax-findings.js';
import type { DeviceTree, Node } from './tree.js';

/**
 * Evaluates a parsed translation unit as dtc does: definitions merge in source order, references find their nodes, and
 * nodes that something refers to get phandles. Never fails; what is wrong is in the tree's findings.
 */
export function evaluate(document: ast.Document, expansion: Expansion, options: EvaluateOptions = {}): DeviceTree {
  const originOf = (range: Range) => expansion.sourceMap.originOf(range.start, range.end);
  const built = buildTree(document);
  const symbols = options.symbols === true;
  const { nodes, nodesBeforeOmission, omitted, labels, unresolved } = resolveTree(built, symbols);
  // What an overlay refers to may be in the tree that it will be applied to; behind a missing include, in that file; and
  // what lies too deep has been left out.
  const isMistake = ({ refusal }: UnresolvedReference) =>
    expansion.missingIncludes.length === 0 && built.tooDeep.length === 0 && (!built.plugin || refusal !== undefined);
  const findingOf = (place: UnresolvedReference) => unresolvedFinding(place, originOf(place));
  const missing = unresolved.filter(isMistake).map((place) => ({ place, finding: findingOf(place) }));
  const findingsIn = (inCells: boolean) =>
    missing.filter(({ place }) => place.inValue?.inCells === inCells).map(({ finding }) => finding);
  const tooDeep = built.tooDeep.slice(0, MAX_TOO_DEEP).map((range) => tooDeepFinding(originOf(range)));
  const byPhandle = once(() => indexPhandles(nodes));
  const phandlesAsked = new Set<number>();
  const livingLabels = once(() => {
    const living = new Set(nodes);
    return new Map([...labels.standing()].filter(([, node]) => living.has(node)));
  });
  const unresolvedReferences = {
    // In an overlay another tree may have the node, and what it cannot have is found only when the overlay is written.
    inCells: built.plugin ? [] : findingsIn(true),
    asPaths: findingsIn(false),
  };
  const findings = [
    ...syntaxFindings(document, expansion),
    ...built.unresolved.filter(isMistake).map(findingOf),
    ...missing.map(({ finding }) => finding),
    ...tooDeep,
  ];
  return {
    root: built.root,
    get labels() {
      if (reading) reading.hasLabels = true;
      return livingLabels();
    },
    get memoryReservations() {
      readBoundlessly();
      return built.memoryReservations;
    },
    plugin: built.plugin,
    symbols,
    get omitted() {
      readBoundlessly();
      return omitted;
    },
    nodesBeforeOmission() {
      readBoundlessly();
      return nodesBeforeOmission;
    },
    nodes: () => nodes,
    nodeAt: (path) => nodeBelow(built.root, path),
    nodeOfPhandle(phandle) {
      if (typeof phandle === 'number') phandlesAsked.add(phandle);
      const number = typeof phandle === 'number' ? phandle : phandle.phandle;
      return number === undefined ? undefined : byPhandle().get(number);
    },
    phandlesAsked,
    originOf,
    get unresolved() {
      readBoundlessly();
      return unresolvedReferences;
    },
    get findings() {
      readBoundlessly();
      return findings;
    },
  };
}

export interface EvaluateOptions {
  /** As with dtc's `-@`: nodes with a label get a phandle, and are not omitted where nothing refers to them. */
  readonly symbols?: boolean;
}

/** The node of a path as {@link Node.path} has it, found by its names: an index of all paths takes longer after each key. */
function nodeBelow(root: Node, path: string): Node | undefined {
  if (path === '/') return root;
  const [nothing, ...names] = path.split('/');
  let node: Node | undefined = nothing === '' && names.length > 0 ? root : undefined;
  for (const name of names) node = node?.children.get(name);
  return node;
}

/** Where two nodes claim one phandle, dtc's look-up meets the first. */
function indexPhandles(nodes: readonly Node[]): ReadonlyMap<number, Node> {
  const index = new Map<number, Node>();
  for (const node of nodes) if (node.phandle !== undefined && !index.has(node.phandle)) index.set(node.phandle, node);
  return index;
}

/** A look-up that is built when it is first asked for. */
function once<Value>(compute: () => Value): () => Value {
  let value: { readonly of: Value } | undefined;
  return () => {
    value ??= { of: compute() };
    return value.of;
  };
}

/** One is enough to know; a hostile text has very many. */
const MAX_TOO_DEEP = 20;

function tooDeepFinding(at: Origin): Finding {
  const message = `This node is left out: it lies more than ${MAX_NESTING} nodes deep, or its path has more than ${MAX_PATH_LENGTH} characters`;
  return { code: 'nested-too-deeply', severity: 'error', at, message };
}

function unresolvedFinding({ reference, refusal, inValue }: UnresolvedReference, at: Origin): Finding {
  const { label, path } = reference;
  const common = { severity: 'error', at, ...(inValue && { nodes: [inValue.node.path] }) } as const;
  if (refusal === 'relative') {
    const message = `An overlay cannot extend '&{${label}${path}}': a fragment's target is a label or a whole path`;
    return { ...common, code: 'unknown-path', message };
  }
  if (label === undefined) return { ...common, code: 'unknown-path', message: `No node has the path '${path ?? ''}'` };
  const message = path
    ? `No node '${label}${path}' exists: there is no such path below the node of the label`
    : `No node has the label '${label}'`;
  return { ...common, code: 'unknown-label', message };
}

import type { Expansion } from '../preprocessor/expansion.js';
import type * as ast from '../syntax/ast.js';
import type { Finding } from '../text/finding.js';
import { VersionMemo } from '../text/kept.js';
import type { Origin, Range } from '../text/span.js';
import { MAX_NESTING, MAX_PATH_LENGTH, type UnresolvedReference } from './build.js';
import { type Evaluated, type EvaluationMemo, remember } from './evaluation-memo.js';
import { type FinishedTree, finishTree } from './finished-tree.js';
import { readBoundlessly, reading } from './reading.js';
import { type RewrittenTree, rewriteTree } from './rewritten-tree.js';
import { syntaxFindings } from './syntax-findings.js';
import type { DeviceTree, EarlierTree, Node } from './tree.js';
import type { TreeNode } from './tree-node.js';

/**
 * Evaluates a parsed translation unit as dtc does: definitions merge in source order, references find their nodes, and
 * nodes that something refers to get phandles. Never fails; what is wrong is in the tree's findings.
 */
export function evaluate(document: ast.Document, expansion: Expansion, options: EvaluateOptions = {}): DeviceTree {
  const { symbols = false, memo } = options;
  const again = memo && evaluateAgain(memo, document, expansion, symbols);
  if (again) return again;
  const finished = finishTree(document, symbols);
  const tree = deviceTreeOf(finished, expansion);
  if (memo) remember(memo, { finished, tree });
  return tree;
}

export interface EvaluateOptions {
  /** As with dtc's `-@`: nodes with a label get a phandle, and are not omitted where nothing refers to them. */
  readonly symbols?: boolean;
  /** What earlier versions of the text were evaluated to. */
  readonly memo?: EvaluationMemo;
}

/** The tree as one in which no more than properties is another than in a version that is remembered; `undefined` where more is. */
function evaluateAgain(
  memo: EvaluationMemo,
  document: ast.Document,
  expansion: Expansion,
  symbols: boolean,
): DeviceTree | undefined {
  for (const evaluated of [memo.last, memo.before]) {
    const rewritten = evaluated?.finished.symbols === symbols && rewriteTree(evaluated.finished, document);
    if (!evaluated || !rewritten) continue;
    remember(memo, evaluated);
    return deviceTreeOf(rewritten, expansion, earlierTreeOf(evaluated, rewritten));
  }
  return undefined;
}

function earlierTreeOf({ tree, finished }: Evaluated, { rewritten, nodeOf, resolution }: RewrittenTree): EarlierTree {
  const { phandles } = resolution;
  return {
    tree,
    rewritten,
    nodeOf: (node) => nodeOf(node as TreeNode),
    ...(resolution !== finished.resolution && {
      phandles: () => finished.nodes().map(({ position }) => phandles[position]),
    }),
  };
}

function deviceTreeOf(finished: FinishedTree, expansion: Expansion, earlier?: EarlierTree): DeviceTree {
  const { document, plugin, strays, unresolved } = finished;
  const originOf = (range: Range) => expansion.sourceMap.originOf(range.start, range.end);
  // What an overlay refers to may be in the tree that it will be applied to; behind a missing include, in that file; and
  // what lies too deep has been left out.
  const isMistake = ({ refusal }: UnresolvedReference) =>
    expansion.missingIncludes.length === 0 && finished.tooDeep.length === 0 && (!plugin || refusal !== undefined);
  const findingOf = (place: UnresolvedReference) => unresolvedFinding(place, originOf(place));
  const missing = unresolved.filter(isMistake).map((place) => ({ place, finding: findingOf(place) }));
  const findingsIn = (inCells: boolean) =>
    missing.filter(({ place }) => place.inValue?.inCells === inCells).map(({ finding }) => finding);
  const tooDeep = finished.tooDeep.slice(0, MAX_TOO_DEEP).map((range) => tooDeepFinding(originOf(range)));
  const unresolvedFindings = {
    // In an overlay another tree may have the node, and what it cannot have is found only when the overlay is written.
    inCells: plugin ? [] : findingsIn(true),
    asPaths: findingsIn(false),
  };
  const findings = [
    ...syntaxFindings(document, expansion),
    ...strays.filter(isMistake).map(findingOf),
    ...missing.map(({ finding }) => finding),
    ...tooDeep,
  ];
  return new EvaluatedTree(finished, originOf, unresolvedFindings, findings, earlier);
}

/**
 * Tells who takes down what they read that they read it. A class, because V8 keeps what the getters of a mere object refer
 * to until it collects all of its heap.
 */
class EvaluatedTree implements DeviceTree {
  readonly root: Node;
  readonly plugin: boolean;
  readonly symbols: boolean;
  readonly namesOmitted: boolean;
  readonly phandlesAsked = new Set<number>();
  readonly memo = new VersionMemo();

  constructor(
    private readonly finished: FinishedTree,
    readonly originOf: DeviceTree['originOf'],
    private readonly unresolvedFindings: DeviceTree['unresolved'],
    private readonly allFindings: readonly Finding[],
    readonly earlier: EarlierTree | undefined,
  ) {
    this.root = finished.root;
    this.plugin = finished.plugin;
    this.symbols = finished.symbols;
    this.namesOmitted = finished.namesOmitted;
  }

  get labels(): ReadonlyMap<string, Node> {
    if (reading) reading.hasLabels = true;
    return this.finished.labels();
  }

  get memoryReservations(): DeviceTree['memoryReservations'] {
    readBoundlessly();
    return this.finished.memoryReservations;
  }

  get omitted(): readonly Node[] {
    readBoundlessly();
    return this.finished.omitted();
  }

  get unresolved(): DeviceTree['unresolved'] {
    readBoundlessly();
    return this.unresolvedFindings;
  }

  get findings(): readonly Finding[] {
    readBoundlessly();
    return this.allFindings;
  }

  nodes(): readonly Node[] {
    return this.finished.nodes();
  }

  nodesBeforeOmission(): readonly Node[] {
    readBoundlessly();
    return this.finished.nodesBeforeOmission();
  }

  nodeAt(path: string): Node | undefined {
    return nodeBelow(this.root, path);
  }

  nodeOfPhandle(phandle: Node | number): Node | undefined {
    if (typeof phandle === 'number') this.phandlesAsked.add(phandle);
    const number = typeof phandle === 'number' ? phandle : phandle.phandle;
    return number === undefined ? undefined : this.finished.nodeOfPhandle(number);
  }
}

/** The node of a path as {@link Node.path} has it, found by its names: an index of all paths takes longer after each key. */
function nodeBelow(root: Node, path: string): Node | undefined {
  if (path === '/') return root;
  const [nothing, ...names] = path.split('/');
  let node: Node | undefined = nothing === '' && names.length > 0 ? root : undefined;
  for (const name of names) node = node?.children.get(name);
  return node;
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

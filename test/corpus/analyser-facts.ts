import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { specifiersOf } from '../../server/src/devicetree/specifiers.js';
import type { DeviceTree, Node } from '../../server/src/devicetree/tree.js';
import { cellsOf, compatibleOf, isLive } from '../../server/src/devicetree/values.js';
import { diskLoader } from '../../server/src/disk/disk-loader.js';
import { lockBanksOf } from '../../server/src/platforms/hwlock-providers.js';
import { ipcTopology, type RemoteProcessor } from '../../server/src/platforms/qualcomm/topology.js';
import type { Finding } from '../../server/src/text/finding.js';
import { normalizeUri, relativePath, type Uri } from '../../server/src/text/uri.js';
import { DEFAULT_SETTINGS } from '../../server/src/workspace/settings.js';
import { createWorkspace } from '../../server/src/workspace/workspace.js';
import { testParser } from '../parser.js';
import type { BoardFacts, Evidence, HwlockEntry, Processor, SmemNode } from './oracle/board-facts.js';

/** What the analyser says of one board. */
export interface AnalysedBoard {
  readonly board: string;
  readonly facts: BoardFacts;
  readonly findings: readonly AnalysedFinding[];
}

export interface AnalysedFinding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  /** As a path from the root of the tree. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The paths of the nodes at fault. */
  readonly nodes: readonly string[];
}

/** The analyser's own reading of boards, to be compared with the oracle's. */
export async function* analyserFacts(kernelRoot: string, boards: readonly string[]): AsyncIterable<AnalysedBoard> {
  const parser = await testParser();
  const workspace = createWorkspace(diskLoader, parser, DEFAULT_SETTINGS);
  const root = normalizeUri(pathToFileURL(kernelRoot).href);
  const session = parser.open();
  for (const board of boards) {
    const unit = await workspace.loadUnit(normalizeUri(pathToFileURL(join(kernelRoot, board)).href), session);
    if (!unit) throw new Error(`${board} cannot be read`);
    const findings = await workspace.check(unit);
    const facts = { ...factsOf(unit.tree), missingHwlocks: flaggedNodes(findings) };
    yield { board, facts, findings: findings.map((finding) => describeFinding(finding, root)) };
  }
  session.close();
}

function describeFinding({ code, severity, message, at, nodes = [] }: Finding, root: Uri): AnalysedFinding {
  const { file, start } = at.span;
  return {
    code,
    severity,
    message,
    file: relativePath(file.uri, root) ?? file.uri,
    line: file.lines.positionAt(start).line + 1,
    nodes,
  };
}

/** What the rule flags, so that the rule itself is held against the oracle and not only the facts below it. */
function flaggedNodes(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ code }) => code === 'remoteproc-missing-hwlocks')
    .flatMap(({ nodes }) => nodes ?? [])
    .sort();
}

function factsOf(tree: DeviceTree): Omit<BoardFacts, 'missingHwlocks'> {
  const topology = ipcTopology(tree);
  return {
    providers: byPath(
      lockBanksOf(tree).map(({ node, cells, locks }) => ({
        path: node.path,
        compatible: compatibleOf(node),
        cells: cells ?? 0,
        live: isLive(node),
        locks: locks?.exact ? locks.count : null,
      })),
    ),
    hwlocks: hwlockEntries(tree),
    smem: byPath(
      topology.smem.map(
        ({ node, live, lock }): SmemNode => ({
          path: node.path,
          live,
          lock: lock ? { provider: lock.bank.node.path, args: lock.specifier.cells.map(({ value }) => value) } : null,
        }),
      ),
    ),
    smp2p: byPath(
      topology.smp2p.map(({ node, live, host, items, entries }) => ({
        path: node.path,
        live,
        host: host ?? null,
        items,
        entries: byPath(
          entries.map((entry) => ({
            path: entry.node.path,
            name: entry.name ?? null,
            direction: entry.direction ?? null,
          })),
        ),
      })),
    ),
    smsm: byPath(
      topology.smsm.map(({ node, live, entries }) => ({
        path: node.path,
        live,
        entries: entries.map(({ path }) => path).sort(),
      })),
    ),
    processors: byPath(topology.processors.map(processorFacts)),
  };
}

function hwlockEntries(tree: DeviceTree): HwlockEntry[] {
  const entries: HwlockEntry[] = [];
  const users = tree.nodes().filter((node) => cellsOf(node.properties.get('hwlocks')));
  for (const node of users.sort(comparePaths)) {
    for (const { index, provider, cells } of specifiersOf(tree, node.properties.get('hwlocks')!, '#hwlock-cells')) {
      entries.push({ user: node.path, index, provider: provider?.path ?? null, args: cells.map(({ value }) => value) });
    }
  }
  return entries;
}

function processorFacts({ node, live, hwlocks, host, evidence }: RemoteProcessor): Processor {
  const proofs = evidence.map(
    (proof): Evidence => ({ kind: proof.kind, node: proof.node.path, host: proof.host ?? null }),
  );
  return {
    path: node.path,
    compatible: compatibleOf(node),
    live,
    namesHwlocks: hwlocks !== undefined,
    host: host ?? null,
    evidence: proofs.sort((a, b) => compare(a.node, b.node) || compare(a.kind, b.kind)),
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const comparePaths = (a: Node | { readonly path: string }, b: Node | { readonly path: string }) =>
  compare(a.path, b.path);
const byPath = <Item extends { readonly path: string }>(items: readonly Item[]): Item[] =>
  [...items].sort(comparePaths);

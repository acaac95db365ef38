import type { Evidence, Processor } from './board-facts.js';
import type { DtbNode } from './dtb.js';
import { byStrings } from './sort.js';
import { baseName, cell, hasCompatible, interruptControllers, phandleList, strings, type Tree } from './tree.js';

/** The remote processors of a tree with their proofs of SMEM use, by the definitions in board-facts.ts. */
export function processorsOf(tree: Tree): Processor[] {
  return tree.nodes
    .filter(isProcessor)
    .map((node) => {
      const evidence = evidenceOf(tree, node);
      return {
        path: node.path,
        compatible: strings(node, 'compatible'),
        live: tree.isLive(node),
        namesHwlocks: node.props.has('hwlocks'),
        host: hostOf(evidence),
        evidence,
      };
    })
    .sort(byStrings((processor) => [processor.path]));
}

function isProcessor(node: DtbNode): boolean {
  const compatible = strings(node, 'compatible');
  if (compatible.some((name) => name === 'qcom,rpm-proc' || /^qcom,.*-rpm-proc$/.test(name))) return false;
  return (
    (node.props.has('qcom,smem-states') && strings(node, 'qcom,smem-state-names').includes('stop')) ||
    edgesOf(node, 'glink-edge').length + edgesOf(node, 'smd-edge').length > 0 ||
    compatible.some((name) => /^qcom,.*-(pas|pil)$/.test(name))
  );
}

function edgesOf(node: DtbNode, name: 'glink-edge' | 'smd-edge'): DtbNode[] {
  return node.children.filter((child) => baseName(child) === name && !isRpmEdge(child));
}

function isRpmEdge(edge: DtbNode): boolean {
  return (
    edge.props.has('qcom,rpm-msg-ram') ||
    hasCompatible(edge, 'qcom,glink-rpm') ||
    edge.children.some((child) => baseName(child) === 'rpm-requests')
  );
}

function evidenceOf(tree: Tree, node: DtbNode): Evidence[] {
  const found: Evidence[] = [];
  for (const controller of new Set(interruptControllers(tree, node))) {
    const owner = tree.parentOf(controller);
    if (!owner || !controller.props.has('interrupt-controller')) continue;
    if (hasCompatible(owner, 'qcom,smp2p')) {
      found.push({ kind: 'smp2p-interrupt', node: controller.path, host: cell(owner, 'qcom,remote-pid') });
    } else if (hasCompatible(owner, 'qcom,smsm')) {
      found.push({ kind: 'smsm-interrupt', node: controller.path, host: null });
    }
  }
  const states = phandleList(tree, node, 'qcom,smem-states', '#qcom,smem-state-cells');
  for (const provider of new Set(
    states.flatMap((entry) => (entry.decodes && entry.provider ? [entry.provider] : [])),
  )) {
    const owner = tree.parentOf(provider);
    if (!owner) continue;
    if (hasCompatible(owner, 'qcom,smp2p')) {
      found.push({ kind: 'smem-state', node: provider.path, host: cell(owner, 'qcom,remote-pid') });
    } else if (hasCompatible(owner, 'qcom,smsm')) {
      found.push({ kind: 'smem-state', node: provider.path, host: null });
    }
  }
  for (const edge of edgesOf(node, 'glink-edge')) {
    if (usesSmem(edge)) found.push({ kind: 'glink-edge', node: edge.path, host: cell(edge, 'qcom,remote-pid') });
  }
  for (const edge of edgesOf(node, 'smd-edge')) {
    found.push({ kind: 'smd-edge', node: edge.path, host: cell(edge, 'qcom,remote-pid') });
  }
  return found.sort(byStrings((evidence) => [evidence.node, evidence.kind]));
}

/** G-Link may run over a memory of its own, which `reg` or `transport` tells. */
function usesSmem(glink: DtbNode): boolean {
  return !glink.props.has('reg') && (!glink.props.has('transport') || strings(glink, 'transport')[0] === 'smem');
}

function hostOf(evidence: readonly Evidence[]): number | null {
  const isSmp2p = ({ kind }: Evidence) => kind === 'smp2p-interrupt' || kind === 'smem-state';
  return agreed(evidence) ?? agreed(evidence.filter(isSmp2p));
}

function agreed(evidence: readonly Evidence[]): number | null {
  const hosts = new Set(evidence.flatMap(({ host }) => (host === null ? [] : [host])));
  return hosts.size === 1 ? [...hosts][0]! : null;
}

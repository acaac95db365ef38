import { propertyIndexOf } from '../../devicetree/property-index.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { inTreeOrder } from '../../devicetree/tree-order.js';
import { compatibleOf, stringsOf } from '../../devicetree/values.js';
import { edgesBelow, nodesNamedEdge } from './edges.js';
import { ipcNodesOf, isOfLoadedProcessor } from './ipc-nodes.js';

/** A kind of remote processor, as the middle part of its compatible names it (`qcom,sm8650-adsp-pas`). */
export interface ProcessorKind {
  readonly name: string;
  /** As a message calls it. */
  readonly title: string;
  /** The SMEM host that it is on every SoC of mainline; absent where it is not known, or need not be one. */
  readonly host?: number;
}

/**
 * The kinds among the compatibles of Linux's remoteproc bindings: `qcom,<SoC>-<kind>-pas`, where TrustZone loads the
 * firmware, and `qcom,<SoC>-<kind>-pil`, where Linux does.
 */
export const PROCESSOR_KINDS: readonly ProcessorKind[] = [
  { name: 'adsp', title: 'ADSP', host: 2 },
  { name: 'cdsp', title: 'CDSP', host: 5 },
  { name: 'cdsp0', title: 'CDSP0', host: 5 },
  { name: 'cdsp1', title: 'CDSP1', host: 12 },
  { name: 'gpdsp0', title: 'GPDSP0', host: 17 },
  { name: 'gpdsp1', title: 'GPDSP1', host: 18 },
  { name: 'mpss', title: 'Modem', host: 1 },
  { name: 'mss', title: 'Modem', host: 1 },
  { name: 'nsp0', title: 'NSP0', host: 5 },
  { name: 'nsp1', title: 'NSP1', host: 12 },
  { name: 'pronto', title: 'WCNSS', host: 4 },
  { name: 'q6v5', title: 'Modem', host: 1 },
  { name: 'riva', title: 'WCNSS', host: 4 },
  { name: 'slpi', title: 'SLPI', host: 3 },
  { name: 'soccp', title: 'SOCCP', host: 19 },
  { name: 'spss', title: 'SPSS' },
  { name: 'wcss', title: 'WCSS', host: 1 },
  { name: 'wpss', title: 'WPSS', host: 13 },
];

/**
 * The SMEM host whose lock Linux releases when it stops a processor of this compatible (`smem_host_id` in
 * drivers/remoteproc/qcom_q6v5_pas.c, since v6.11). Every other compatible and every other driver releases nothing.
 */
export const SMEM_HOST_IDS: ReadonlyMap<string, number> = new Map([
  ['qcom,sm8550-adsp-pas', 2],
  ['qcom,sm8550-cdsp-pas', 5],
  ['qcom,sm8550-mpss-pas', 1],
  ['qcom,sm8650-adsp-pas', 2],
  ['qcom,sm8650-cdsp-pas', 5],
  ['qcom,sm8650-mpss-pas', 1],
  ['qcom,sdx75-mpss-pas', 1],
  // Since 6.12:
  ['qcom,sm8750-mpss-pas', 1],
  ['qcom,milos-adsp-pas', 2],
  ['qcom,milos-cdsp-pas', 5],
  ['qcom,eliza-adsp-pas', 2],
  ['qcom,eliza-cdsp-pas', 5],
]);

/**
 * Whether a node is a remote processor of a Qualcomm SoC that runs firmware of its own: it can be told to stop, or it has
 * an edge, or its compatible says so. The RPM is none: Linux never starts or stops it.
 */
export function isRemoteProcessor(node: Node): boolean {
  const compatible = compatibleOf(node);
  if (compatible.some((name) => RPM_PROCESSOR.test(name))) return false;
  return hasStopState(node) || edgesBelow(node).length > 0 || compatible.some(isOfLoadedProcessor);
}

/** Every remote processor of a tree, in its order: of its nodes only those are asked that have one of the signs. */
export function remoteProcessorsOf(tree: DeviceTree): readonly Node[] {
  const candidates = new Set([...propertyIndexOf(tree).holdersOf('qcom,smem-states'), ...ipcNodesOf(tree)]);
  for (const { parent } of nodesNamedEdge(tree)) if (parent) candidates.add(parent);
  return inTreeOrder(tree, [...candidates]).filter(isRemoteProcessor);
}

/** By what one can tell that a node is a remote processor; empty for any other node. */
export function signsOfProcessor(node: Node): readonly ProcessorSign[] {
  if (!isRemoteProcessor(node)) return [];
  const signs: ProcessorSign[] = isLoadedProcessor(node) ? ['compatible'] : [];
  if (hasStopState(node)) signs.push('stop-state');
  if (edgesBelow(node).length > 0) signs.push('edge');
  return signs;
}

export type ProcessorSign =
  /** `qcom,…-pas` or `qcom,…-pil`. */
  | 'compatible'
  /** "stop" among `qcom,smem-state-names`. */
  | 'stop-state'
  /** A glink-edge or smd-edge. */
  | 'edge';

/** The kind that the compatible tells; `undefined` where it tells none. */
export function processorKindOf(node: Node): ProcessorKind | undefined {
  for (const compatible of compatibleOf(node)) {
    if (!isOfLoadedProcessor(compatible)) continue;
    const parts = compatible.slice('qcom,'.length).split('-');
    const kind = PROCESSOR_KINDS.find(({ name }) => parts.includes(name));
    if (kind) return kind;
  }
  return undefined;
}

/** The host number that Linux's driver has for the node, by its compatible or by one that it falls back to. */
export function smemHostIdOf(node: Node): number | undefined {
  return compatibleOf(node)
    .map((compatible) => SMEM_HOST_IDS.get(compatible))
    .find((host) => host !== undefined);
}

/**
 * Whether the compatible is one of a processor whose firmware TrustZone or Linux loads, so that its driver is known. A user
 * protection domain of such a firmware (qcom,ipq5332-wifi) has states and interrupts of the same names on other bits, and
 * shares memory and link with its processor.
 */
export function isLoadedProcessor(node: Node): boolean {
  return compatibleOf(node).some(isOfLoadedProcessor);
}

const RPM_PROCESSOR = /^qcom,(.*-)?rpm-proc$/;

/** Other users of such states (IPA, wireless, bam-dmux) ask for anything but "stop". */
function hasStopState(node: Node): boolean {
  return (
    node.properties.has('qcom,smem-states') && stringsOf(node.properties.get('qcom,smem-state-names')).includes('stop')
  );
}

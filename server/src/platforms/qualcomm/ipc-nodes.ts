import { compatibleSearch } from '../../devicetree/compatible-search.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { compatibleOf, isCompatible } from '../../devicetree/values.js';

/** The nodes of a compatible of a tree, in its order. */
export function ipcNodesOf(tree: DeviceTree, compatible: IpcCompatible): readonly Node[] {
  return allNodesOf(tree).filter((node) => isCompatible(node, compatible));
}

/** The nodes of a tree whose compatible says that they are remote processors whose firmware Linux or TrustZone loads. */
export function loadedProcessorsOf(tree: DeviceTree): readonly Node[] {
  return allNodesOf(tree).filter((node) => compatibleOf(node).some(isOfLoadedProcessor));
}

/** Whether the compatible is that of a processor whose firmware TrustZone (`-pas`) or Linux (`-pil`) loads. */
export const isOfLoadedProcessor = (compatible: string): boolean => /^qcom,.*-(pas|pil)$/.test(compatible);

const IPC_COMPATIBLES = ['qcom,smem', 'qcom,smp2p', 'qcom,smsm'] as const;
type IpcCompatible = (typeof IPC_COMPATIBLES)[number];

const COMPATIBLES: ReadonlySet<string> = new Set(IPC_COMPATIBLES);

/** One search for all: in the trees of other makers, which are looked through after each key as well, it finds nothing. */
const allNodesOf = compatibleSearch((compatible) => COMPATIBLES.has(compatible) || isOfLoadedProcessor(compatible));

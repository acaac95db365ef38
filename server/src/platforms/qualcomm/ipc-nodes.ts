import { compatibleSearch } from '../../devicetree/compatible-search.js';

/** Whether the compatible is that of a processor whose firmware TrustZone (`-pas`) or Linux (`-pil`) loads. */
export const isOfLoadedProcessor = (compatible: string): boolean => /^qcom,.*-(pas|pil)$/.test(compatible);

const COMPATIBLES: ReadonlySet<string> = new Set(['qcom,smem', 'qcom,smp2p', 'qcom,smsm']);

/**
 * The nodes of a tree that describe SMEM, SMP2P, SMSM or a processor whose firmware is loaded, by their compatible. One search
 * for all: in the trees of other makers, which are looked through after each key as well, it finds nothing.
 */
export const ipcNodesOf = compatibleSearch(
  (compatible) => COMPATIBLES.has(compatible) || isOfLoadedProcessor(compatible),
);

import { replaceCell } from '../../devicetree/edits.js';
import { isDoubtful } from '../../devicetree/places.js';
import { type DeviceTree, type Node, nameOrigin, valueOrigin } from '../../devicetree/tree.js';
import { cellsOf, isCompatible } from '../../devicetree/values.js';
import { type Evidence, evidenceOrigin } from '../../platforms/qualcomm/evidence.js';
import { smemHost } from '../../platforms/qualcomm/hosts.js';
import type { RemoteProcessor } from '../../platforms/qualcomm/topology.js';
import type { RelatedPlace, TextEdit } from '../../text/finding.js';
import type { Origin } from '../../text/span.js';

/** "ADSP firmware (SMEM host 2)". */
export function firmwareOf({ title, host }: RemoteProcessor): string {
  return host === undefined ? `${title} firmware` : `${title} firmware (SMEM host ${host})`;
}

/** "5 (CDSP)", or the number alone. */
export function hostText(host: number): string {
  const known = smemHost(host);
  return known ? `${host} (${known.title})` : `${host}`;
}

/** A node as a message calls it: its label, else its name. */
export const shortNameOf = (node: Node) => `\`${node.labels[0] ?? node.name}\``;

/** "a, b and c". */
export function listOf(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** Where a link or an edge says its host: the number in `qcom,remote-pid`. */
export function remotePidOrigin(tree: DeviceTree, node: Node): Origin {
  const property = node.properties.get('qcom,remote-pid');
  const cell = cellsOf(property)?.[0];
  return property && cell ? valueOrigin(tree, property, cell) : nameOrigin(tree, node);
}

/** The edit that makes a link or an edge name another host. */
export function editRemotePid(tree: DeviceTree, node: Node, host: number): TextEdit | undefined {
  const property = node.properties.get('qcom,remote-pid');
  const cell = cellsOf(property)?.[0];
  return property && cell && replaceCell(tree, property, cell, `${host}`);
}

/** "as its SMP2P entry `smp2p_adsp_in` and its glink-edge show"; of the two directions of SMP2P one is enough. */
export function asEvidenceShows(evidence: readonly Evidence[]): string {
  const link = evidence.find(({ kind }) => kind === 'smp2p-interrupt' || kind === 'smem-state');
  const shown = evidence.filter((proof) => proof === link || !proof.owner || proof.kind === 'smsm-interrupt');
  const parts = shown.map(({ kind, node, owner }) => {
    if (!owner) return `its ${kind}`;
    return `its ${isCompatible(owner, 'qcom,smsm') ? 'SMSM' : 'SMP2P'} entry \`${labelOf(node)}\``;
  });
  const last = parts.pop() ?? '';
  return parts.length === 0 ? `as ${last} shows` : `as ${parts.join(', ')} and ${last} show`;
}

/** Each proof as a place to look at. */
export function evidencePlaces(tree: DeviceTree, evidence: readonly Evidence[]): RelatedPlace[] {
  return evidence.map((proof) => ({ at: evidenceOrigin(tree, proof), message: explain(proof) }));
}

/** Whether something that a finding about the processor rests on cannot be told: its node, or what shows its use of SMEM. */
export function restsOnDoubt({ node, evidence }: RemoteProcessor): boolean {
  return (
    isDoubtful(node) || evidence.some((proof) => isDoubtful(proof.node) || (proof.owner && isDoubtful(proof.owner)))
  );
}

/** What Linux does about SMEM's lock when the processor dies. */
export function whatMainlineDoes({ smemHostId }: RemoteProcessor): string {
  return smemHostId === undefined
    ? "Mainline's driver knows no host number for this compatible: the lock stays taken."
    : `Mainline finds it through SMEM by host number for this compatible (smem_host_id ${smemHostId}).`;
}

function explain({ kind, node }: Evidence): string {
  switch (kind) {
    case 'smp2p-interrupt':
      return `Its interrupts come from the SMP2P entry ${labelOf(node)}, whose item in SMEM the firmware allocates`;
    case 'smem-state':
      return `Linux signals it through ${labelOf(node)}, an entry that lies in SMEM`;
    case 'glink-edge':
      return 'G-Link has its FIFOs in SMEM';
    case 'smd-edge':
      return 'SMD has its FIFOs in SMEM';
    case 'smsm-interrupt':
      return `Its interrupts come from the SMSM entry ${labelOf(node)}, which lies in SMEM`;
  }
}

const labelOf = (node: Node) => node.labels[0] ?? node.path;

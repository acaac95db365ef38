import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { smemHost } from '../../platforms/qualcomm/hosts.js';
import { remotePidOf } from '../../platforms/qualcomm/smp2p.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { hostLimitText, hostNames } from '../facts/hosts.js';
import { nodeLink, propertyLink } from '../markdown/links.js';
import { code, table } from '../markdown/text.js';
import type { PropertySubject } from './subject.js';

/** `qcom,remote-pid`: the SMEM host at the other end, and where else the same processor's number is written. */
export function explainRemotePid({ tree, node }: PropertySubject): readonly string[] {
  const host = remotePidOf(node);
  if (host === undefined) return ['The number of an SMEM host, which cannot be told here.'];
  const known = smemHost(host);
  return [
    `SMEM host **${host}**${known ? `: ${hostNames(known)}` : ', which no source at hand names'}.`,
    ...agreement(tree, node, host),
    hostLimitText(host),
  ];
}

/** The number of one processor's SMP2P link and of its edges has to be one and the same. */
function agreement(tree: DeviceTree, node: Node, host: number): readonly string[] {
  const processor = ipcTopology(tree).processors.find(({ evidence }) =>
    evidence.some((proof) => proof.node === node || proof.owner === node),
  );
  if (!processor) return [];
  const witnesses = new Set(processor.evidence.map((proof) => proof.owner ?? proof.node));
  const rows = [...witnesses].flatMap((witness) => {
    const property = witness.properties.get('qcom,remote-pid');
    if (!property) return [];
    const number = remotePidOf(witness);
    const here = witness === node ? ' (here)' : '';
    const shown = number === undefined ? '?' : number === host ? `${number}` : `**${number}**`;
    return [[`${nodeLink(tree, witness)}${here}`, shown, propertyLink(tree, property) ?? '']];
  });
  const { smemHostId } = processor;
  if (smemHostId !== undefined)
    rows.push([
      `Linux's driver (${code('smem_host_id')})`,
      smemHostId === host ? `${smemHostId}` : `**${smemHostId}**`,
      '',
    ]);
  return [
    `All that belong to ${processor.title} ${nodeLink(tree, processor.node)} must name the same:`,
    table(['Who', 'Host', 'Where'], rows),
  ];
}

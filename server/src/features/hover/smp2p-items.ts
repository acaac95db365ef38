import type { DeviceTree } from '../../devicetree/tree.js';
import type { Smp2pLink } from '../../platforms/qualcomm/smp2p.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { itemOf, itemsText } from '../facts/hosts.js';
import { shortNodeLink } from '../markdown/links.js';
import { code, table } from '../markdown/text.js';
import type { PropertySubject } from './subject.js';

/** `qcom,smem` of an SMP2P link: its two items, and the entries in them. */
export function explainSmp2pItems({ tree, node }: PropertySubject): readonly string[] | undefined {
  const link = ipcTopology(tree).smp2p.find((other) => other.node === node);
  if (!link) return undefined;
  return [
    `SMEM items of this link: ${itemsText(link)}.`,
    'The other side allocates the inbound item, Linux the outbound one.',
    ...(link.entries.length > 0 ? [entriesTable(tree, link)] : []),
  ];
}

/** The entries of a link, with the item that each is in. */
export function entriesTable(tree: DeviceTree, link: Smp2pLink): string {
  const rows = link.entries.map((entry) => [
    shortNodeLink(tree, entry.node),
    entry.name === undefined ? '' : code(entry.name),
    entry.direction ?? '',
    `${itemOf(link, entry) ?? ''}`,
  ]);
  return table(['Entry', 'Name', 'Direction', 'Item'], rows);
}

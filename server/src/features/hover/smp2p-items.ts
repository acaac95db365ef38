import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { itemsText } from '../facts/hosts.js';
import { shortNodeLink } from '../markdown/links.js';
import { code, table } from '../markdown/text.js';
import type { PropertySubject } from './subject.js';

/** `qcom,smem` of an SMP2P link: its two items, and the entries in them. */
export function explainSmp2pItems({ tree, node }: PropertySubject): readonly string[] | undefined {
  const link = ipcTopology(tree).smp2p.find((other) => other.node === node);
  if (!link) return undefined;
  const rows = link.entries.map(({ node: entry, name, direction }) => {
    const item = direction === 'inbound' ? link.items[0] : direction === 'outbound' ? link.items[1] : undefined;
    return [shortNodeLink(tree, entry), name === undefined ? '' : code(name), direction ?? '', `${item ?? ''}`];
  });
  return [
    `SMEM items of this link: ${itemsText(link)}.`,
    'The other side allocates the inbound item, Linux the outbound one.',
    ...(rows.length > 0 ? [table(['Entry', 'Name', 'Direction', 'Item'], rows)] : []),
  ];
}

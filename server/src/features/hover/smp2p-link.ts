import type { Node } from '../../devicetree/tree.js';
import type { Smp2pEntry, Smp2pLink } from '../../platforms/qualcomm/smp2p.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { hostText, itemOf, itemsText } from '../facts/hosts.js';
import { code } from '../markdown/text.js';
import type { NodeExplanation } from './node.js';
import { entriesTable } from './smp2p-items.js';
import type { Subject } from './subject.js';

/** An SMP2P link, or one of its entries: to whom it leads, and in which SMEM item it is. */
export function explainSmp2p({ tree }: Subject, node: Node): NodeExplanation | undefined {
  for (const link of ipcTopology(tree).smp2p) {
    if (link.node === node) {
      const table = link.entries.length > 0 ? [entriesTable(tree, link)] : [];
      return {
        title: `**SMP2P link** to ${otherSide(link)}`,
        blocks: [`SMEM items: ${itemsText(link)}.`, ...table],
      };
    }
    const entry = link.entries.find((each) => each.node === node);
    if (entry) return explainEntry(link, entry);
  }
  return undefined;
}

function explainEntry(link: Smp2pLink, entry: Smp2pEntry): NodeExplanation {
  const { name, direction } = entry;
  const item = itemOf(link, entry);
  const where = item === undefined ? '' : ` They lie in SMEM item **${item}**.`;
  const called = name === undefined ? '' : ` ${code(name)}`;
  return {
    title: `**SMP2P entry**${called}, ${direction ?? 'neither inbound nor outbound'}, of the link to ${otherSide(link)}`,
    blocks: direction ? [`${DIRECTIONS[direction]}${where}`] : [],
  };
}

const otherSide = ({ host }: Smp2pLink) =>
  host === undefined ? 'a host that cannot be told' : `SMEM ${hostText(host)}`;

const DIRECTIONS = {
  inbound: 'The other side sets its bits, which are interrupts here.',
  outbound: 'Linux sets its bits, for the other side to see.',
} as const;

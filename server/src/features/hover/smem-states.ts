import { specifierRange } from '../../devicetree/places.js';
import { type Specifier, specifiersOf } from '../../devicetree/specifiers.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { isCompatible, stringsOf } from '../../devicetree/values.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { hostText } from '../facts/hosts.js';
import { shortNodeLink } from '../markdown/links.js';
import { code, table } from '../markdown/text.js';
import { type PropertySubject, pointedAt } from './subject.js';

/** `qcom,smem-states`: the bits in SMEM that Linux sets for the other processor to see. */
export function explainSmemStates(subject: PropertySubject): readonly string[] {
  const { tree, node, property } = subject;
  const specifiers = specifiersOf(tree, property, '#qcom,smem-state-cells');
  const shown = pointedAt(subject, specifiers, specifierRange);
  const names = stringsOf(node.properties.get('qcom,smem-state-names'));
  return ['Bits in SMEM that Linux sets to talk to the other processor.', statesTable(tree, shown, names)];
}

/** Each state with the name, the entry, the host that reads it, the SMEM item and the bit. */
export function statesTable(tree: DeviceTree, specifiers: readonly Specifier[], names: readonly string[]): string {
  const rows = specifiers.map(({ index, provider, cells, defect }) => {
    const name = names[index];
    const bit = defect || !cells[0] ? '?' : `**${cells[0].value}**`;
    return [
      name === undefined ? 'none' : code(name),
      bit,
      provider ? shortNodeLink(tree, provider) : 'none',
      provider ? ownerText(tree, provider) : '',
    ];
  });
  return table(['Name', 'Bit', 'Entry', 'Of'], rows);
}

function ownerText(tree: DeviceTree, entry: Node): string {
  const { smp2p } = ipcTopology(tree);
  const link = smp2p.find(({ node }) => node === entry.parent);
  if (!link) return entry.parent && isCompatible(entry.parent, 'qcom,smsm') ? 'SMSM' : 'neither SMP2P nor SMSM';
  const item = link.items[1];
  const host = link.host === undefined ? 'an unknown host' : hostText(link.host);
  return `SMP2P to ${host}${item === undefined ? '' : `, outbound item ${item}`}`;
}

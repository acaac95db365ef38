import { interruptsOf } from '../../devicetree/interrupts.js';
import type { DeviceTree, Property } from '../../devicetree/tree.js';
import { cellsOf, stringsOf } from '../../devicetree/values.js';
import type { ValueNote } from '../platform.js';
import { smemHost } from './hosts.js';
import { isFromSmp2p, SMP2P_INTERRUPT_BITS } from './processor-interrupts.js';
import { isLoadedProcessor } from './remoteprocs.js';

/** The host behind `qcom,remote-pid`, and the name of each bit among interrupts that come from an SMP2P entry. */
export function notesOn(tree: DeviceTree, property: Property): readonly ValueNote[] {
  if (property.name === 'qcom,remote-pid') return hostNote(property);
  if (property.name !== 'interrupts-extended' && property.name !== 'interrupts') return [];
  const { node } = property;
  const names = stringsOf(node.properties.get('interrupt-names'));
  return interruptsOf(tree, node)
    .filter((interrupt) => interrupt.property === property && isFromSmp2p(interrupt))
    .flatMap(({ index, specifier: [bit] }) => {
      // Those of other users of such an entry mean what they call them.
      const text = bit && (isLoadedProcessor(node) ? NAMES_BY_BIT.get(bit.value) : names[index]);
      return bit && text ? [{ topic: 'interrupt-bit' as const, text, range: bit }] : [];
    });
}

function hostNote(property: Property): readonly ValueNote[] {
  const [cell] = cellsOf(property) ?? [];
  const host = cell && !cell.unknown ? smemHost(cell.value) : undefined;
  return cell && host ? [{ topic: 'host', text: host.title, range: cell }] : [];
}

const NAMES_BY_BIT: ReadonlyMap<number, string> = new Map([...SMP2P_INTERRUPT_BITS].map(([name, bit]) => [bit, name]));

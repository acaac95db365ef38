import { type Interrupt, interruptsOf } from '../../devicetree/interrupts.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { isCompatible, stringsOf } from '../../devicetree/values.js';
import { isFromSmp2p, SMP2P_INTERRUPT_BITS } from '../../platforms/qualcomm/processor-interrupts.js';
import { isLoadedProcessor } from '../../platforms/qualcomm/remoteprocs.js';
import { shortNodeLink } from '../markdown/links.js';
import { code, table } from '../markdown/text.js';
import { writtenText } from './property-history.js';

/** Interrupts by name, each with its controller and its bit there; all of the node's, or those that are given. */
export function interruptTable(
  tree: DeviceTree,
  node: Node,
  interrupts: readonly Interrupt[] = interruptsOf(tree, node),
): string | undefined {
  if (interrupts.length === 0) return undefined;
  const names = stringsOf(node.properties.get('interrupt-names'));
  const rows = interrupts.map((interrupt) => {
    const { index, controller, specifier, property, range } = interrupt;
    const name = names[index];
    const [first] = specifier;
    const owner = controller.parent;
    const isBit = owner && (isCompatible(owner, 'qcom,smp2p') || isCompatible(owner, 'qcom,smsm'));
    const cells =
      isBit && first
        ? `bit **${first.value}**${otherName(node, interrupt, name)}`
        : code(`<${writtenText(tree, property, range)}>`);
    return [name === undefined ? `${index}` : code(name), shortNodeLink(tree, controller), cells];
  });
  return table(['Interrupt', 'Controller', 'Bit or specifier'], rows);
}

/** What the bit is called on every other board, where that is not the interrupt's name. */
function otherName(node: Node, interrupt: Interrupt, name: string | undefined): string {
  if (!isLoadedProcessor(node) || !isFromSmp2p(interrupt)) return '';
  const bit = interrupt.specifier[0]?.value;
  const usual = [...SMP2P_INTERRUPT_BITS].find(([, each]) => each === bit)?.[0];
  return usual === undefined || usual === name ? '' : `, which is ${code(usual)} elsewhere`;
}

import { interruptsOf } from '../../devicetree/interrupts.js';
import { processorAt } from '../../platforms/qualcomm/topology.js';
import { interruptTable } from '../facts/interrupts.js';
import { processorName } from '../facts/processors.js';
import { type PropertySubject, pointedAt } from './subject.js';

/** The interrupts of a remote processor, and their names: which bit of which entry each is. */
export function explainInterrupts(subject: PropertySubject): readonly string[] | undefined {
  const { tree, node, property } = subject;
  const processor = processorAt(tree, node);
  if (!processor) return undefined;
  const interrupts = interruptsOf(tree, node);
  const isNames = property.name === 'interrupt-names';
  const shown = isNames ? interrupts : pointedAt(subject, interrupts, ({ range }) => range);
  const interruptsTable = interruptTable(tree, node, shown);
  if (interruptsTable === undefined) return undefined;
  return [
    `Interrupts that the firmware of the ${processorName(processor)} raises in Linux; those of SMP2P are bits in SMEM.`,
    interruptsTable,
  ];
}

import { interruptsOf } from '../../devicetree/interrupts.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { isCompatible, stringsOf } from '../../devicetree/values.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { bindingText, evidenceTexts, lockUseText, processorTitle, releaseText } from '../facts/processors.js';
import { writtenText } from '../facts/property-history.js';
import { nodesNamedBy, regionText } from '../facts/smem.js';
import { shortNodeLink } from '../markdown/links.js';
import { bullets, code, table } from '../markdown/text.js';
import type { NodeExplanation } from './node.js';
import type { Subject } from './subject.js';

/** A remote processor: which SMEM host it is and what shows that, its lock, its interrupts, its memory. */
export function explainProcessor(subject: Subject, node: Node): NodeExplanation | undefined {
  const { tree } = subject;
  const processor = ipcTopology(tree).processors.find((other) => other.node === node);
  if (!processor) return undefined;
  const evidence = evidenceTexts(tree, processor);
  const binding = processor.evidence.length > 0 ? bindingText(subject, processor) : undefined;
  const interrupts = interruptRows(tree, node);
  const regions = nodesNamedBy(tree, node.properties.get('memory-region'));
  return {
    title: processorTitle(processor),
    blocks: [
      lockUseText(tree, processor),
      ...(evidence.length > 0 ? [bullets(evidence), releaseText(processor)] : []),
      ...(binding === undefined ? [] : [binding]),
      ...(interrupts.length > 0 ? [table(['Interrupt', 'Controller', 'Bit or specifier'], interrupts)] : []),
      ...(regions.length > 0
        ? [`Memory:\n\n${bullets(regions.slice(0, MAX_REGIONS).map((region) => regionText(tree, region)))}`]
        : []),
    ],
  };
}

/** More than any processor has. */
const MAX_REGIONS = 10;

function interruptRows(tree: DeviceTree, node: Node): readonly (readonly string[])[] {
  const names = stringsOf(node.properties.get('interrupt-names'));
  return interruptsOf(tree, node).map(({ index, controller, specifier, property, range }) => {
    const name = names[index];
    const [first] = specifier;
    const owner = controller.parent;
    const isBit = owner && (isCompatible(owner, 'qcom,smp2p') || isCompatible(owner, 'qcom,smsm'));
    const cells = isBit && first ? `bit **${first.value}**` : code(`<${writtenText(tree, property, range)}>`);
    return [name === undefined ? `${index}` : code(name), shortNodeLink(tree, controller), cells];
  });
}

import type { Node } from '../../devicetree/tree.js';
import { nodesNamedBy } from '../../devicetree/values.js';
import { processorAt } from '../../platforms/qualcomm/topology.js';
import { interruptTable } from '../facts/interrupts.js';
import {
  bindingText,
  evidenceTexts,
  lockUseText,
  ownerText,
  processorTitle,
  releaseText,
} from '../facts/processors.js';
import { regionText } from '../facts/smem.js';
import { bullets } from '../markdown/text.js';
import type { NodeExplanation } from './node.js';
import type { Subject } from './subject.js';

/** A remote processor: which SMEM host it is and what shows that, its lock, its interrupts, its memory. */
export function explainProcessor(subject: Subject, node: Node): NodeExplanation | undefined {
  const { tree } = subject;
  const processor = processorAt(tree, node);
  if (!processor) return undefined;
  const evidence = evidenceTexts(tree, processor);
  const binding = processor.evidence.length > 0 ? bindingText(subject, processor) : undefined;
  const owner = ownerText(tree, processor);
  const interrupts = interruptTable(tree, node);
  const regions = nodesNamedBy(tree, node.properties.get('memory-region'));
  return {
    title: processorTitle(processor),
    blocks: [
      lockUseText(tree, processor),
      ...(owner === undefined ? [] : [owner]),
      ...(evidence.length > 0 ? [bullets(evidence), releaseText(processor)] : []),
      ...(binding === undefined ? [] : [binding]),
      ...(interrupts === undefined ? [] : [interrupts]),
      ...(regions.length > 0
        ? [`Memory:\n\n${bullets(regions.slice(0, MAX_REGIONS).map((region) => regionText(tree, region)))}`]
        : []),
    ],
  };
}

/** More than any processor has. */
const MAX_REGIONS = 10;

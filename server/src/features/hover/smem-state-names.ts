import { specifiersOf } from '../../devicetree/specifiers.js';
import { stringsOf } from '../../devicetree/values.js';
import { statesTable } from './smem-states.js';
import type { PropertySubject } from './subject.js';

/** `qcom,smem-state-names`: which bit each name is for. */
export function explainSmemStateNames({ tree, node, property }: PropertySubject): readonly string[] {
  const names = stringsOf(property);
  const states = node.properties.get('qcom,smem-states');
  const specifiers = states ? specifiersOf(tree, states, '#qcom,smem-state-cells') : [];
  const stop = names.includes('stop') ? ['By `stop` Linux asks the firmware to shut down.'] : [];
  if (specifiers.length === 0) return ['The node has no `qcom,smem-states` that these could name.', ...stop];
  return [
    `One name for each entry of \`qcom,smem-states\`, in the same order.${stop.map((text) => ` ${text}`).join('')}`,
    statesTable(tree, specifiers, names),
  ];
}

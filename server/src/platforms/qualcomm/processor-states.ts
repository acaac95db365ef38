import { specifiersOf } from '../../devicetree/specifiers.js';
import type { Cell, DeviceTree, Node, Property } from '../../devicetree/tree.js';
import { isCompatible, stringsOf } from '../../devicetree/values.js';
import { query } from '../../text/query.js';
import { ipcTopology } from './topology.js';

/** The states that Linux sets to talk to a processor, and their names, where both can be told. */
export interface ProcessorStates {
  /** The processor. */
  readonly node: Node;
  /** `qcom,smem-states`. */
  readonly property: Property;
  readonly states: readonly ProcessorState[];
  readonly names: readonly string[];
  /** `qcom,smem-state-names`; absent where the node has none. */
  readonly namesProperty?: Property;
}

export interface ProcessorState {
  readonly entry: Node;
  /** Whether the entry is one of an SMP2P link; else it is SMSM's, whose bits are others. */
  readonly isSmp2p: boolean;
  readonly bit?: Cell;
}

/** Those of every processor of which they can be told: it has states, and no mistake hides how many or their names. */
export const processorStates: (tree: DeviceTree) => readonly ProcessorStates[] = query((tree: DeviceTree) =>
  ipcTopology(tree).processors.flatMap(({ node }) => statesOf(tree, node) ?? []),
);

function statesOf(tree: DeviceTree, node: Node): ProcessorStates | undefined {
  const property = node.properties.get('qcom,smem-states');
  const namesProperty = node.properties.get('qcom,smem-state-names');
  const names = stringsOf(namesProperty);
  if (!property || (namesProperty && (namesProperty.doubtful || names.length === 0))) return undefined;
  const states: ProcessorState[] = [];
  for (const { provider, cells, defect } of specifiersOf(tree, property, '#qcom,smem-state-cells')) {
    if (!provider || defect) return undefined;
    const isSmp2p = provider.parent !== undefined && isCompatible(provider.parent, 'qcom,smp2p');
    states.push({ entry: provider, isSmp2p, ...(cells[0] && { bit: cells[0] }) });
  }
  return states.length === 0 ? undefined : { node, property, states, names, ...(namesProperty && { namesProperty }) };
}

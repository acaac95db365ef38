import type { Cell, DeviceTree, Node, Property } from '../../devicetree/tree.js';
import { cellsOf, nodeNamedBy } from '../../devicetree/values.js';
import { query } from '../../text/query.js';
import { isLoadedProcessor } from './remoteprocs.js';
import { ipcTopology, type RemoteProcessor } from './topology.js';

/** One entry of a processor's `memory-region`: memory that its firmware is loaded to, or shares with Linux. */
export interface CarveOut {
  readonly processor: RemoteProcessor;
  readonly property: Property;
  readonly cell: Cell;
  /** Absent where no node has the phandle. */
  readonly region?: Node;
}

/** Every carve-out of every processor whose firmware is loaded to it. Entries that a mistake hides are left out. */
export const carveOutsOf: (tree: DeviceTree) => readonly CarveOut[] = query((tree: DeviceTree) =>
  ipcTopology(tree)
    .processors.filter(({ node }) => isLoadedProcessor(node))
    .flatMap((processor) =>
      [processor.node, ...processorParts(processor.node)].flatMap((node) => entriesOf(tree, processor, node)),
    ),
);

/** Older trees give a modem's regions to child nodes (`q6v5_alloc_memory_region` in drivers/remoteproc/qcom_q6v5_mss.c). */
export function processorParts(processor: Node): Node[] {
  return ['mba', 'mpss', 'metadata'].flatMap((name) => processor.children.get(name) ?? []);
}

function entriesOf(tree: DeviceTree, processor: RemoteProcessor, node: Node): CarveOut[] {
  const property = node.properties.get('memory-region');
  const cells = cellsOf(property);
  if (!property || !cells) return [];
  return cells
    .filter(({ unknown }) => !unknown)
    .map((cell) => {
      const region = nodeNamedBy(tree, cell);
      return { processor, property, cell, ...(region && { region }) };
    });
}

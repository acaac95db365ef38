import { regOf } from '../../devicetree/addresses.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { edgesBelow } from '../../platforms/qualcomm/edges.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { nodeLink } from '../markdown/links.js';
import { byteSize, hexadecimal } from '../markdown/numbers.js';
import { code, enumerate } from '../markdown/text.js';

/** Every SMEM host that a link or an edge of the tree names, the lowest first. */
export function hostsInUse(tree: DeviceTree): readonly number[] {
  const { smp2p, processors } = ipcTopology(tree);
  const hosts = new Set<number>();
  for (const { host } of smp2p) if (host !== undefined) hosts.add(host);
  for (const { node } of processors)
    for (const { host, overSmem } of edgesBelow(node)) if (host !== undefined && overSmem) hosts.add(host);
  return [...hosts].sort((a, b) => a - b);
}

/** The blocks of a node's `reg`: "`0x81d00000`, 2 MiB". */
export function regText(node: Node): string {
  return enumerate(regOf(node).map(({ address, size }) => `${code(hexadecimal(address))}, ${byteSize(size)}`));
}

/** A memory region: "`/reserved-memory/smem@81d00000`: `0x81d00000`, 2 MiB". */
export function regionText(tree: DeviceTree, region: Node): string {
  const reg = regText(region);
  return reg === '' ? nodeLink(tree, region) : `${nodeLink(tree, region)}: ${reg}`;
}

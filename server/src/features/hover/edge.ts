import type { Node } from '../../devicetree/tree.js';
import { ringsOf } from '../../platforms/qualcomm/doorbells.js';
import { edgesBelow } from '../../platforms/qualcomm/edges.js';
import { processorAt } from '../../platforms/qualcomm/topology.js';
import { hostText } from '../facts/hosts.js';
import { processorName } from '../facts/processors.js';
import { nodeLink, shortNodeLink } from '../markdown/links.js';
import { bullets, code } from '../markdown/text.js';
import type { NodeExplanation } from './node.js';
import type { Subject } from './subject.js';

/** A G-Link or SMD edge: to whom it leads, where its messages lie, and how the two sides ring each other. */
export function explainEdge({ tree }: Subject, node: Node): NodeExplanation | undefined {
  const processor = node.parent && processorAt(tree, node.parent);
  const edge = processor && edgesBelow(processor.node).find((each) => each.node === node);
  if (!edge) return undefined;
  const { kind, host, overSmem } = edge;
  const doorbells = ringsOf(tree, node).map(({ kind: ring, controller, args }) => {
    const cells = code(`<${args.map(({ value }) => value).join(' ')}>`);
    return `${RINGS[ring]} ${shortNodeLink(tree, controller)} ${cells}`;
  });
  return {
    title: `**${kind === 'glink-edge' ? 'G-Link' : 'SMD'} edge** to ${host === undefined ? 'a host that cannot be told' : `SMEM ${hostText(host)}`}`,
    blocks: [
      `Messages between Linux and the ${processorName(processor)} ${nodeLink(tree, processor.node)}. ${overSmem ? IN_SMEM[kind] : 'They lie in a memory of their own, so that they prove no use of SMEM.'}`,
      ...(doorbells.length > 0 ? [bullets(doorbells)] : []),
    ],
  };
}

/** The numbers are those of drivers/rpmsg/qcom_glink_smem.c. */
const IN_SMEM = {
  'glink-edge':
    'Their FIFOs are SMEM items 478, 479 and 480 of that host, which firmware and Linux allocate under the lock.',
  'smd-edge': 'Their FIFOs are items in SMEM, which firmware and Linux allocate under the lock.',
} as const;

const RINGS = {
  interrupt: 'Rings Linux by the interrupt',
  mailbox: 'Linux rings by the mailbox',
  register: 'Linux rings by a register of',
} as const;

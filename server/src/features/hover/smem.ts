import type { Node } from '../../devicetree/tree.js';
import { nodesNamedBy } from '../../devicetree/values.js';
import { lockSpecifierText, type SmemNode } from '../../platforms/qualcomm/smem.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { hostText } from '../facts/hosts.js';
import { registerText } from '../facts/locks.js';
import { hostsInUse, regionText, regText } from '../facts/smem.js';
import { bullets, code, enumerate } from '../markdown/text.js';
import type { NodeExplanation } from './node.js';
import type { Subject } from './subject.js';

/** The SMEM node: where the memory is, which lock guards it, and who takes part. */
export function explainSmem({ tree }: Subject, node: Node): NodeExplanation | undefined {
  const smem = ipcTopology(tree).smem.find((other) => other.node === node);
  if (!smem) return undefined;
  const hosts = hostsInUse(tree).map(hostText);
  const messageRam = nodesNamedBy(tree, node.properties.get('qcom,rpm-msg-ram'));
  return {
    title: '**SMEM**, the memory that all processors of the SoC share',
    blocks: [
      bullets([
        `Memory: ${memoryText({ tree }, smem)}`,
        `Lock: ${lockLine({ tree }, smem)}`,
        `Hosts in use: Linux${hosts.length > 0 ? `, ${enumerate(hosts)}` : ' alone, as far as the tree shows'}`,
        ...(messageRam.length > 0
          ? [`RPM message RAM: ${enumerate(messageRam.map((ram) => regionText(tree, ram)))}`]
          : []),
      ]),
    ],
  };
}

function memoryText({ tree }: Pick<Subject, 'tree'>, { node, form }: SmemNode): string {
  if (form === 'reserved-memory') return `${regText(node) || 'no address'}, this node itself (in /reserved-memory)`;
  const regions = nodesNamedBy(tree, node.properties.get('memory-region'));
  const shown = enumerate(regions.map((region) => regionText(tree, region)));
  return `${shown || 'a region that is not known'} (by ${code('memory-region')})`;
}

function lockLine({ tree }: Pick<Subject, 'tree'>, { node, lock }: SmemNode): string {
  if (!lock) return node.properties.has('hwlocks') ? 'cannot be told' : "none, so that Linux's driver does not start";
  const register = registerText(tree, lock.bank, lock.index);
  return `${code(`<${lockSpecifierText(lock)}>`)}${register ? `, register ${register}` : ''}; it guards allocation`;
}

import { specifiersOf } from '../../../server/src/devicetree/specifiers.js';
import type { DeviceTree, Node } from '../../../server/src/devicetree/tree.js';
import { stringsOf } from '../../../server/src/devicetree/values.js';
import { ipccDoorbells } from '../../../server/src/platforms/qualcomm/doorbells.js';
import { FASTRPC_HOSTS, fastrpcNodesOf } from '../../../server/src/platforms/qualcomm/fastrpc.js';
import {
  isFromSmp2p,
  processorInterrupts,
  SMP2P_INTERRUPT_BITS,
} from '../../../server/src/platforms/qualcomm/processor-interrupts.js';
import { isLoadedProcessor } from '../../../server/src/platforms/qualcomm/remoteprocs.js';
import { remotePidOf } from '../../../server/src/platforms/qualcomm/smp2p.js';
import { ipcTopology } from '../../../server/src/platforms/qualcomm/topology.js';
import type { TextEdit } from '../../../server/src/text/finding.js';
import { dropProperty, setCell, setValue, valueText } from '../edits.js';
import type { Mutation } from '../mutation.js';

type Ways = readonly (readonly TextEdit[])[];

/** The ways to get the signals between Linux and a processor wrong. */
export const handshakeMutations: readonly Mutation[] = [
  {
    code: 'smp2p-interrupt-bit',
    mistake: 'an interrupt from SMP2P has another bit',
    ways: ({ tree }) =>
      processorInterrupts(tree).flatMap(({ interrupts, names }) =>
        interrupts
          .filter((each) => isFromSmp2p(each) && SMP2P_INTERRUPT_BITS.has(names[each.index] ?? ''))
          .map(({ property, specifier }) => setCell(tree, property, specifier[0]!, `${specifier[0]!.value + 1}`)),
      ),
  },
  {
    code: 'smem-state-bit',
    mistake: 'the state "stop" has another bit',
    ways: ({ tree }) =>
      processors(tree).flatMap((node) => {
        const property = node.properties.get('qcom,smem-states');
        const at = stringsOf(node.properties.get('qcom,smem-state-names')).indexOf('stop');
        const bit = property && specifiersOf(tree, property, '#qcom,smem-state-cells')[at]?.cells[0];
        return bit ? [setCell(tree, property, bit, `${bit.value + 2}`)] : [];
      }),
  },
  {
    code: 'smem-state-names',
    mistake: 'the state "stop" has another name, or none',
    ways: ({ tree }) =>
      processors(tree)
        .filter(
          (node) => isLoadedProcessor(node) && stringsOf(node.properties.get('qcom,smem-state-names')).length === 1,
        )
        .flatMap((node) => {
          const names = node.properties.get('qcom,smem-state-names');
          return [
            setValue(tree, names, '"halt"'),
            setValue(tree, names, '"stop", "shutdown"'),
            dropProperty(tree, names),
          ];
        }),
  },
  {
    code: 'remoteproc-interrupt-names',
    mistake: 'one of the names of the interrupts is left out',
    ways: ({ tree }) => processors(tree).flatMap((node) => leftOutNames(tree, node)),
  },
  {
    code: 'smp2p-entry-direction',
    mistake: 'an entry has the name of the other direction',
    ways: ({ tree }) =>
      ipcTopology(tree).smp2p.flatMap(({ entries }) =>
        entries
          .filter(({ name }) => name === 'master-kernel' || name === 'slave-kernel')
          .map(({ node, name }) => {
            const other = name === 'master-kernel' ? 'slave-kernel' : 'master-kernel';
            return setValue(tree, node.properties.get('qcom,entry-name'), `"${other}"`);
          }),
      ),
  },
  {
    code: 'ipcc-client-mismatch',
    mistake: "a doorbell of one host names another host's client",
    ways: ({ tree }) => {
      const doorbells = ipccDoorbells(tree);
      return doorbells.flatMap(({ property, client, host, owner }) => {
        // With two doorbells the odd one is known by the other host that has its client.
        const other = doorbells.find((each) => each.host !== host && each.client.value !== client.value);
        if (!other || host === undefined || owner.properties.get('qcom,remote-pid') === undefined) return [];
        return [setCell(tree, property, client, valueText(tree, other.property, other.client))];
      });
    },
  },
  {
    code: 'fastrpc-label-mismatch',
    mistake: "a FastRPC node has another DSP's label",
    ways: ({ tree }) =>
      fastrpcNodesOf(tree).flatMap(({ label, edge }) => {
        const host = remotePidOf(edge);
        return ['adsp', 'cdsp', 'sdsp']
          .filter((name) => host !== 1 && FASTRPC_HOSTS.get(name) !== host)
          .map((name) => setValue(tree, label, `"${name}"`));
      }),
    unfixed: 'where the kernel spells the label of the host in two ways (gdsp0, gpdsp0)',
  },
];

const processors = (tree: DeviceTree): readonly Node[] => ipcTopology(tree).processors.map(({ node }) => node);

/** Of a processor whose driver looks for all five: without them nobody could tell which name is missing. */
function leftOutNames(tree: DeviceTree, node: Node): Ways {
  const names = stringsOf(node.properties.get('interrupt-names'));
  if (!['wdog', 'fatal', 'ready', 'handover', 'stop-ack'].every((name) => names.includes(name))) return [];
  return names.map((_, at) => {
    const left = names.filter((__, other) => other !== at).map((name) => `"${name}"`);
    return setValue(tree, node.properties.get('interrupt-names'), left.join(', '));
  });
}

import { specifiersOf } from '../../../server/src/devicetree/specifiers.js';
import type { DeviceTree, Node } from '../../../server/src/devicetree/tree.js';
import { cellsOf, compatibleOf } from '../../../server/src/devicetree/values.js';
import { hostTestimonies } from '../../../server/src/platforms/qualcomm/host-testimony.js';
import { hostOfItems, SMEM_HOSTS } from '../../../server/src/platforms/qualcomm/hosts.js';
import { PROCESSOR_KINDS } from '../../../server/src/platforms/qualcomm/remoteprocs.js';
import type { Smp2pLink } from '../../../server/src/platforms/qualcomm/smp2p.js';
import { ipcTopology } from '../../../server/src/platforms/qualcomm/topology.js';
import type { RuleContext } from '../../../server/src/rules/rule.js';
import type { TextEdit } from '../../../server/src/text/finding.js';
import { append, setCell, setNumber, setValue } from '../edits.js';
import type { Mutation } from '../mutation.js';

type Ways = readonly (readonly TextEdit[])[];

/** The ways to take one SMEM host for another. */
export const hostMutations: readonly Mutation[] = [
  {
    code: 'remote-pid-mismatch',
    mistake: 'an edge, a link or a reference of one processor is that of another host',
    ways: ({ tree }) => [...wrongNumbers(tree), ...foreignStates(tree)],
  },
  {
    code: 'remoteproc-host-mismatch',
    mistake: 'the compatible is that of another kind, or all numbers are that of another host',
    ways: (board) => [...otherKinds(board), ...otherHosts(board)],
  },
  {
    code: 'duplicate-remote-pid',
    mistake: 'a link is copied for another host, and its number left as it was',
    ways: copiedLinks,
  },
  {
    code: 'smp2p-item-mismatch',
    mistake: 'the items of a link are the wrong way round, or one of them is no item of the host',
    ways: ({ tree }) =>
      links(tree).flatMap(({ property, inbound, outbound }) => [
        [
          ...setCell(tree, property, inbound, `${outbound.value}`),
          ...setCell(tree, property, outbound, `${inbound.value}`),
        ],
        setCell(tree, property, inbound, `${inbound.value + 1000}`),
        setCell(tree, property, outbound, `${outbound.value + 1000}`),
      ]),
  },
  {
    code: 'duplicate-smem-item',
    mistake: 'one item for both directions of a link',
    ways: ({ tree }) =>
      links(tree).flatMap(({ property, inbound, outbound }) => [
        setCell(tree, property, outbound, `${inbound.value}`),
        setCell(tree, property, inbound, `${outbound.value}`),
      ]),
  },
];

/** Links whose host is in the table, with their two cells. */
function links(tree: DeviceTree) {
  return ipcTopology(tree).smp2p.flatMap(({ node, host }) => {
    const property = node.properties.get('qcom,smem');
    const [inbound, outbound] = cellsOf(property) ?? [];
    const isKnown = SMEM_HOSTS.some(({ number, smp2pItems }) => number === host && smp2pItems);
    return property && inbound && outbound && isKnown ? [{ property, inbound, outbound }] : [];
  });
}

/** Each with the number of a host that nothing on the board is. */
function wrongNumbers(tree: DeviceTree): Ways {
  return hostTestimonies(tree)
    .filter(({ witnesses, settled }) => witnesses.length > 1 && settled !== undefined)
    .flatMap(({ witnesses }) => witnesses.map(({ node }) => setNumber(tree, node, 'qcom,remote-pid', freeHost(tree))));
}

/** The state "stop" of one processor is set in the link of another. */
function foreignStates(tree: DeviceTree): Ways {
  const all = ipcTopology(tree).smp2p;
  return hostTestimonies(tree).flatMap(({ processor: { node }, witnesses }) => {
    const property = node.properties.get('qcom,smem-states');
    const [state, ...others] = property ? specifiersOf(tree, property, '#qcom,smem-state-cells') : [];
    const own = all.find((link) => link.node === state?.provider?.parent);
    if (!property || !state || !own || others.length > 0 || witnesses.length < 2) return [];
    const foreign = all.filter((link) => link !== own).flatMap((link) => entryLike(link, state.provider!) ?? []);
    return foreign.map((label) => setCell(tree, property, state.phandle, `&${label}`));
  });
}

function entryLike({ entries }: Smp2pLink, { name }: Node): string | undefined {
  return entries.find(({ node }) => node.name === name)?.node.labels[0];
}

/** Each loaded processor with the compatible of a kind of another host. */
function otherKinds({ tree, bindings }: RuleContext): Ways {
  return hostTestimonies(tree).flatMap(({ processor: { node, kind }, settled }) => {
    const property = node.properties.get('compatible');
    const [compatible, ...fallbacks] = compatibleOf(node);
    if (!compatible || !kind || fallbacks.length > 0 || settled === undefined) return [];
    const named = (name: string) => compatible.replace(`-${kind.name}-`, `-${name}-`);
    // A compatible that the bindings do not have would be its own giveaway.
    if (bindings && !bindings.forCompatible(compatible)) return [];
    return PROCESSOR_KINDS.filter(({ host }) => host !== undefined && host !== kind.host)
      .filter(({ name }) => named(name) !== compatible && bindings?.forCompatible(named(name)))
      .map(({ name }) => setValue(tree, property, `"${named(name)}"`));
  });
}

/** Link and edge with the number of a host that nothing on the board is, though the items are still their own. */
function otherHosts({ tree }: RuleContext): Ways {
  const host = freeHost(tree);
  return hostTestimonies(tree)
    .filter(({ witnesses, settled, expected }) => witnesses.length > 1 && settled !== undefined && settled === expected)
    .filter(({ witnesses }) => witnesses.some(({ link }) => link && hostOfItems(link.items) !== undefined))
    .map(({ witnesses }) => witnesses.flatMap(({ node }) => setNumber(tree, node, 'qcom,remote-pid', host)));
}

function copiedLinks({ tree, expansion }: RuleContext): Ways {
  const all = ipcTopology(tree).smp2p.filter(({ live, host }) => live && host !== undefined);
  const free = SMEM_HOSTS.filter(({ number, smp2pItems }) => {
    return smp2pItems && hostOfItems([smp2pItems.inbound, smp2pItems.outbound]) === number && !isTaken(tree, number);
  });
  return all.flatMap(({ host }) =>
    free.map(({ smp2pItems }) => {
      const items = `qcom,smem = <${smp2pItems!.inbound}>, <${smp2pItems!.outbound}>;`;
      const body = `compatible = "qcom,smp2p";\n\t\t${items}\n\t\tqcom,local-pid = <0>;\n\t\tqcom,remote-pid = <${host}>;`;
      return append(expansion.root, `\n/ {\n\tsmp2p-new {\n\t\t${body}\n\t};\n};\n`);
    }),
  );
}

const isTaken = (tree: DeviceTree, host: number) =>
  ipcTopology(tree).smp2p.some((link) => link.host === host) ||
  hostTestimonies(tree).some(
    ({ witnesses, expected }) => expected === host || witnesses.some((each) => each.host === host),
  );

const freeHost = (tree: DeviceTree) =>
  SMEM_HOSTS.find(({ number, smp2pItems }) => smp2pItems && !isTaken(tree, number))!.number;

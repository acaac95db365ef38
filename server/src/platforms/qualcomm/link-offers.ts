import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { isCompatible } from '../../devicetree/values.js';
import type { ValueOffer, ValueQuestion } from '../platform.js';
import { edgesBelow } from './edges.js';
import { hasUsualItems, type SmemHost } from './hosts.js';
import { impliedHostOf, isEdgeName, REMOTE_HOSTS } from './implied-host.js';
import { ipcTopology } from './topology.js';

/** `qcom,remote-pid` of a link or an edge: the host that the rest of it tells, else those that are free. */
export function remotePidOffers({ tree, node, cells }: ValueQuestion): readonly ValueOffer[] | undefined {
  if (!isLink(node) && !isEdgeName(node)) return undefined;
  if (cells.length > 0) return [];
  const implied = impliedHostOf(tree, node);
  return candidates(tree, node).map(({ number, title, names }) => ({
    text: `${number}`,
    means: `${title} (${names.join(', ')})`,
    detail: implied?.number === number ? (implied.by === 'topology' ? TOLD : NAMED) : 'SMEM host',
    isCertain: implied?.number === number,
  }));
}

/** `qcom,smem` of a link: the pair of its host. */
export function itemOffers({ tree, node, cells }: ValueQuestion): readonly ValueOffer[] | undefined {
  if (!isLink(node)) return undefined;
  const hosts = candidates(tree, node).filter(({ smp2pItems }) => smp2pItems);
  const offers = hosts.flatMap(({ title, number, smp2pItems }): ValueOffer[] => {
    const { inbound, outbound } = smp2pItems!;
    const means = `${title}, host ${number}`;
    if (cells.length === 0)
      return [{ text: `${inbound}>, <${outbound}`, means, detail: PAIR, isCertain: hosts.length === 1 }];
    return cells.length === 1 && cells[0] === `${inbound}`
      ? [{ text: `${outbound}`, means, detail: 'outbound item' }]
      : [];
  });
  // Several hosts have one pair between them.
  return offers.filter(({ text }, index) => offers.findIndex((other) => other.text === text) === index);
}

const TOLD = 'the host that everything else here is of';
const NAMED = 'the host that the name says';
const PAIR = 'inbound item, outbound item';

/** The hosts that a node can name without contradiction; only the one, where the topology tells it. */
function candidates(tree: DeviceTree, node: Node): readonly SmemHost[] {
  const implied = impliedHostOf(tree, node);
  if (implied?.by === 'topology') return REMOTE_HOSTS.filter(({ number }) => number === implied.number);
  const taken = hostsTaken(tree, node);
  const items = ipcTopology(tree).smp2p.find((link) => link.node === node)?.items ?? [];
  const free = REMOTE_HOSTS.filter(
    ({ number }) => !taken.has(number) && (items.length === 0 || hasUsualItems(number, items) !== false),
  );
  return [...free].sort((a, b) => rank(a) - rank(b));

  function rank({ number }: SmemHost): number {
    return number === implied?.number ? 0 : 1;
  }
}

/** The hosts of other links, for a link; those of other processors, for an edge. */
function hostsTaken(tree: DeviceTree, node: Node): ReadonlySet<number | undefined> {
  const { smp2p, processors } = ipcTopology(tree);
  if (isLink(node)) return new Set(smp2p.filter((link) => link.live && link.node !== node).map(({ host }) => host));
  const others = processors.filter((processor) => processor.node !== node.parent);
  return new Set(
    others.flatMap((processor) => [processor.host, ...edgesBelow(processor.node).map(({ host }) => host)]),
  );
}

const isLink = (node: Node) => isCompatible(node, 'qcom,smp2p');

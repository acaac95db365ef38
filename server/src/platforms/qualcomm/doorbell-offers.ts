import { referenceTo } from '../../devicetree/places.js';
import { specifierState } from '../../devicetree/specifier-state.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { isCompatible } from '../../devicetree/values.js';
import type { ValueOffer, ValueQuestion } from '../platform.js';
import { ipccDoorbells } from './doorbells.js';
import { smemHost } from './hosts.js';
import { impliedHostOf } from './implied-host.js';
import { clientOfHost, IPCC_CLIENTS, IPCC_SIGNALS, type IpccNumber, ipccOf } from './ipcc.js';

/** `mboxes` of a link or an edge, on SoCs with an inter-processor communication controller: its client and its signal. */
export function mailboxOffers(question: ValueQuestion): readonly ValueOffer[] | undefined {
  return doorbellOffers(question, '#mbox-cells', []);
}

/** `interrupts-extended` of a link or an edge, likewise. */
export function doorbellInterruptOffers(question: ValueQuestion): readonly ValueOffer[] | undefined {
  return doorbellOffers(question, '#interrupt-cells', [edgeRising(question)]);
}

/** The trigger of every interrupt between processors, by its macro where the sources have that. */
export function edgeRising({ hasMacro }: Pick<ValueQuestion, 'hasMacro'>): string {
  return hasMacro('IRQ_TYPE_EDGE_RISING') ? 'IRQ_TYPE_EDGE_RISING' : '1';
}

/** A doorbell as an author writes it between `<` and `>`, for the host that a node is of; `undefined` where there is none. */
export function doorbellText(
  { tree, hasMacro }: Pick<ValueQuestion, 'tree' | 'hasMacro'>,
  host: number,
  use: keyof typeof IPCC_SIGNALS,
): string | undefined {
  const controller = ipccOf(tree);
  const client = clientOfHost(tree, host);
  if (!controller || !client) return undefined;
  return [referenceTo(controller), spelled(client, hasMacro), spelled(IPCC_SIGNALS[use], hasMacro)].join(' ');
}

function doorbellOffers(
  question: ValueQuestion,
  cellsName: string,
  more: readonly string[],
): readonly ValueOffer[] | undefined {
  const { tree, node, cells, hasMacro } = question;
  const use = useOf(node);
  const controller = ipccOf(tree);
  if (!use || !controller) return undefined;
  const state = specifierState(tree, cells, cellsName);
  if (state.next === 'unknown' || (state.next === 'cell' && state.provider !== controller)) return undefined;
  // One interrupt and one mailbox ring for everything.
  if (state.entry > 0) return [];
  const clients = clientsFor(tree, node);
  const rest = [spelled(IPCC_SIGNALS[use], hasMacro), ...more];
  if (state.next === 'provider') {
    return clients.map(({ client, means, isCertain }) => ({
      text: [referenceTo(controller), spelled(client, hasMacro), ...rest].join(' '),
      means,
      detail: `client and signal of ${referenceTo(controller)}`,
      isCertain,
    }));
  }
  if (state.index === 0)
    return clients.map(({ client, means, isCertain }) => ({
      text: spelled(client, hasMacro),
      means,
      detail: 'client',
      isCertain,
      continues: true,
    }));
  const word = rest[state.index - 1];
  return word === undefined ? [] : [{ text: word, detail: state.index === 1 ? 'signal' : 'trigger', isCertain: true }];
}

function useOf(node: Node): keyof typeof IPCC_SIGNALS | undefined {
  if (isCompatible(node, 'qcom,smp2p')) return 'smp2p';
  return /^glink-edge(@|$)/.test(node.name) ? 'glink-edge' : undefined;
}

/** That of the node's host, where it is told; else those of the hosts that no doorbell rings for, one by its name first. */
function clientsFor(
  tree: DeviceTree,
  node: Node,
): readonly { readonly client: IpccNumber; readonly means: string; readonly isCertain: boolean }[] {
  const implied = impliedHostOf(tree, node);
  const own = implied && clientOfHost(tree, implied.number);
  const certain = own && implied ? [{ client: own, means: meaningOf(implied.number), isCertain: true }] : [];
  if (implied?.by === 'topology') return certain;
  const taken = new Set([...ipccDoorbells(tree).map(({ client }) => client.value), own?.value]);
  const free = [...IPCC_CLIENTS].filter(([, { value }]) => !taken.has(value));
  return [...certain, ...free.map(([host, client]) => ({ client, means: meaningOf(host), isCertain: false }))];
}

const meaningOf = (host: number) => smemHost(host)?.title ?? `host ${host}`;
const spelled = ({ value, macro }: IpccNumber, hasMacro: ValueQuestion['hasMacro']) =>
  macro !== '' && hasMacro(macro) ? macro : `${value}`;

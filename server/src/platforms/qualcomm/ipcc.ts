import { compatibleSearch } from '../../devicetree/compatible-search.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { isLive } from '../../devicetree/values.js';
import { ipccDoorbells } from './doorbells.js';

/** A number of the inter-processor communication controller, with its macro in <dt-bindings/mailbox/qcom-ipcc.h>. */
export interface IpccNumber {
  readonly value: number;
  readonly macro: string;
}

/** The client of each SMEM host that has one. */
export const IPCC_CLIENTS: ReadonlyMap<number, IpccNumber> = new Map([
  [1, { value: 2, macro: 'IPCC_CLIENT_MPSS' }],
  [2, { value: 3, macro: 'IPCC_CLIENT_LPASS' }],
  [3, { value: 4, macro: 'IPCC_CLIENT_SLPI' }],
  [5, { value: 6, macro: 'IPCC_CLIENT_CDSP' }],
  [8, { value: 16, macro: 'IPCC_CLIENT_SPSS' }],
  [12, { value: 18, macro: 'IPCC_CLIENT_NSP1' }],
  [13, { value: 24, macro: 'IPCC_CLIENT_WPSS' }],
  [17, { value: 31, macro: 'IPCC_CLIENT_GPDSP0' }],
  [18, { value: 32, macro: 'IPCC_CLIENT_GPDSP1' }],
]);

/** What a client is rung for. */
export const IPCC_SIGNALS = {
  'glink-edge': { value: 0, macro: 'IPCC_MPROC_SIGNAL_GLINK_QMP' },
  smp2p: { value: 2, macro: 'IPCC_MPROC_SIGNAL_SMP2P' },
} as const satisfies Readonly<Record<string, IpccNumber>>;

/** The live controller of a SoC, if it has one. */
export function ipccOf(tree: DeviceTree): Node | undefined {
  return controllersOf(tree).find(isLive);
}

const controllersOf = compatibleSearch((compatible) => compatible === 'qcom,ipcc');

/** The client of a host: the one that other doorbells of that host name, else the table's. */
export function clientOfHost(tree: DeviceTree, host: number): IpccNumber | undefined {
  const named = ipccDoorbells(tree).find((doorbell) => doorbell.host === host && !doorbell.client.unknown);
  if (!named) return IPCC_CLIENTS.get(host);
  const { value } = named.client;
  return [...IPCC_CLIENTS.values()].find((client) => client.value === value) ?? { value, macro: '' };
}

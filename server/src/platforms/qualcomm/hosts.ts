/** A processor that takes part in SMEM, by the number that `qcom,remote-pid` gives it. */
export interface SmemHost {
  readonly number: number;
  /** As the sources of Linux and the makers' trees call it; another name for the same part behind it. */
  readonly names: readonly string[];
  /** As a message calls it. */
  readonly title: string;
  /** The items of its SMP2P link; a function of the host on every link of mainline and of the vendor trees looked at. */
  readonly smp2pItems?: Smp2pItems;
}

/** SMEM item numbers, in the order of `qcom,smem`. */
export interface Smp2pItems {
  readonly inbound: number;
  readonly outbound: number;
}

/** The host that is the modem on every SoC that has one. */
export const MODEM = 1;

const YOUNG_HOSTS: Smp2pItems = { inbound: 617, outbound: 616 };

/** Hosts 0 to 9 are those of the enumeration in the vendor's <soc/qcom/smem.h>, the others those of mainline's boards. */
export const SMEM_HOSTS: readonly SmemHost[] = [
  { number: 0, names: ['apps'], title: 'Application processor' },
  { number: 1, names: ['modem', 'mpss', 'wcss'], title: 'Modem', smp2pItems: { inbound: 435, outbound: 428 } },
  { number: 2, names: ['adsp', 'lpass'], title: 'ADSP', smp2pItems: { inbound: 443, outbound: 429 } },
  { number: 3, names: ['slpi', 'dsps'], title: 'SLPI', smp2pItems: { inbound: 481, outbound: 430 } },
  { number: 4, names: ['wcnss'], title: 'WCNSS', smp2pItems: { inbound: 451, outbound: 431 } },
  { number: 5, names: ['cdsp', 'cdsp0', 'nsp0'], title: 'CDSP', smp2pItems: { inbound: 94, outbound: 432 } },
  { number: 6, names: ['rpm'], title: 'RPM' },
  { number: 7, names: ['tz'], title: 'TrustZone' },
  { number: 8, names: ['spss'], title: 'SPSS' },
  { number: 9, names: ['hyp'], title: 'Hypervisor' },
  { number: 12, names: ['cdsp1', 'nsp1'], title: 'CDSP1', smp2pItems: YOUNG_HOSTS },
  { number: 13, names: ['wpss'], title: 'WPSS', smp2pItems: YOUNG_HOSTS },
  { number: 17, names: ['gpdsp0'], title: 'GPDSP0', smp2pItems: YOUNG_HOSTS },
  { number: 18, names: ['gpdsp1'], title: 'GPDSP1', smp2pItems: YOUNG_HOSTS },
  { number: 19, names: ['soccp'], title: 'SOCCP', smp2pItems: YOUNG_HOSTS },
];

/**
 * The number of hosts that a kernel has room for (`SMEM_HOST_COUNT` in drivers/soc/qcom/smem.c): a host of that number or
 * above gets no partition.
 */
export const SMEM_HOST_LIMITS: readonly { readonly kernel: string; readonly limit: number }[] = [
  { kernel: 'Linux 6.12', limit: 20 },
  { kernel: 'Linux since 2025', limit: 25 },
];

const byNumber = new Map(SMEM_HOSTS.map((host) => [host.number, host]));

export function smemHost(number: number): SmemHost | undefined {
  return byNumber.get(number);
}

/** What a host writes into the register of a lock that it takes ("always plus one from the smem host id", smem.c). */
export const ownerToken = (host: number): number => host + 1;

/** Whether a host has this pair of items on every known SoC; `undefined` for a host whose pair is not known. */
export function hasUsualItems(host: number, items: readonly number[]): boolean | undefined {
  const usual = smemHost(host)?.smp2pItems;
  return usual && items.length === 2 && items[0] === usual.inbound && items[1] === usual.outbound;
}

/** The one host that has this pair of items; `undefined` where none has it, or several. */
export function hostOfItems(items: readonly number[]): number | undefined {
  const [only, ...others] = SMEM_HOSTS.filter(({ number }) => hasUsualItems(number, items));
  return others.length === 0 ? only?.number : undefined;
}

import { SMEM_HOST_LIMITS, type SmemHost, smemHost } from '../../platforms/qualcomm/hosts.js';
import type { Smp2pEntry, Smp2pLink } from '../../platforms/qualcomm/smp2p.js';

/** "host 2 (ADSP)"; a number that no source names stands alone. */
export function hostText(number: number): string {
  const host = smemHost(number);
  return host ? `host ${number} (${host.title})` : `host ${number}`;
}

/** "ADSP", with the other names of the same part: "ADSP (adsp, lpass)". */
export function hostNames({ title, names }: SmemHost): string {
  return `${title} (${names.join(', ')})`;
}

/** Up to which number a kernel knows hosts, and what becomes of those above. */
export function hostLimitText(number: number): string {
  const limits = SMEM_HOST_LIMITS.map(({ kernel, limit }) => `${limit} in ${kernel}`).join(', ');
  const beyond = SMEM_HOST_LIMITS.filter(({ limit }) => number >= limit).map(({ kernel }) => kernel);
  const verdict = beyond.length > 0 ? ` **This number has no partition in ${beyond.join(' and ')}.**` : '';
  return `A number must be below the kernel's limit (${limits}), else the host has no partition.${verdict}`;
}

/** "inbound 443, outbound 429, the usual pair of host 2 (ADSP)". */
export function itemsText({ items: [inbound, outbound], host }: Smp2pLink): string {
  const pair = `inbound item **${inbound ?? '?'}**, outbound item **${outbound ?? '?'}**`;
  const usual = host === undefined ? undefined : smemHost(host)?.smp2pItems;
  if (host === undefined || !usual) return pair;
  if (inbound === usual.inbound && outbound === usual.outbound) return `${pair}: the usual pair of ${hostText(host)}`;
  return `${pair}; the usual pair of ${hostText(host)} is ${usual.inbound}, ${usual.outbound}`;
}

/** The SMEM item that an entry of a link lies in. */
export function itemOf({ items: [inbound, outbound] }: Smp2pLink, { direction }: Smp2pEntry): number | undefined {
  return direction === 'inbound' ? inbound : direction === 'outbound' ? outbound : undefined;
}

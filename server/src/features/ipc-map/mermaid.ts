import type { IpcMap } from '../../platforms/qualcomm/ipc-map.js';
import { hostNameOf } from './host-names.js';

/** The map as a flowchart of Mermaid: who shares what with whom. Every label is quoted, every identifier is ours. */
export function mermaidOf(map: IpcMap): string {
  const ids = new Map<string, string>();
  const lines: string[] = [];
  /** A box for a path, which is drawn the first time. */
  const box = (prefix: string, path: string, labels: readonly string[]) => {
    const known = ids.get(path);
    if (known !== undefined) return known;
    const id = `${prefix}${ids.size}`;
    ids.set(path, id);
    lines.push(`  ${id}["${labels.map(escaped).join('<br/>')}"]`);
    return id;
  };
  const arrow = (from: string, to: string, label: string, line = '-->') =>
    lines.push(`  ${from} ${line}|"${escaped(label)}"| ${to}`);
  const linux = box('linux', '', ['Linux', 'host 0']);
  const lockBox = (provider: string, lock: number | null) =>
    box('lock', `${provider} ${lock}`, [`lock ${lock ?? '?'}`, provider]);

  for (const { path, live } of map.smem) box('smem', path, ['SMEM', path, ...off(live)]);
  const processors = new Map<number, string>();
  for (const { path, live, host, compatible } of map.remoteprocs) {
    const id = box('proc', path, [titleOf(map, host), path, ...compatible.slice(0, 1), ...off(live)]);
    if (host !== null && !processors.has(host)) processors.set(host, id);
  }
  for (const { path, live, host, items } of map.smp2p) {
    const other =
      (host === null ? undefined : processors.get(host)) ?? box('link', path, [titleOf(map, host), path, ...off(live)]);
    arrow(linux, other, `SMP2P, item ${items[1] ?? '?'}`);
    arrow(other, linux, `SMP2P, item ${items[0] ?? '?'}`);
  }
  for (const { path, edges } of map.remoteprocs)
    for (const { kind, overSmem } of edges)
      arrow(linux, ids.get(path)!, overSmem ? kind : `${kind}, not in SMEM`, '<-->');
  for (const { path, live } of map.smsm) arrow(linux, box('smsm', path, ['SMSM', path, ...off(live)]), 'SMSM', '<-->');
  for (const { user, provider, lock } of map.hwlocks)
    if (provider !== null) arrow(box('user', user, [user]), lockBox(provider, lock), 'hwlocks');
  for (const { path, smemLock, named, driverReleases } of map.remoteprocs) {
    if (!smemLock || named) continue;
    const label = driverReleases ? 'takes, unnamed; the driver releases' : 'takes, unnamed; stays taken';
    arrow(ids.get(path)!, lockBox(smemLock.provider, smemLock.args[0] ?? null), label, '-.->');
  }
  const ranges = new Map(map.regions.map((region) => [region.path, region.ranges]));
  for (const { path, regions } of map.remoteprocs)
    for (const region of regions) {
      const addresses = (ranges.get(region) ?? []).map(({ address }) => address);
      arrow(ids.get(path)!, box('mem', region, [region, ...addresses]), 'memory');
    }
  return `flowchart LR\n${lines.join('\n')}\n`;
}

const off = (live: boolean) => (live ? [] : ['disabled']);

function titleOf(map: IpcMap, number: number | null): string {
  return number === null ? 'no host' : `${hostNameOf(map, number) ?? 'unknown'}, host ${number}`;
}

/** As Mermaid writes what would end a label or mean something in it. */
const escaped = (text: string) => text.replace(/[^ \w/@.,:;()+*?-]/gu, (character) => `#${character.codePointAt(0)};`);

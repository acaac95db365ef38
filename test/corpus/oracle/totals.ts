import type { BoardFacts, Evidence, HwlockEntry } from './board-facts.js';

/** How much of everything a set of boards holds, as lines for the reader. */
export function totals(boards: readonly BoardFacts[]): string[] {
  const all = <T>(select: (facts: BoardFacts) => readonly T[]): T[] => boards.flatMap(select);
  const processors = all((facts) => facts.processors);
  const proven = processors.filter(({ evidence }) => evidence.length > 0);
  const smem = all((facts) => facts.smem);
  const links = all((facts) => facts.smp2p);
  const providers = all((facts) => facts.providers);
  return [
    `${boards.length} boards: ${boards.filter((facts) => facts.smem.length > 0).length} with SMEM, ` +
      `${boards.filter((facts) => facts.smem.filter(({ live }) => live).length === 1).length} with exactly one live SMEM node, ` +
      `${boards.filter((facts) => facts.missingHwlocks.length > 0).length} with a processor that names no lock`,
    `providers: ${providers.length} (${histogram(providers.map(({ compatible }) => compatible[0] ?? 'none'))}); ` +
      `not live ${providers.filter(({ live }) => !live).length}, without exact count ${providers.filter(({ locks }) => locks === null).length}, ` +
      `cells other than 1 ${providers.filter(({ cells }) => cells !== 1).length}`,
    `hwlocks entries: ${histogram(boards.flatMap((facts) => facts.hwlocks.map((entry) => describe(facts, entry))))}`,
    `SMEM nodes: ${smem.length}, under /reserved-memory ${smem.filter(({ path }) => path.startsWith('/reserved-memory/')).length}, ` +
      `without a lock ${smem.filter(({ lock }) => !lock).length}, not live ${smem.filter(({ live }) => !live).length}`,
    `SMP2P links: ${links.length}, by host and items: ${histogram(links.map(({ host, items }) => `${host}: ${items.join(' ')}`))}`,
    `SMP2P entries: ${histogram(links.flatMap(({ entries }) => entries.map(({ name, direction }) => `${name} ${direction}`)))}`,
    `SMSM nodes: ${all((facts) => facts.smsm).length}, entries ${all((facts) => facts.smsm).flatMap(({ entries }) => entries).length}`,
    `processors: ${processors.length}, proven SMEM users ${proven.length} (not live ${proven.filter(({ live }) => !live).length}), ` +
      `without host ${proven.filter(({ host }) => host === null).length}, naming locks ${processors.filter(({ namesHwlocks }) => namesHwlocks).length}, ` +
      `with two or more witnesses of a host ${proven.filter(({ evidence }) => witnesses(evidence) > 1).length}, ` +
      `whose witnesses disagree ${proven.filter(({ evidence }) => hostsOf(evidence).size > 1).length}`,
    `processors by host: ${histogram(proven.map(({ host }) => `${host}`))}`,
    `processors by evidence: ${histogram(proven.map(({ evidence }) => kindsOf(evidence)))}`,
    `missing hwlocks: ${all((facts) => facts.missingHwlocks).length}, on ${new Set(missingKinds(boards)).size} pairs of compatible and path`,
  ];
}

function describe(facts: BoardFacts, { user, provider, args }: HwlockEntry): string {
  const isSmem = facts.smem.some(({ path }) => path === user);
  const compatible = facts.providers.find(({ path }) => path === provider)?.compatible[0] ?? 'no provider';
  return `${isSmem ? 'SMEM' : user} <${compatible} ${args.join(' ')}>`;
}

function witnesses(evidence: readonly Evidence[]): number {
  return evidence.filter(({ host }) => host !== null).length;
}

function hostsOf(evidence: readonly Evidence[]): Set<number | null> {
  return new Set(evidence.map(({ host }) => host).filter((host) => host !== null));
}

function kindsOf(evidence: readonly Evidence[]): string {
  return [...new Set(evidence.map(({ kind }) => kind))].sort().join(' + ');
}

function missingKinds(boards: readonly BoardFacts[]): string[] {
  return boards.flatMap((facts) =>
    facts.missingHwlocks.map((path) => {
      const compatible = facts.processors.find((processor) => processor.path === path)?.compatible[0];
      return `${compatible} ${path}`;
    }),
  );
}

/** Each value with how often it is there, most frequent first. */
function histogram(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([left, leftCount], [right, rightCount]) =>
    leftCount === rightCount ? (left < right ? -1 : 1) : rightCount - leftCount,
  );
  return sorted.map(([value, count]) => `${value} × ${count}`).join(', ') || 'none';
}

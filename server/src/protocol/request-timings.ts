import type { RequestTiming } from '../features/requests.js';

/** How long requests took: the last of each kind, so that it does not grow. */
export interface RequestTimings {
  record(name: string, milliseconds: number): void;
  /** In the order of their names. */
  summary(): readonly RequestTiming[];
}

export function createRequestTimings(): RequestTimings {
  const kinds = new Map<string, { count: number; readonly recent: number[] }>();
  return {
    record(name, milliseconds) {
      const kind = kinds.get(name) ?? { count: 0, recent: [] };
      // Once it is full, each takes the place of the oldest.
      kind.recent[kind.count % MAX_RECENT] = milliseconds;
      kind.count++;
      kinds.set(name, kind);
    },
    summary: () =>
      [...kinds]
        .map(([name, { count, recent }]) => ({ name, count, ...percentilesOf(recent) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

const MAX_RECENT = 200;

/** By the nearest rank: the least duration within which that part of them ended. */
function percentilesOf(durations: readonly number[]): Pick<RequestTiming, 'p50' | 'p95' | 'max'> {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

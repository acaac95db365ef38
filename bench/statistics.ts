/** A time in milliseconds. */
export type Sample = number;

export function median(samples: readonly Sample[]): number {
  return percentile(samples, 0.5);
}

/** The value below which the given share of the samples lies (nearest rank). */
export function percentile(samples: readonly Sample[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

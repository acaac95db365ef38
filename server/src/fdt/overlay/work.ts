/** What applying overlays may still cost; shared by all nodes of the trees. */
export interface Work {
  steps: number;
}

/** More than what any real overlay takes by far, and less than a person waits for: look-ups in hostile trees would take hours. */
export const newWork = (): Work => ({ steps: 200_000_000 });

/** There is no result; never seen outside of this folder. */
export class TooMuchWork extends Error {}

export function spend(work: Work, steps: number): void {
  work.steps -= steps;
  if (work.steps < 0) throw new TooMuchWork();
}

import type { BodyContribution, Contribution } from './tree-node.js';

/** Finds in the history of a node, which may be very long, what is about one property. */
export interface HistoryIndex {
  /** How long the history was. */
  readonly length: number;
  /** The bodies that name a property and, behind each, the first deletion of the node before the next, the oldest first. */
  contributionsTo(name: string): readonly Contribution[];
}

export function indexHistory(history: readonly Contribution[]): HistoryIndex {
  const bodies = new Map<string, number[]>();
  const deletions: number[] = [];
  for (const [at, contribution] of history.entries()) {
    if (contribution.kind === 'deletion') deletions.push(at);
    else addBody(bodies, contribution, at);
  }
  return {
    length: history.length,
    contributionsTo(name) {
      const places = bodies.get(name) ?? [];
      const found: Contribution[] = [];
      let next = 0;
      for (const [index, place] of places.entries()) {
        found.push(history[place]!);
        while (next < deletions.length && deletions[next]! < place) next++;
        const deletion = deletions[next];
        if (deletion !== undefined && deletion < (places[index + 1] ?? history.length)) found.push(history[deletion]!);
      }
      return found;
    },
  };
}

function addBody(bodies: Map<string, number[]>, { syntax }: BodyContribution, at: number): void {
  for (const name of syntax.propertyPlaces.keys()) {
    const known = bodies.get(name);
    if (known) known.push(at);
    else bodies.set(name, [at]);
  }
}

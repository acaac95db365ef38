import { basename } from 'node:path';
import type { Mutation } from './mutation.js';
import type { Trial } from './trial.js';

/** The trials of one mutation. */
export interface Tally {
  /** Whether a board of this name should be tried. */
  wants(name: string): boolean;
  /** `undefined` for a board on which the mistake cannot be made. */
  add(board: string, trial: Trial | undefined): void;
  /** One line of a table. */
  row(): string;
  failures(): readonly string[];
  passed(): number;
}

export function tallyOf(mutation: Mutation, wanted: number): Tally {
  const trials = new Map<string, Trial>();
  const count = (is: (trial: Trial) => boolean) => [...trials.values()].filter(is).length;
  const awaited = new Set(mutation.historic);
  const isHistoric = (name: string) => [...awaited].filter((start) => name.startsWith(start));
  return {
    wants: (name) => trials.size < wanted || isHistoric(name).length > 0,
    add(board, trial) {
      if (!trial) return;
      trials.set(board, trial);
      for (const start of isHistoric(basename(board))) awaited.delete(start);
    },
    row() {
      const implied = new Set([...trials.values()].flatMap((trial) => [...trial.implied]));
      const cells = [
        mutation.code,
        trials.size,
        count(({ failures }) => !failures.includes('it was not found')),
        count(({ outcome }) => outcome === 'restored'),
        count(({ isSameText }) => isSameText),
        [...trials.values()].reduce((sum, { alternatives }) => sum + alternatives, 0),
        count(({ outcome }) => outcome === 'unfixed'),
        [...implied].join(', ') || '-',
      ];
      return `| ${cells.join(' | ')} |`;
    },
    failures: () => [
      ...[...trials].flatMap(([board, { failures }]) =>
        failures.map((failure) => `${mutation.code} on ${basename(board)}: ${failure}`),
      ),
      ...(trials.size < wanted ? [`${mutation.code}: only ${trials.size} boards can have the mistake`] : []),
      ...[...awaited].map((start) => `${mutation.code}: no board of ${start} was tried`),
    ],
    passed: () => count(({ failures }) => failures.length === 0),
  };
}

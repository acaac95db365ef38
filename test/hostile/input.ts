import { seededRandom } from '../random.js';
import { garbage } from './garbage.js';
import { mutatedSources } from './mutated-sources.js';
import { SHAPES } from './shapes/all.js';
import type { Shape } from './shapes/shape.js';

/** A board with its files, by their paths below one folder; `board.dts` is the root. */
export interface HostileInput {
  /** What it is, for a person who looks for the cause of a failure. */
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** Random choices, the same ones for the same seed. */
export interface Choices {
  number(below: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

export function choicesOf(seed: number): Choices {
  const random = seededRandom(seed);
  const number = (below: number) => Math.floor(random() * below);
  return {
    number,
    chance: (probability) => random() < probability,
    pick: (items) => items[number(items.length)]!,
  };
}

/** What inputs are made of. */
export interface Ingredients {
  readonly seed: number;
  /** How often a shape repeats what is hostile in it, at most. */
  readonly size: number;
  /** Texts to damage. */
  readonly sources: readonly string[];
}

/**
 * The input of a number: first every shape once, at its full size, then by turns a shape of any size, text made by a
 * grammar, and files of `sources` that were damaged.
 */
export function hostileInput(index: number, { seed, size: fullSize, sources }: Ingredients): HostileInput {
  const choices = choicesOf(Math.imul(seed, 0x9e3779b1) + index);
  const sizeOf = (shape: Shape) => Math.min(fullSize, shape.size ?? fullSize);
  const full = SHAPES[index];
  if (full) return inputOf(full.name, full.make(sizeOf(full)));
  const kind = index % 3;
  if (kind === 0) return garbage(choices);
  if (kind === 1 && sources.length > 0) return mutatedSources(choices, sources);
  const shape = choices.pick(SHAPES);
  const size = 1 + choices.number(sizeOf(shape));
  return inputOf(`${shape.name}, ${size}`, shape.make(size));
}

function inputOf(name: string, made: string | HostileInput['files']): HostileInput {
  return { name, files: typeof made === 'string' ? { 'board.dts': made } : made };
}

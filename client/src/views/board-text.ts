import type { ListedBoard } from '../../../server/src/features/requests.js';

/** What the picker says of a board. */
export interface BoardDescription {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** A board by its name, its SoC, and its path with what Makefiles make of it. */
export function describeBoard({ name, path, soc, isBuilt, composites }: ListedBoard): BoardDescription {
  const marks = [
    ...(isBuilt ? ['built by its Makefile'] : []),
    ...(composites.length > 0 ? [`part of ${shortened(composites)}`] : []),
  ];
  return {
    label: name,
    ...(soc !== undefined && { description: soc }),
    detail: [path, ...marks].join(' · '),
  };
}

/** The entry that stands for all boards. */
export function describeAll(count: number): BoardDescription {
  return { label: 'All boards', description: `checks the file on all ${count}, in the background` };
}

const shortened = (names: readonly string[]) =>
  names.length > MAX_NAMES
    ? `${names.slice(0, MAX_NAMES).join(', ')} and ${names.length - MAX_NAMES} more`
    : names.join(', ');

const MAX_NAMES = 3;

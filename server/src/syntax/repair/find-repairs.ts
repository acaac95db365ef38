import { closeMissing } from './braces.js';
import { scanItem } from './items.js';
import { inOrder, type Repair } from './repair.js';
import { Scanner } from './scanner.js';

/**
 * What to change in a text that dtc refuses so that the rest of it can be understood: a token that is missing, or one that
 * is too much. It looks for statements as people write them, one a line and indented; where braces do not match, the
 * indentation tells which is missing. The time it takes is linear in the length of the text.
 */
export function findRepairs(text: string): Repair[] {
  const scanner = new Scanner(text);
  for (let code = scanner.peek(); !Number.isNaN(code) && !scanner.isFull(); code = scanner.peek()) scanTopItem(scanner);
  return inOrder(scanner.repairs);
}

/**
 * Reads an item of the top with all that belongs to no other. If its braces do not match, it is read again, knowing how
 * many are missing or too many, until a place is blamed after which they do.
 */
function scanTopItem(scanner: Scanner): void {
  const begin = stateOf(scanner);
  scanToNextTopItem(scanner);
  let best = stateOf(scanner);
  const { nodes, extraCloses } = best;
  scanner.misplaced = 0;
  if (nodes.length === 0 && extraCloses === 0) return;
  for (let attempt = 0; attempt < MAX_ATTEMPTS && disorderOf(best) > 0; attempt++) {
    restore(scanner, begin);
    scanner.missingCloses = nodes.length;
    scanner.strayCloses = extraCloses;
    scanner.falseTraces = attempt;
    scanToNextTopItem(scanner);
    const found = stateOf(scanner);
    if (disorderOf(found) < disorderOf(best)) best = found;
  }
  restore(scanner, best);
  Object.assign(scanner, { missingCloses: 0, strayCloses: 0, falseTraces: 0, extraCloses: 0, misplaced: 0 });
  scanner.peek();
  while (scanner.nodes.length > 0) closeMissing(scanner);
}

/** Each attempt reads the item again. */
const MAX_ATTEMPTS = 4;

/** How far the braces are from matching. */
const disorderOf = ({ nodes, extraCloses, misplaced }: State) => nodes.length + extraCloses + misplaced;

function scanToNextTopItem(scanner: Scanner): void {
  let isFirst = true;
  for (let code = scanner.peek(); !Number.isNaN(code) && !scanner.isFull(); code = scanner.peek()) {
    if (!isFirst && beginsTopItem(scanner, code)) return;
    scanItem(scanner);
    isFirst = false;
  }
}

/** What can stand at the top only. */
function beginsTopItem(scanner: Scanner, code: number): boolean {
  if (code === AMPERSAND || code === SLASH) return scanner.nodes.length === 0 || scanner.match(TOP_NODE) !== undefined;
  return scanner.isOnNewLine() && scanner.mayBeLabel() && scanner.match(LABELLED_TOP_NODE) !== undefined;
}

interface State {
  readonly at: number;
  readonly lastEnd: number;
  readonly lineStart: number;
  readonly repairs: Scanner['repairs'];
  readonly nodes: Scanner['nodes'];
  readonly last: Scanner['last'];
  readonly extraCloses: number;
  readonly misplaced: number;
}

function stateOf({ at, lastEnd, lineStart, repairs, nodes, last, extraCloses, misplaced }: Scanner): State {
  return { at, lastEnd, lineStart, repairs: [...repairs], nodes: [...nodes], last, extraCloses, misplaced };
}

function restore(scanner: Scanner, { repairs, nodes, ...rest }: State): void {
  Object.assign(scanner, { ...rest, repairs: [...repairs], nodes: [...nodes] });
}

const AMPERSAND = 38;
const SLASH = 47;
const TOP_NODE = /(?:&(?:[A-Za-z_]\w*|\{[^}\n]*\})|\/)\s*\{/y;
const LABELLED_TOP_NODE = /(?:[A-Za-z_]\w*:[ \t]*){1,4}(?:&(?:[A-Za-z_]\w*|\{[^}\n]*\})|\/)\s*\{/y;

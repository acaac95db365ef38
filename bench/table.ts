import { median, percentile, type Sample } from './statistics.js';

/** One measured thing. */
export interface Row {
  readonly what: string;
  readonly samples: readonly Sample[];
  readonly aims?: readonly Aim[];
  /** What `cpp | dtc` takes for this row's own board, where that is another. */
  readonly one?: Sample;
}

/** What a column of a row should not exceed. */
export interface Aim {
  readonly column: 'p50 ms' | 'p95 ms' | 'p50 ratio' | 'p95 ratio';
  readonly most: number;
}

/** Prints rows beside the yardstick's median, and after each whether its aims are met. */
export function printTable(rows: readonly Row[], one: Sample): void {
  console.log(`cpp | dtc of sm8650-mtp.dts: median ${one.toFixed(1)} ms (= 1)\n`);
  console.log(['what'.padEnd(WHAT), ...COLUMNS.map((column) => column.padStart(WIDTH)), '  aim'].join(''));
  for (const row of rows) console.log(rowText(row, one));
}

const COLUMNS = ['p50 ms', 'p95 ms', 'p50 ratio', 'p95 ratio'] as const;
const WHAT = 54;
const WIDTH = 11;

function rowText({ what, samples, aims = [], one: own }: Row, general: Sample): string {
  const one = own ?? general;
  const p50 = median(samples);
  const p95 = percentile(samples, 0.95);
  const values = { 'p50 ms': p50, 'p95 ms': p95, 'p50 ratio': p50 / one, 'p95 ratio': p95 / one };
  const columns = COLUMNS.map((column) => values[column].toFixed(column.endsWith('ms') ? 1 : 3).padStart(WIDTH));
  const verdicts = aims.map(({ column, most }) => `${column} ≤ ${most} ${values[column] <= most ? 'met' : 'MISSED'}`);
  return `${`${what} (${samples.length})`.padEnd(WHAT)}${columns.join('')}  ${verdicts.join(', ')}`.trimEnd();
}

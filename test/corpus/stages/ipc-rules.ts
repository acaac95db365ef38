import { rootSources, sample } from '../boards.js';
import { readDtb } from '../oracle/dtb.js';
import { readReservedMemory } from '../oracle/reserved-memory.js';
import type { Difference, Stage } from '../stage.js';

/**
 * What the rules about locks, SMEM, remote processors and reserved memory say of real boards. Those that were measured at
 * zero on mainline find nothing; what the others find of reserved memory is what the kernel's own .dtb shows.
 */
export const ipcRulesStage: Stage = {
  name: 'ipc-rules',
  async run({ kernel, boards, partial, dtb, progress }) {
    // Loaded here, so that the oracle's own stage runs even while the analyser does not compile.
    const { analyserFacts } = await import('../analyser-facts.js');
    const { ipcRuleCodes } = await import('../../ipc-rule-codes.js');
    const all = (await rootSources(kernel.root)).filter((root) => root.endsWith('.dts'));
    // Of a part of Qualcomm's boards as many others are taken, so that every landing sees other makers' memory.
    const roots = partial ? [...new Set([...boards, ...sample(all, boards.length, SEED)])].sort() : all;
    const ours = new Set(ipcRuleCodes());
    const differences: Difference[] = [];
    const hits = new Map<string, Hits>();
    let refused = 0;
    let rows = 0;
    let done = 0;
    for await (const { board, findings } of analyserFacts(kernel.root, roots)) {
      const own = findings.filter(({ code }) => ours.has(code));
      for (const { code, file, line, message } of own) {
        addHit(hits, code, board, `${file}:${line}: ${message}`);
        if (!FINDING_CODES.includes(code)) differences.push({ board, what: `${code} at ${file}:${line}: ${message}` });
      }
      const blob = await dtb(board).catch(() => undefined);
      if (blob) {
        const expected = readReservedMemory(readDtb(blob));
        const found = (wanted: string) =>
          own
            .filter(({ code }) => code === wanted)
            .map(({ nodes }) => nodes.join(' and '))
            .sort();
        differences.push(
          ...differencesOf('overlap', expected.overlaps, found('reserved-memory-overlap'), board),
          ...differencesOf('unit address', expected.misnamed, found('reserved-memory-unit-address'), board),
        );
        rows += ours.size + expected.regions;
      } else refused += 1;
      progress(++done, roots.length);
    }
    return { compared: roots.length, rows, differences, counts: countsOf(roots.length - refused, refused, hits) };
  },
};

const SEED = 6;

/** The rules that find something on mainline: everything else is at zero. */
const FINDING_CODES = ['remoteproc-missing-hwlocks', 'reserved-memory-overlap', 'reserved-memory-unit-address'];

interface Hits {
  count: number;
  readonly boards: Set<string>;
  readonly places: Map<string, number>;
}

function addHit(hits: Map<string, Hits>, code: string, board: string, place: string): void {
  const known = hits.get(code) ?? { count: 0, boards: new Set(), places: new Map() };
  hits.set(code, known);
  known.count += 1;
  known.boards.add(board);
  known.places.set(place, (known.places.get(place) ?? 0) + 1);
}

function differencesOf(
  what: string,
  expected: readonly string[],
  found: readonly string[],
  board: string,
): readonly Difference[] {
  const known = [...expected].sort();
  return [
    ...known.filter((each) => !found.includes(each)).map((each) => `${what}: only the oracle has ${each}`),
    ...found.filter((each) => !known.includes(each)).map((each) => `${what}: only the analyser has ${each}`),
  ].map((line) => ({ board, what: line }));
}

function countsOf(compared: number, refused: number, hits: ReadonlyMap<string, Hits>): readonly string[] {
  const lines = [`${compared} boards, ${refused} that dtc refuses`];
  for (const [code, { count, boards, places }] of [...hits].sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push(`${code}: ${count} on ${boards.size} boards, at ${places.size} places`);
    // The missing property has hundreds of places, which the stage of the facts compares.
    if (code === 'remoteproc-missing-hwlocks') continue;
    for (const [place, times] of [...places].sort(([a], [b]) => (a < b ? -1 : 1))) lines.push(`  ${times} × ${place}`);
  }
  return lines;
}

import { differencesOf, rowsOf } from '../compare-facts.js';
import { readDtb } from '../oracle/dtb.js';
import { type IpcReading, readIpcMap } from '../oracle/ipc-map.js';
import type { Difference, Stage } from '../stage.js';

/** The whole map of how a board's processors talk to each other is the one that the kernel's own .dtb shows. */
export const ipcMapStage: Stage = {
  name: 'ipc-map',
  async run({ kernel, boards, dtb, progress }) {
    // Loaded here, so that the oracle's own stage runs even while the analyser does not compile.
    const { analyserIpcMaps } = await import('../analyser-ipc-map.js');
    const differences: Difference[] = [];
    const counts = new Map<string, number>();
    let rows = 0;
    let done = 0;
    for await (const { board, map } of analyserIpcMaps(kernel.root, boards)) {
      const oracle = await dtb(board)
        .then((blob) => readIpcMap(readDtb(blob)))
        .catch((error: unknown) => {
          const what = `the oracle cannot read it: ${error instanceof Error ? error.message : error}`;
          differences.push({ board, what });
        });
      if (oracle) {
        rows += rowsOf(oracle);
        count(counts, oracle);
        differences.push(...differencesOf(oracle, map).map((what) => ({ board, what })));
      }
      progress(++done, boards.length);
    }
    const summary = [...counts].map(([what, number]) => `${number} ${what}`).join(', ');
    return { compared: boards.length, rows, differences, counts: [summary] };
  },
};

/** How many of each kind, the parts of links and processors too. */
function count(counts: Map<string, number>, reading: IpcReading): void {
  const add = (what: string, number: number) => counts.set(what, (counts.get(what) ?? 0) + number);
  for (const [field, list] of Object.entries(reading) as [string, readonly object[]][]) {
    add(field, list.length);
    for (const entry of list as readonly Readonly<Record<string, unknown>>[]) {
      for (const part of ['entries', 'doorbells', 'evidence', 'interrupts', 'states', 'edges', 'owners']) {
        const parts = entry[part];
        if (Array.isArray(parts)) add(part, parts.length);
      }
      if (entry.driverReleases === true) add('released by the driver', 1);
    }
  }
}

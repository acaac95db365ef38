import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How far a long run is, kept in a folder, so that one that was stopped goes on where it was. */
export interface Progress {
  /** The first part that has not been tried. */
  readonly next: number;
  /** The parts that failed when they were tried last. */
  readonly failed: readonly number[];
  /** What the run counts besides. */
  count: number;
  /**
   * Tries first what failed and then the parts that follow, as long as `goesOn` says so. `attempt` tells whether a part
   * passed; `afterEach` runs behind each new one.
   */
  run(
    goesOn: (next: number) => boolean,
    attempt: (part: number) => Promise<boolean>,
    afterEach: (next: number) => void,
  ): Promise<void>;
}

/** The progress that a folder holds. `anew`: what it holds is forgotten. */
export function progressIn(folder: string, anew: boolean): Progress {
  if (anew) rmSync(folder, { recursive: true, force: true });
  const file = join(folder, 'progress.json');
  const state: State = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { next: 0, count: 0, failed: [] };
  const write = () => {
    mkdirSync(folder, { recursive: true });
    // A run that is killed here leaves the old file.
    const temporary = join(folder, `progress-${process.pid}.json`);
    writeFileSync(temporary, JSON.stringify(state));
    renameSync(temporary, file);
  };
  return {
    get next() {
      return state.next;
    },
    get failed() {
      return state.failed;
    },
    get count() {
      return state.count;
    },
    set count(count) {
      state.count = count;
    },
    async run(goesOn, attempt, afterEach) {
      for (const part of [...state.failed]) {
        const { count } = state;
        const passed = await attempt(part);
        // It was counted when it failed.
        state.count = count;
        if (passed) state.failed = state.failed.filter((other) => other !== part);
        write();
      }
      while (goesOn(state.next)) {
        if (!(await attempt(state.next))) state.failed.push(state.next);
        state.next++;
        write();
        afterEach(state.next);
      }
    },
  };
}

interface State {
  next: number;
  count: number;
  failed: number[];
}

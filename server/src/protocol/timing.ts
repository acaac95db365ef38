import type { GoOn } from '../workspace/steps.js';

/** Has `run` run once, when `delay` milliseconds have passed since the last call; one run at a time. */
export function delayed(run: () => Promise<void>): (delay: number) => void {
  let timer: unknown;
  /** When the timer ends, and when `run` is due, which each call may put off. */
  let ends = 0;
  let due = 0;
  let running = Promise.resolve();
  const wait = (delay: number) => {
    ends = performance.now() + delay;
    timer = setTimeout(() => {
      const rest = due - performance.now();
      if (rest > 0) {
        wait(rest);
        return;
      }
      timer = undefined;
      running = running.then(run);
    }, delay);
  };
  return (delay) => {
    due = performance.now() + delay;
    // A timer costs more than a number: while somebody types, one that ends too early is left to begin again.
    if (timer !== undefined && ends <= due) return;
    clearTimeout(timer);
    wait(delay);
  };
}

/** Lets messages that have come already be read, and nothing else that could wait: unlike {@link pause} it takes no time. */
export function turn(): Promise<void> {
  return new Promise((resume) => {
    // Workers lack it, and a time-out is the next best there.
    if (typeof setImmediate === 'function') setImmediate(resume);
    else setTimeout(resume, 0);
  });
}

/** Lets whatever has come meanwhile be done first. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => {
    setTimeout(resume, milliseconds);
  });
}

/**
 * What long work asks between its steps: whether it is still wanted. When it has gone on for a while, it pauses first, so that
 * messages are taken in and what they ask is answered.
 */
export function withPauses(isWanted: () => boolean): GoOn {
  let begin = performance.now();
  return async () => {
    if (performance.now() - begin >= LONGEST_RUN) {
      await pause(PAUSE);
      begin = performance.now();
    }
    return isWanted();
  };
}

/** After so many milliseconds work pauses at the end of its step. */
const LONGEST_RUN = 4;

/** Long enough for messages that have arrived, in milliseconds. */
const PAUSE = 1;

// They exist in Node and in workers, but not in the ES library that the core is compiled against.
declare function setTimeout(action: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare const setImmediate: ((action: () => void) => void) | undefined;
declare const performance: { now(): number };

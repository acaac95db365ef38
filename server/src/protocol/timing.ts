/** Has `run` run once, when `delay` milliseconds have passed since the last call; one run at a time. */
export function delayed(run: () => Promise<void>): (delay: number) => void {
  let timer: unknown;
  let running = Promise.resolve();
  return (delay) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(run);
    }, delay);
  };
}

/** Lets whatever has come meanwhile be done first. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => {
    setTimeout(resume, milliseconds);
  });
}

// They exist in Node and in workers, but not in the ES library that the core is compiled against.
declare function setTimeout(action: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;

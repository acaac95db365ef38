import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Ingredients } from './input.js';

export interface Task {
  readonly index: number;
}

/** What came of an input. */
export interface Answer {
  readonly index: number;
  readonly name: string;
  readonly milliseconds: number;
  /** The most memory that the process has taken so far. */
  readonly residentBytes: number;
  readonly failure?: string;
}

/** The most memory that a process may take for any input, all told: JavaScript's heap and the parser's own memory. */
export const MOST_BYTES = 2.5 * 1024 ** 3;

/** How long one input may keep a processor busy, in milliseconds; on a busy machine it may wait for one much longer. */
const MOST_MILLISECONDS = 40_000;
const MOST_WAITING = 15 * MOST_MILLISECONDS;

/** Runs inputs in a process of its own, which is ended and begun anew when an input takes too long or too much. */
export interface Watched {
  run(index: number): Promise<Answer>;
  close(): void;
}

export function startWatched(start: Ingredients): Watched {
  let worker: ChildProcess | undefined;
  const begin = () => {
    const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [], {
      execArgv: ['--import', 'tsx', '--max-old-space-size=1536'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.send(start);
    return child;
  };
  const end = () => {
    worker?.kill('SIGKILL');
    worker = undefined;
  };
  return {
    close: end,
    run(index) {
      worker ??= begin();
      const child = worker;
      let errors = '';
      return new Promise((resolve) => {
        const failed = (failure: string) =>
          settle({ index, name: '', milliseconds: MOST_MILLISECONDS, residentBytes: 0, failure });
        const begun = { clock: performance.now(), processor: processorTimeOf(child.pid!) };
        const timer = setInterval(() => {
          const waited = performance.now() - begun.clock;
          const busy = processorTimeOf(child.pid!);
          const spent = busy === undefined ? waited : busy - (begun.processor ?? 0);
          if (spent > MOST_MILLISECONDS || waited > MOST_WAITING) failed(`no end within ${MOST_MILLISECONDS} ms`);
        }, 500);
        const onExit = () => failed(`the process ended\n${errors.slice(-2000)}`);
        const onErrors = (text: Buffer) => {
          errors += text;
        };
        const settle = (answer: Answer) => {
          clearInterval(timer);
          child.off('exit', onExit);
          child.off('message', settle);
          child.stderr!.off('data', onErrors);
          // What one input has taken is not to be blamed on the next.
          if (answer.failure !== undefined || answer.residentBytes > MOST_BYTES / 2) end();
          if (answer.failure === undefined && answer.residentBytes > MOST_BYTES)
            resolve({ ...answer, failure: `took ${Math.round(answer.residentBytes / 1024 ** 2)} MiB` });
          else resolve(answer);
        };
        child.on('exit', onExit);
        child.on('message', settle);
        child.stderr!.on('data', onErrors);
        child.send({ index } satisfies Task);
      });
    },
  };
}

/** For how many milliseconds processors have worked for a process; only Linux tells. */
function processorTimeOf(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    // In user and in system mode, in hundredths of a second (proc(5)).
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

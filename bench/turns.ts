import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a command cost, with all the processes that it started. */
export interface Cost {
  /** Seconds in which it ran or could have: those in which it was stopped do not count. */
  readonly wall: number;
  /** Seconds of processor time, helper threads included. */
  readonly processor: number;
  /** The resident set of its largest process at its largest, in MiB. */
  readonly peak: number;
}

/** A command that runs on whatever cores there are, unless `launcher` is {@link pinnedTo} one. */
export interface TurnOptions {
  readonly folder: string;
  readonly launcher?: readonly string[];
}

/**
 * Runs commands to their ends in turns of a second, all others stopped meanwhile: what else the machine does slows each of
 * them alike. Their output is thrown away; whoever asks looks at what they made.
 */
export async function runInTurns(commands: readonly (readonly string[])[], options: TurnOptions): Promise<Cost[]> {
  needClock();
  const notes = mkdtempSync(join(tmpdir(), 'turns-'));
  const runs = commands.map((command, index) => createRun(command, join(notes, `${index}`), options));
  const killAll = () => {
    for (const run of runs) run.signal('SIGKILL');
  };
  // A stopped process that nobody wakes would stay for ever.
  process.once('exit', killAll);
  try {
    while (runs.some((run) => !run.hasEnded)) for (const run of runs) if (!run.hasEnded) await run.turn(TURN);
    return runs.map((run) => run.cost());
  } finally {
    killAll();
    process.off('exit', killAll);
    rmSync(notes, { recursive: true, force: true });
  }
}

/** The command in front of another that keeps it on one core; `undefined` where the system has none. */
export function pinnedTo(core: number): readonly string[] | undefined {
  const launcher = ['taskset', '-c', `${core}`];
  return spawnSync(launcher[0]!, [...launcher.slice(1), 'true']).status === 0 ? launcher : undefined;
}

/** In milliseconds. */
const TURN = 1000;

interface Run {
  readonly hasEnded: boolean;
  turn(length: number): Promise<void>;
  signal(name: NodeJS.Signals): void;
  cost(): Cost;
}

function createRun(command: readonly string[], note: string, { folder, launcher = [] }: TurnOptions): Run {
  let child: ChildProcess | undefined;
  let end: Promise<void> | undefined;
  let hasEnded = false;
  let wall = 0;
  const signal = (name: NodeJS.Signals) => {
    if (!child?.pid || hasEnded) return;
    try {
      process.kill(-child.pid, name);
    } catch {
      // The last process of the group has just gone.
    }
  };
  const start = () => {
    const [program, ...args] = [...launcher, CLOCK, '-o', note, '-f', '%U %S %M', ...command];
    // A group of its own, so that the signals reach all of its processes and nothing else.
    const started = spawn(program!, args, { cwd: folder, detached: true, stdio: 'ignore' });
    child = started;
    end = new Promise((resolve, reject) => {
      started.on('error', reject);
      started.on('close', () => {
        hasEnded = true;
        resolve();
      });
    });
  };
  return {
    get hasEnded() {
      return hasEnded;
    },
    async turn(length) {
      const begin = performance.now();
      if (child) signal('SIGCONT');
      else start();
      await Promise.race([end, new Promise((resolve) => setTimeout(resolve, length))]);
      signal('SIGSTOP');
      wall += performance.now() - begin;
    },
    signal,
    cost() {
      const [user, system, peak] = readFileSync(note, 'utf8').trim().split('\n').at(-1)!.split(' ').map(Number);
      return { wall: wall / 1000, processor: user! + system!, peak: peak! / 1024 };
    },
  };
}

/** GNU time: it tells of the processor time and the memory of a command with all that it started. */
const CLOCK = '/usr/bin/time';

function needClock(): void {
  const { stdout, stderr } = spawnSync(CLOCK, ['--version'], { encoding: 'utf8' });
  if (!/GNU/.test(`${stdout}${stderr}`))
    throw new Error(`This needs GNU time as ${CLOCK} (Debian: apt-get install time)`);
}

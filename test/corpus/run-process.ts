import { spawn } from 'node:child_process';

export interface ProcessResult {
  /** The exit status; a signal's name where one ended the process. */
  readonly status: number | string;
  readonly output: Buffer;
  readonly errors: string;
}

/** Runs a program to its end, whatever it ends with. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly input?: Uint8Array },
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: options.cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    let errors = '';
    child.stdout.on('data', (part: Buffer) => output.push(part));
    child.stderr.on('data', (part) => {
      errors += part;
    });
    child.on('error', reject);
    child.on('close', (status, signal) =>
      resolve({ status: status ?? signal ?? 'unknown', output: Buffer.concat(output), errors }),
    );
    // It may end before it has read all; its status tells.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input);
  });
}

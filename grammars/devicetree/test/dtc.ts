import { spawnSync } from 'node:child_process';

/** The version of the dtc that `$DTC` or the path names, for example 1.7; 0 if there is none. */
export const dtcVersion = Number(/DTC v?(\d+\.\d+)/.exec(run(['--version']).stdout ?? '')?.[1] ?? 0);

/** What dtc says about a text, the mistakes that have nothing to do with its syntax included. */
export function judge(text: string): string {
  return run(['-q', '-I', 'dts', '-O', 'dtb', '-o', '/dev/null', '-'], text).stderr;
}

function run(options: string[], input = '') {
  return spawnSync(process.env.DTC || 'dtc', options, { input, encoding: 'utf8' });
}

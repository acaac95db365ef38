import { type BuildWarnings, isEveryNoisyCheckNamed } from '../../rules/dtc-levels.js';
import { resolvePath, type Uri } from '../../text/uri.js';
import { logicalLines } from '../dtbs-makefile.js';
import type { FileLoader } from '../file-loader.js';

/**
 * Which of dtc's checks the build of one kernel turns off and on, by itself and with `W=1` and `W=2`, as its own scripts have
 * it: they change from version to version. `undefined` where they do not say, as before dtc had so many.
 */
export async function kernelWarnings(root: Uri, loader: FileLoader): Promise<BuildWarnings | undefined> {
  // Linux 6.12 moved them from the second to the first.
  const scripts = ['Makefile.dtbs', 'Makefile.lib'].map((name) => resolvePath(root, `./scripts/${name}`));
  const files = await loader.load(scripts);
  for (const uri of scripts) {
    const file = files.get(uri);
    if (!file || file === 'absent' || !/\bDTC_FLAGS\b.*-W/.test(file.text)) continue;
    const lines = logicalLines(file.text);
    const warnings: BuildWarnings = {
      kernel: flagsIn(lines, ''),
      'kernel-w1': flagsIn(lines, '1'),
      'kernel-w2': flagsIn(lines, '2'),
    };
    return isEveryNoisyCheckNamed(warnings.kernel) ? warnings : undefined;
  }
  return undefined;
}

/** dtc's options for its checks with `W=level`; what hangs on anything else than that is left out. */
function flagsIn(lines: readonly string[], level: string): string[] {
  const flags: string[] = [];
  /** For each conditional around, whether its branch is taken; nobody can tell where that is `undefined`. */
  const around: (boolean | undefined)[] = [];
  for (const line of lines) {
    const [, keyword, rest = ''] = /^\s*(ifn?eq|ifn?def|else|endif)\b(.*)$/.exec(line) ?? [];
    if (keyword === 'endif') around.pop();
    else if (keyword === 'else') {
      const before = around.pop();
      // What another condition decides is not looked at.
      around.push(before === undefined || /\S/.test(rest) ? undefined : !before);
    } else if (keyword !== undefined) around.push(holds(keyword, rest, level));
    else if (around.every((isTaken) => isTaken === true)) {
      const [, value = ''] = /^DTC_FLAGS\s*[:+]?=(.*)$/.exec(line) ?? [];
      flags.push(...value.split(/\s+/).filter((word) => /^-[WE]/.test(word)));
    }
  }
  return flags;
}

/** What a conditional about `W=` says (`KBUILD_EXTRA_WARN`, before Linux 5.6 `KBUILD_ENABLE_EXTRA_GCC_CHECKS`). */
function holds(keyword: string, condition: string, level: string): boolean | undefined {
  const [, digit] =
    /^\s*\(\$\((?:findstring (\d),\s*\$\()?KBUILD_(?:EXTRA_WARN|ENABLE_EXTRA_GCC_CHECKS)\)\)?,\s*\)\s*$/.exec(
      condition,
    ) ?? [];
  if (!/KBUILD_(?:EXTRA_WARN|ENABLE_EXTRA_GCC_CHECKS)/.test(condition)) return undefined;
  const isEmpty = digit === undefined ? level === '' : !level.includes(digit);
  if (keyword === 'ifeq') return isEmpty;
  return keyword === 'ifneq' ? !isEmpty : undefined;
}

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expand } from '../../server/src/preprocessor/expand.js';
import { kernelOptions, uriOf } from './kernel-files.js';

/** One line that cpp and our expansion do not agree on. */
export interface CppDifference {
  readonly board: string;
  /** The number of the line among those that are not blank, from 1 on. */
  readonly line: number;
  readonly cpp: string | undefined;
  readonly ours: string | undefined;
}

/**
 * Expands the boards (paths below the kernel's `root`) with cpp as a kernel build does and with our preprocessor.
 * Returns the first line of each board in which they differ: runs of blanks count as one, blank lines as none.
 * `/include/`, which is no matter of cpp, is replaced in its output by simple means.
 */
export async function compareWithCpp(root: string, boards: readonly string[]): Promise<CppDifference[]> {
  const differences: CppDifference[] = [];
  const [first] = boards;
  if (first === undefined) return differences;
  const options = await kernelOptions(root, first);
  for (const board of boards) {
    const { stdout } = await run('cpp', [...CPP_ARGUMENTS, '-I', 'scripts/dtc/include-prefixes', board], {
      cwd: root,
      maxBuffer: 1 << 30,
      encoding: 'latin1',
    });
    const file = options.fileSystem.read(uriOf(join(root, board)));
    if (typeof file === 'string') throw new Error(`cannot read ${board}`);
    const expansion = expand(file, options);
    const difference = firstDifference(
      withDtcIncludes(stdout, join(root, board)),
      Buffer.from(expansion.text, 'utf8').toString('latin1'),
    );
    if (difference) differences.push({ board, ...difference });
  }
  return differences;
}

/** The text with each `/include/` replaced by the file; cpp leaves no comments, and no string of a kernel has one. */
function withDtcIncludes(text: string, path: string): string {
  return text.replace(/\/include\/\s*"([^"]+)"/g, (_, name: string) => {
    const included = join(dirname(path), name);
    return `\n${withDtcIncludes(readFileSync(included, 'latin1'), included)}\n`;
  });
}

/** The first of the lines, blank ones aside, in which two expanded texts differ. */
export function firstDifference(cpp: string, ours: string): Omit<CppDifference, 'board'> | undefined {
  if (cpp === ours) return undefined;
  const [left, right] = [solidLines(cpp), solidLines(ours)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    if (left[index] !== right[index]) return { line: index + 1, cpp: left[index], ours: right[index] };
  }
  return undefined;
}

export const CPP_ARGUMENTS = ['-nostdinc', '-undef', '-D__DTS__', '-x', 'assembler-with-cpp', '-P'];

const run = promisify(execFile);

function solidLines(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r]/).map((line) => line.replace(/[ \t\f\v\0]+/g, ' ').trim());
  return lines.filter((line) => line !== '');
}

import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What the kernel's Makefiles give dtc for single targets, read by a reader that shares no code with the analyser. */
export interface MakefileFlags {
  /** `-W…` and the like; `-@` among them for a base of a composite (scripts/Makefile.dtbs). */
  of(root: string): Promise<readonly string[]>;
}

export function makefileFlags(kernelRoot: string): MakefileFlags {
  const texts = new Map<string, Promise<string>>();
  const textOf = (folder: string) => {
    const path = join(kernelRoot, folder, 'Makefile');
    const known = texts.get(folder) ?? readFile(path, 'utf8').catch(() => '');
    texts.set(folder, known);
    return known;
  };
  return {
    async of(root) {
      const text = (await textOf(dirname(root))).replaceAll('\\\n', ' ');
      const stem = basename(root).replace(/\.dtso?$/, '');
      const flags: string[] = [];
      for (const line of text.split('\n')) {
        const [, name, value = ''] = /^DTC_FLAGS(\S*) *[:+]= *(.*)$/.exec(line) ?? [];
        if (name === '' || name === `_${stem}`) flags.push(...value.split(/\s+/).filter(Boolean));
        const [, base] = /^\S+-dtbs *[:+]= *(\S+)\.dtb\s/.exec(`${line} `) ?? [];
        if (base === stem) flags.push('-@');
      }
      return flags;
    },
  };
}

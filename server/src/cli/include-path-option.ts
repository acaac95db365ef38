import { Option } from 'commander';

/** `-I`, which may be given several times. */
export function includePathOption(): Option {
  return new Option('-I, --include-path <folder>', 'search includes there too; may be given several times')
    .argParser((folder: string, all: readonly string[]) => [...all, folder])
    .default([]);
}

import { readdirSync } from 'node:fs';
import { rules } from '../server/src/rules/index.js';

const FOLDERS = ['hwlocks', 'qualcomm', 'reserved-memory'];

/** The codes of the rules about locks, SMEM, remote processors and reserved memory, in reading order. */
export function ipcRuleCodes(): readonly string[] {
  const files = FOLDERS.flatMap((folder) => readdirSync(new URL(`../server/src/rules/${folder}`, import.meta.url)));
  return rules.map(({ code }) => code).filter((code) => files.includes(`${code}.ts`));
}

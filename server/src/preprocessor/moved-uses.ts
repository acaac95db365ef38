import type { Macro } from './macros.js';
import { homeOf, type MacroUses, USE_SIZE } from './provenance.js';
import type { ChangedLines, Scan } from './scan.js';

/** The macro uses with other macros in place of those of a file in which lines have changed, and the names in them moved. */
export function usesOfMovedMacros(
  uses: MacroUses,
  old: Scan,
  { oldEnd, newEnd }: ChangedLines,
  replaced: ReadonlyMap<Macro, Macro>,
): MacroUses {
  const { macros } = uses;
  const data = uses.data.slice(0, macros.length * USE_SIZE);
  for (let use = 1; use < macros.length; use++) {
    const home = homeOf(uses, use);
    if (home === 0 || macros[home]!.scan !== old || data[use * USE_SIZE + 1]! < oldEnd) continue;
    for (const field of [1, 2, 3]) data[use * USE_SIZE + field]! += newEnd - oldEnd;
  }
  return { macros: macros.map((macro) => (macro.scan === old ? (replaced.get(macro) ?? macro) : macro)), data };
}

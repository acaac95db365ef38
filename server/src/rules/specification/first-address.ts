import { isUndecided, wordsOf } from '../../devicetree/property-words.js';
import type { Property } from '../../devicetree/tree.js';
import type { RuleContext } from '../rule.js';

/**
 * The first address in a value, in hexadecimal, as unit addresses are written: of so many cells, those before it skipped. Of
 * more than two cells, the last two count, as in dtc. `undefined` where the value is too short, or cannot be judged.
 */
export function firstAddressOf(
  { tree, fileOf }: RuleContext,
  property: Property,
  cells: number,
  skipped = 0,
): string | undefined {
  if (isUndecided(property, tree.plugin, fileOf)) return undefined;
  const words = wordsOf(property, fileOf)?.slice(skipped, skipped + cells);
  if (!words || words.length < cells) return undefined;
  return words.reduce((address, { value }) => BigInt.asUintN(64, (address << 32n) | BigInt(value)), 0n).toString(16);
}

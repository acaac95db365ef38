import { referenceTo } from '../../devicetree/places.js';
import { UNRESOLVED_PHANDLE } from '../../devicetree/property-bytes.js';
import { wordOf, wordsOf } from '../../devicetree/property-words.js';
import type { Node, Property } from '../../devicetree/tree.js';
import { nodeNamedBy } from '../../devicetree/values.js';
import type { Range } from '../../text/span.js';
import type { RuleContext } from '../rule.js';

/** What can be wrong with a list of specifiers. Ranges count from the start of the property's last definition. */
export type ListDefect =
  /** The value is not made of 32-bit numbers. */
  | { readonly kind: 'odd-length' }
  /** A phandle is written as a number. */
  | { readonly kind: 'number'; readonly range: Range; readonly phandle: number }
  /** A phandle is no node's; the list cannot be read on. */
  | { readonly kind: 'no-node'; readonly range: Range; readonly phandle: number }
  /** The provider does not say how many cells it wants; the list cannot be read on. */
  | { readonly kind: 'no-cell-count'; readonly range: Range; readonly provider: Node; readonly name: string }
  /** The list ends within a specifier. */
  | {
      readonly kind: 'too-short';
      /** Which entry of the list, counted from 0. */
      readonly index: number;
      readonly range: Range;
      readonly provider: Node;
      readonly name: string;
      readonly wanted: number;
      readonly left: number;
    };

/**
 * Reads a list of specifiers as dtc does (checks.c, `check_property_phandle_args`). 0 and 0xffffffff stand for an entry
 * that is left out; in an overlay the second may be another tree's node, so that nothing behind it can be told.
 */
export function* listDefects(
  { tree, fileOf }: Pick<RuleContext, 'tree' | 'fileOf'>,
  property: Property,
  cellsName: string,
  isOptional: boolean,
): Iterable<ListDefect> {
  const words = wordsOf(property, fileOf);
  if (!words) {
    yield { kind: 'odd-length' };
    return;
  }
  for (let at = 0, index = 0; at < words.length; index++) {
    const word = words[at]!;
    const phandle = word.value;
    if (phandle === 0 || phandle === UNRESOLVED_PHANDLE) {
      if (tree.plugin) return;
      at++;
      continue;
    }
    if (!word.isReference) yield { kind: 'number', range: word, phandle };
    const provider = nodeNamedBy(tree, word);
    if (!provider) {
      yield { kind: 'no-node', range: word, phandle };
      return;
    }
    const name = word.isReference ? referenceTo(provider) : provider.path;
    const count = provider.properties.get(cellsName);
    if (!count && !isOptional) {
      yield { kind: 'no-cell-count', range: word, provider, name };
      return;
    }
    const wanted = count ? wordOf(count) : 0;
    // A count that is no number is told where it stands.
    if (wanted === undefined || count?.doubtful) return;
    const left = words.length - at - 1;
    // dtc reckons the end of the specifier in bytes, in 32 bits: a count that is nonsense wraps around.
    const end = ((at + wanted + 1) * 4) >>> 0;
    if (end <= at || end > words.length * 4) {
      const range = { start: word.start, end: words.at(-1)!.end };
      yield { kind: 'too-short', index, range, provider, name, wanted, left };
      return;
    }
    at += 1 + wanted;
  }
}

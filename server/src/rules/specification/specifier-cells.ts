import { referenceTo } from '../../devicetree/places.js';
import { byteLengthOf } from '../../devicetree/property-bytes.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import { isUndecided, type Word, wordOf, wordsOf } from '../../devicetree/property-words.js';
import { type DeviceTree, type Node, nameOrigin, type Property, valueOrigin } from '../../devicetree/tree.js';
import { nodeNamedBy } from '../../devicetree/values.js';
import { atProperty } from '../faulty-thing.js';
import { defineRule, type RuleContext, type RuleFinding } from '../rule.js';
import { countText } from './cell-count-wording.js';
import { type FurtherList, furtherListsOf } from './further-lists.js';
import { defectsOf } from './specifier-lists.js';

/** The lists of specifiers that dtc does not know are read in the same way. */
export const specifierCells = defineRule({
  code: 'specifier-cells',
  severity: 'warning',
  basis: 'of_parse_phandle_with_args and of_map_id in drivers/of; the bindings of the providers; beyond dtc',
  byNode: true,
  docs: `A list of specifiers is not one: each entry is a reference to a provider, and behind it as many cells as the provider's
\`#…-cells\` says. dtc checks sixteen such properties; here the others are held to the same: \`interconnects\`,
\`assigned-clocks\`, \`nvmem-cells\` and more, and every property whose name is that of its provider's cells (\`acme,slots\` for
\`#acme,slot-cells\`). An entry of \`iommu-map\` and \`msi-map\` is an identifier, a provider, a specifier and a length.

Drivers count entries in the same way: one cell too few, and all entries behind it are read as something else.

\`\`\`dts
/ {
	noc: interconnect { #interconnect-cells = <2>; };
	mmc { interconnects = <&noc 1 &noc 2>; };
	//                            ^^^^ warning(specifier-cells): A reference stands among the cells of &noc, which takes 2
};
\`\`\`

\`\`\`dts
/ {
	noc: interconnect { #interconnect-cells = <2>; };
	mmc { interconnects = <&noc 1 0>, <&noc 2 0>; };
};
\`\`\``,
  *check(context) {
    for (const list of furtherListsOf(context.tree)) {
      const swallowed = [...swallowedReferences(context, list)];
      // What follows a cell that is missing is read wrongly: only the cause is told.
      yield* swallowed.length > 0 ? swallowed : defectsOf(context, list.property, list.cellsName, list.isOptional);
    }
    for (const [name, cellsName] of MAPS)
      for (const property of propertyIndexOf(context.tree).named(name)) yield* checkMap(context, property, cellsName);
  },
});

/** References among the cells of another provider: a sign that a cell before them is missing. */
function* swallowedReferences(context: RuleContext, { property, cellsName }: FurtherList): Iterable<RuleFinding> {
  const { tree, fileOf } = context;
  const words = isUndecided(property, tree.plugin, fileOf) ? undefined : wordsOf(property, fileOf);
  for (let at = 0; words && at < words.length; ) {
    const provider = words[at]!.phandleOf;
    const count = provider?.properties.get(cellsName);
    const cells = count && !count.doubtful ? wordOf(count, fileOf) : 0;
    if (cells === undefined) return;
    const swallowed = words.slice(at + 1, at + 1 + cells).find(({ isReference }) => isReference);
    if (provider && swallowed) {
      yield {
        at: valueOrigin(tree, property, swallowed),
        nodes: [property.node.path],
        message: `A reference stands among the cells of ${referenceTo(provider)}, which takes ${cells}`,
        related: [{ at: nameOrigin(tree, count!), message: 'The provider asks for so many cells' }],
      };
      return;
    }
    at += 1 + cells;
  }
}

const MAPS = [
  ['iommu-map', '#iommu-cells'],
  ['msi-map', '#msi-cells'],
] as const;

/**
 * Linux reads four cells an entry (`of_map_id` in drivers/of/base.c), whatever the provider says; newer versions as many for
 * the specifier as it says. Either is right.
 */
function* checkMap({ tree, fileOf }: RuleContext, property: Property, cellsName: string): Iterable<RuleFinding> {
  if (isUndecided(property, tree.plugin, fileOf) || tree.plugin) return;
  const words = wordsOf(property, fileOf);
  if (words && (isWholeMap(tree, words, () => 1) || isWholeMap(tree, words, (node) => cellsOf(node, cellsName))))
    return;
  const length = countText(byteLengthOf(property, fileOf));
  yield {
    ...atProperty(tree, property),
    message: `\`${property.name}\` has ${length}, which are no whole entries of an identifier, a reference to the provider, a specifier and a length`,
  };
}

function isWholeMap(tree: DeviceTree, words: readonly Word[], specifierCells: (provider: Node) => number): boolean {
  let at = 0;
  while (at < words.length) {
    const phandle: Word | undefined = words[at + 1];
    const provider = phandle && nodeNamedBy(tree, phandle);
    if (!provider) return false;
    at += 3 + specifierCells(provider);
  }
  return at === words.length;
}

function cellsOf(provider: Node, cellsName: string): number {
  const count = provider.properties.get(cellsName);
  return (count && wordOf(count)) ?? 0;
}

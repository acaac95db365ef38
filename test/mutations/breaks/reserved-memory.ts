import { regOf } from '../../../server/src/devicetree/addresses.js';
import { nameOrigin } from '../../../server/src/devicetree/tree.js';
import { cellsOf } from '../../../server/src/devicetree/values.js';
import { carveOutsOf } from '../../../server/src/platforms/qualcomm/carve-outs.js';
import { type ReservedRegion, reservedRegionsOf } from '../../../server/src/platforms/reserved-memory.js';
import type { RuleContext } from '../../../server/src/rules/rule.js';
import type { TextEdit } from '../../../server/src/text/finding.js';
import { addBehind, append, setCell } from '../edits.js';
import type { Mutation } from '../mutation.js';

type Ways = readonly (readonly TextEdit[])[];

/** The ways to get reserved memory wrong. */
export const reservedMemoryMutations: readonly Mutation[] = [
  {
    code: 'reserved-memory-overlap',
    mistake: 'the board grows a region by 4 KiB into the next one',
    unfixed: 'which of the two regions has to give way is the author’s to know',
    ways: grownRegions,
  },
  {
    code: 'reserved-memory-unit-address',
    mistake: 'the name of a region has another unit address',
    ways: ({ tree, findings }) =>
      reservedRegionsOf(tree)
        // A finding of a node that is renamed would look like another one.
        .filter(({ node }) => !findings.some(({ nodes }) => nodes?.includes(node.path)))
        .filter(
          ({ node, live, ranges }) => live && node.unitAddress && ranges.length > 0 && node.definitions.length === 1,
        )
        .map(({ node }) => {
          const { span } = nameOrigin(tree, node);
          return [{ span, newText: node.name.replace('@', '@1') }];
        }),
  },
  {
    code: 'memory-region-shared',
    mistake: "a live processor has another one's carve-out",
    unfixed: 'where no free region has the name of the processor',
    ways: ({ tree }) => {
      const live = carveOutsOf(tree).filter(({ processor, cell }) => processor.live && cell.reference);
      return live.flatMap((own) =>
        live
          .filter(({ processor, region }) => processor !== own.processor && region?.labels[0] !== undefined)
          .map(({ region }) => setCell(tree, own.property, own.cell, `&${region!.labels[0]}`)),
      );
    },
  },
  {
    code: 'memory-region-unusable',
    mistake: "a live processor's carve-out is disabled",
    ways: ({ tree }) =>
      carveOutsOf(tree)
        .filter(({ processor, region }) => processor.live && region && !region.properties.has('status'))
        .map(({ region }) => addBehind(tree, region!.properties.get('reg'), 'status = "disabled";'))
        .filter((edits) => edits.length > 0),
  },
];

/** Each labelled region of one range, made 4 KiB longer than the way to the next one, as `reg` is written there. */
function grownRegions({ tree, expansion }: RuleContext): Ways {
  const regions = reservedRegionsOf(tree)
    .filter(({ live, ranges }) => live && ranges.length === 1 && ranges[0]!.size > 0n)
    .sort((a, b) => (a.ranges[0]!.address < b.ranges[0]!.address ? -1 : 1));
  return regions.flatMap((region, index) => {
    const next = regions[index + 1]?.ranges[0]?.address;
    const label = region.node.labels[0];
    if (next === undefined || label === undefined) return [];
    const value = regText(region, next + 0x1000n - region.ranges[0]!.address);
    return value ? [append(expansion.root, `\n&${label} {\n\treg = <${value}>;\n};\n`)] : [];
  });
}

/** The cells of a region's `reg` with another size, which must fit into the last of them. */
function regText({ node, reg }: ReservedRegion, size: bigint): string | undefined {
  const cells = cellsOf(reg);
  if (!cells || regOf(node).length !== 1 || size <= 0n || size > 0xffff_ffffn) return undefined;
  return [...cells.slice(0, -1).map(({ value }) => `0x${value.toString(16)}`), `0x${size.toString(16)}`].join(' ');
}

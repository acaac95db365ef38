import {
  bytesOfCells,
  effectiveAddressCells,
  effectiveSizeCells,
  isWholeNumberOf,
} from '../../devicetree/cell-counts.js';
import { byteLengthOf } from '../../devicetree/property-bytes.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import { isUndecided } from '../../devicetree/property-words.js';
import type { Node } from '../../devicetree/tree.js';
import { atProperty, atPropertyName } from '../faulty-thing.js';
import { defineRule, type Rule, type RuleContext, type RuleFinding } from '../rule.js';
import { cellCountPlaces, countText } from './cell-count-wording.js';
import { markerBehind } from './example-marker.js';

/* A family, as in checks.c (`check_ranges_format`): `ranges` and `dma-ranges` have the same form. */

export const rangesFormat = rangesRule('ranges-format', 'ranges', 'DTSpec v0.4 §2.3.8');
export const dmaRangesFormat = rangesRule('dma-ranges-format', 'dma-ranges', 'DTSpec v0.4 §2.3.9');

function rangesRule(code: string, name: string, basis: string): Rule {
  return defineRule({
    code,
    severity: 'warning',
    basis: `${basis}; dtc ${code.replaceAll('-', '_')}`,
    dtc: { level: 'warning', requires: ['addr-size-cells'] },
    docs: `The length of \`${name}\` does not fit the two buses that it joins. Each entry is an address on this bus, one on the
parent's, and a size: as many cells as this node and its parent give them. Empty, it says that both buses have the same
addresses, which needs the same numbers of cells.

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	bus {
		#address-cells = <1>;
		#size-cells = <1>;
		${name} = <0x0 0x1000>;
		${markerBehind(`${name} = `)}^^^^^^^^^^^^ warning(${code}): \`${name}\` has 2 cells, and an entry here has 3: …
	};
};
\`\`\`

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	bus { #address-cells = <1>; #size-cells = <1>; ${name} = <0x0 0x1000 0x100>; };
	same { #address-cells = <1>; #size-cells = <1>; ${name}; };
};
\`\`\``,
    *check(context) {
      for (const property of propertyIndexOf(context.tree).named(name)) {
        const { node } = property;
        if (!node.parent) {
          const message = `The root has \`${name}\`, and no bus above it`;
          yield { ...atPropertyName(context.tree, property), message };
        } else if (!isUndecided(property, context.tree.plugin, context.fileOf)) {
          yield* checkRanges(context, node, node.parent, name);
        }
      }
    },
  });
}

function* checkRanges({ tree, fileOf }: RuleContext, node: Node, parent: Node, name: string): Iterable<RuleFinding> {
  const property = node.properties.get(name)!;
  const address = effectiveAddressCells(node);
  const size = effectiveSizeCells(node);
  const parentAddress = effectiveAddressCells(parent);
  const parentSize = effectiveSizeCells(parent);
  if (address === undefined || size === undefined || parentAddress === undefined || parentSize === undefined) return;
  const related = [...cellCountPlaces(tree, node), ...cellCountPlaces(tree, parent)];
  const length = byteLengthOf(property, fileOf);
  if (length === 0) {
    const differing = [
      ['#address-cells', address, parentAddress],
      ['#size-cells', size, parentSize],
    ] as const;
    for (const [cells, own, above] of differing) {
      if (own === above) continue;
      const message = `\`${name}\` is empty, but ${cells} is ${own} here and ${above} in the parent`;
      yield { ...atPropertyName(tree, property), message, related };
    }
    return;
  }
  const step = parentAddress + address + size;
  if (isWholeNumberOf(length, bytesOfCells(step))) return;
  yield {
    ...atProperty(tree, property),
    message: `\`${name}\` has ${countText(length)}, and an entry here has ${step}: #address-cells is ${address} here and ${parentAddress} in the parent, #size-cells is ${size}`,
    related,
  };
}

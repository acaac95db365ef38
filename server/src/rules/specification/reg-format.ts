import {
  bytesOfCells,
  effectiveAddressCells,
  effectiveSizeCells,
  isWholeNumberOf,
} from '../../devicetree/cell-counts.js';
import { byteLengthOf } from '../../devicetree/property-bytes.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import { isUndecided } from '../../devicetree/property-words.js';
import { atProperty, atPropertyName } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { cellCountPlaces, countText } from './cell-count-wording.js';

/** `reg` is whole entries of as many cells as the bus gives an address and a size. */
export const regFormat = defineRule({
  code: 'reg-format',
  severity: 'warning',
  basis: 'DTSpec v0.4 §2.3.6; dtc reg_format',
  dtc: { level: 'warning', requires: ['addr-size-cells'] },
  docs: `The length of \`reg\` does not fit its bus. Each entry is an address and a size, of \`#address-cells\` and \`#size-cells\`
cells, as the parent says (2 and 1 where it does not). Linux reads other addresses than were meant, or none.

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	serial@1000 {
		reg = <0x1000>;
		//    ^^^^^^^^ warning(reg-format): \`reg\` has 1 cell, and an entry here has 2: …
	};
};
\`\`\`

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	serial@1000 { reg = <0x1000 0x100>, <0x2000 0x100>; };
};
\`\`\``,
  *check({ tree, fileOf }) {
    for (const property of propertyIndexOf(tree).named('reg')) {
      const { node } = property;
      if (!node.parent) {
        yield { ...atPropertyName(tree, property), message: 'The root has `reg`, and no bus above it' };
        continue;
      }
      const address = effectiveAddressCells(node.parent);
      const size = effectiveSizeCells(node.parent);
      if (address === undefined || size === undefined || isUndecided(property, tree.plugin, fileOf)) continue;
      const length = byteLengthOf(property, fileOf);
      const step = address + size;
      if (length === 0) yield { ...atPropertyName(tree, property), message: '`reg` is empty' };
      if (isWholeNumberOf(length, bytesOfCells(step))) continue;
      yield {
        ...atProperty(tree, property),
        message: `\`reg\` has ${countText(length)}, and an entry here has ${step}: #address-cells is ${address}, #size-cells is ${size}`,
        related: cellCountPlaces(tree, node.parent),
      };
    }
  },
});

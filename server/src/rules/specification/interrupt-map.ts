import { addressCellsOf } from '../../devicetree/cell-counts.js';
import { referenceTo } from '../../devicetree/places.js';
import { byteLengthOf, UNRESOLVED_PHANDLE } from '../../devicetree/property-bytes.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import { isUndecided, type Word, wordOf, wordsOf } from '../../devicetree/property-words.js';
import { type Node, nameOrigin, type Property, valueOrigin } from '../../devicetree/tree.js';
import { nodeNamedBy } from '../../devicetree/values.js';
import { atNode, atProperty } from '../faulty-thing.js';
import { defineRule, type RuleContext, type RuleFinding } from '../rule.js';
import { countText } from './cell-count-wording.js';

/** An `interrupt-map` is whole entries, each with as many cells as this node and the parent that it names ask for. */
export const interruptMap = defineRule({
  code: 'interrupt-map',
  severity: 'warning',
  basis: 'DTSpec v0.4 §2.4.3.1; dtc interrupt_map',
  dtc: { level: 'warning', requires: ['phandle-references', 'addr-size-cells', 'interrupt-provider'] },
  docs: `An \`interrupt-map\` cannot be read. Each entry is a unit address and a specifier here (\`#address-cells\` and
\`#interrupt-cells\` of this node), the interrupt parent, and a unit address and a specifier there (as that node says; no
address where it has no \`#address-cells\`). \`interrupt-map-mask\` is as long as the first two.

\`\`\`dts
/ {
	gic: interrupt-controller { interrupt-controller; #address-cells = <0>; #interrupt-cells = <3>; };
	pcie {
		#address-cells = <3>;
		#interrupt-cells = <1>;
		interrupt-map = <0 0 0 1 &gic 0 5>;
		//              ^^^^^^^^^^^^^^^^^^ warning(interrupt-map): \`interrupt-map\` ends too early: it has 7 cells, and with its last entry 8
	};
};
\`\`\`

\`\`\`dts
/ {
	gic: interrupt-controller { interrupt-controller; #address-cells = <0>; #interrupt-cells = <3>; };
	pcie {
		#address-cells = <3>;
		#interrupt-cells = <1>;
		interrupt-map-mask = <0 0 0 7>;
		interrupt-map = <0 0 0 1 &gic 0 5 4>, <0 0 0 2 &gic 0 6 4>;
	};
};
\`\`\``,
  *check(context) {
    for (const map of propertyIndexOf(context.tree).named('interrupt-map'))
      if (!isUndecided(map, context.tree.plugin, context.fileOf)) yield* checkMap(context, map);
  },
});

function* checkMap(context: RuleContext, map: Property): Iterable<RuleFinding> {
  const { tree, fileOf } = context;
  const { node } = map;
  const address = addressCellsOf(node);
  if (address === 'absent') {
    const message = 'A node with `interrupt-map` has to have #address-cells, for the unit addresses in it';
    yield { ...atNode(tree, node), message };
    return;
  }
  const interruptCells = node.properties.get('#interrupt-cells');
  const interrupts = interruptCells && !interruptCells.doubtful ? wordOf(interruptCells, fileOf) : undefined;
  if (address === 'malformed' || interrupts === undefined) return;
  const own = address + interrupts;
  const mask = node.properties.get('interrupt-map-mask');
  if (mask && !isUndecided(mask, tree.plugin, fileOf) && byteLengthOf(mask, fileOf) !== own * 4) {
    const length = countText(byteLengthOf(mask, fileOf));
    const message = `\`interrupt-map-mask\` has ${length}, and a unit address and specifier here have ${own}`;
    yield { ...atProperty(tree, mask), message };
  }
  const words = wordsOf(map, fileOf);
  if (words) yield* checkEntries(context, map, words, own);
  else {
    const message = `\`interrupt-map\` has ${countText(byteLengthOf(map, fileOf))}, which are no whole cells`;
    yield { ...atProperty(tree, map), message };
  }
}

/** `own`: the cells of an entry before the interrupt parent. */
function* checkEntries(
  context: RuleContext,
  map: Property,
  words: readonly Word[],
  own: number,
): Iterable<RuleFinding> {
  const { tree } = context;
  for (let at = 0; at < words.length; ) {
    if (at + own >= words.length) {
      const message = `\`interrupt-map\` ends too early: it has ${words.length} cells, and its last entry needs more than ${at + own}`;
      yield { ...atProperty(tree, map), message };
      return;
    }
    at += own;
    const word = words[at]!;
    const parent = parentOf(context, map, word);
    if (parent.finding) yield parent.finding;
    if (!parent.node || parent.cells === undefined) return;
    if (parent.lacksAddressCells && context.dtcVersion === '1.8') {
      yield {
        at: valueOrigin(tree, map, word),
        nodes: [map.node.path],
        message: `${referenceTo(parent.node)} has no #address-cells: 0 is taken`,
        related: [{ at: nameOrigin(tree, parent.node), message: 'The interrupt parent' }],
      };
    }
    at += 1 + parent.cells;
    if (at > words.length) {
      const message = `\`interrupt-map\` ends too early: it has ${words.length} cells, and with its last entry ${at}`;
      yield { ...atProperty(tree, map), message };
    }
  }
}

interface MapParent {
  readonly node?: Node;
  /** The cells of a unit address and a specifier there. */
  readonly cells?: number;
  readonly lacksAddressCells?: boolean;
  readonly finding?: RuleFinding;
}

function parentOf({ tree, fileOf }: RuleContext, map: Property, word: Word): MapParent {
  const at = valueOrigin(tree, map, word);
  const nodes = [map.node.path];
  if (word.value === 0 || word.value === UNRESOLVED_PHANDLE) {
    // In an overlay the node may be another tree's.
    if (tree.plugin) return {};
    return { finding: { at, nodes, message: 'A reference to the interrupt parent is wanted here' } };
  }
  const node = nodeNamedBy(tree, word);
  if (!node) return { finding: { at, nodes, message: `No node has the phandle ${word.value}` } };
  const counts = node.properties.get('#interrupt-cells');
  if (!counts) {
    const related = [{ at: nameOrigin(tree, node), message: 'What the entry names' }];
    return {
      finding: { at, nodes, message: `${referenceTo(node)} takes no interrupts: it has no #interrupt-cells`, related },
    };
  }
  const addressCells = node.properties.get('#address-cells');
  const interrupts = counts.doubtful ? undefined : wordOf(counts, fileOf);
  const address = addressCells?.doubtful ? undefined : addressCells ? wordOf(addressCells, fileOf) : 0;
  if (interrupts === undefined || address === undefined) return {};
  return { node, cells: interrupts + address, lacksAddressCells: !addressCells };
}

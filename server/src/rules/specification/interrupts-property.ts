import { wholeValueOrigin } from '../../devicetree/places.js';
import { byteLengthOf, UNRESOLVED_PHANDLE } from '../../devicetree/property-bytes.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import { isUndecided, onlyWordOf, wordOf } from '../../devicetree/property-words.js';
import { type DeviceTree, type Node, nameOrigin, type Property } from '../../devicetree/tree.js';
import { atNode, atProperty, atPropertyName } from '../faulty-thing.js';
import { defineRule, type RuleContext, type RuleFinding } from '../rule.js';
import { countText } from './cell-count-wording.js';
import { isInterruptProvider } from './interrupt-provider.js';

/** Interrupts are whole specifiers of the controller that they go to. */
export const interruptsProperty = defineRule({
  code: 'interrupts-property',
  severity: 'warning',
  basis: 'DTSpec v0.4 §2.4.1; dtc interrupts_property',
  dtc: { level: 'warning' },
  docs: `\`interrupts\` goes nowhere, or is not a whole number of specifiers.

It goes to the nearest \`interrupt-parent\` at the node or above it, or to the nearest controller above, and has specifiers of
so many cells as that one's \`#interrupt-cells\` says.

\`\`\`dts
/ {
	interrupt-parent = <&gic>;
	gic: interrupt-controller { interrupt-controller; #interrupt-cells = <3>; };
	serial { interrupts = <0 5>; };
	//                    ^^^^^ warning(interrupts-property): \`interrupts\` has 2 cells, and a specifier of &gic has 3
};
\`\`\`

\`\`\`dts
/ {
	interrupt-parent = <&gic>;
	gic: interrupt-controller { interrupt-controller; #interrupt-cells = <3>; };
	serial { interrupts = <0 5 4>, <0 6 4>; };
};
\`\`\``,
  *check(context) {
    for (const property of propertyIndexOf(context.tree).named('interrupts')) {
      if (isUndecided(property, context.tree.plugin, context.fileOf)) continue;
      for (const finding of checkInterrupts(context, property)) yield { ...finding, judging: property.node.path };
    }
  },
});

function* checkInterrupts(context: RuleContext, interrupts: Property): Iterable<RuleFinding> {
  const { tree, fileOf } = context;
  const { node } = interrupts;
  const length = byteLengthOf(interrupts, fileOf);
  if (length % 4 !== 0) {
    const message = `\`interrupts\` has ${countText(length)}, which are no whole cells`;
    yield { ...atProperty(tree, interrupts), message };
  }
  const parent = findParent(context, node);
  if (parent.kind === 'unknown') return;
  if (parent.kind === 'invalid') {
    const message = 'A phandle is neither 0 nor 0xffffffff';
    yield { ...atProperty(tree, parent.property), message };
  }
  if (parent.kind === 'dangling') {
    yield { ...atProperty(tree, parent.property), message: 'No node has the phandle that `interrupt-parent` names' };
    return;
  }
  if (parent.kind !== 'found') {
    const why =
      parent.kind === 'invalid'
        ? '`interrupt-parent` names no node'
        : 'neither this node nor one above it has `interrupt-parent`';
    const message = `The interrupts go nowhere: ${why}`;
    yield { ...atPropertyName(tree, interrupts), message };
    return;
  }
  const { provider } = parent;
  if (parent.property && !isInterruptProvider(provider)) {
    yield {
      ...atNode(tree, provider),
      message: 'An `interrupt-parent` names this node, which has neither `interrupt-controller` nor `interrupt-map`',
      related: [{ at: wholeValueOrigin(tree, parent.property), message: 'Named here' }],
    };
  }
  yield* checkLength(tree, interrupts, length, provider, fileOf);
}

function* checkLength(
  tree: DeviceTree,
  interrupts: Property,
  length: number,
  provider: Node,
  fileOf: RuleContext['fileOf'],
): Iterable<RuleFinding> {
  // What has no #interrupt-cells, or not as a number, is told of elsewhere.
  const counts = provider.properties.get('#interrupt-cells');
  const count = counts && !counts.doubtful ? wordOf(counts, fileOf) : undefined;
  if (!counts || count === undefined || (count === 0 ? length === 0 : length % (count * 4) === 0)) return;
  const name = provider.labels[0] === undefined ? provider.path : `&${provider.labels[0]}`;
  yield {
    ...atProperty(tree, interrupts),
    message: `\`interrupts\` has ${countText(length)}, and a specifier of ${name} has ${count}`,
    related: [{ at: nameOrigin(tree, counts), message: 'The interrupt parent says so' }],
  };
}

/** Where the interrupts of a node go, as dtc looks for it. */
type InterruptParent =
  | { readonly kind: 'found'; readonly provider: Node; readonly property?: Property }
  /** The phandle is one of the two numbers that are none. */
  | { readonly kind: 'invalid'; readonly property: Property }
  | { readonly kind: 'dangling'; readonly property: Property }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' };

function findParent({ tree, fileOf }: RuleContext, node: Node): InterruptParent {
  for (let at: Node | undefined = node; at; at = at.parent) {
    if (at !== node && isInterruptProvider(at)) return { kind: 'found', provider: at };
    const property: Property | undefined = at.properties.get('interrupt-parent');
    if (!property) continue;
    const word = isUndecided(property, tree.plugin, fileOf) ? undefined : onlyWordOf(property, fileOf);
    if (word === undefined) return { kind: 'unknown' };
    if (word.value === 0 || word.value === UNRESOLVED_PHANDLE)
      return tree.plugin ? { kind: 'unknown' } : { kind: 'invalid', property };
    const provider = tree.nodeOfPhandle(word.phandleOf ?? word.value);
    return provider ? { kind: 'found', provider, property } : { kind: 'dangling', property };
  }
  return { kind: 'missing' };
}

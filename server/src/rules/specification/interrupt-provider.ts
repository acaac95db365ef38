import { propertyIndexOf } from '../../devicetree/property-index.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { atNode, atPropertyName } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** An interrupt controller or nexus says how many cells a specifier has, and nothing else does. */
export const interruptProvider = defineRule({
  code: 'interrupt-provider',
  severity: 'warning',
  basis: 'DTSpec v0.4 §2.4.2, §2.4.3; dtc interrupt_provider',
  dtc: { level: 'warning', requires: ['interrupts-extended-is-cell'], isLocal: true },
  docs: `A node has \`interrupt-controller\` or \`interrupt-map\` without \`#interrupt-cells\`, or \`#interrupt-cells\` without
either. Nobody can read interrupts that go there; and what has no marker is no controller, so that interrupts pass it by.

\`\`\`dts
/ {
	gic {
//      ^^^ warning(interrupt-provider): An interrupt controller has to have #interrupt-cells
		interrupt-controller;
	};
	gpio {
		#interrupt-cells = <2>;
	//      ^^^^^^^^^^^^^^^^ warning(interrupt-provider): The node has #interrupt-cells, but neither \`interrupt-controller\` nor \`interrupt-map\`
	};
};
\`\`\`

\`\`\`dts
/ {
	gic { interrupt-controller; #interrupt-cells = <3>; };
};
\`\`\``,
  *check({ tree }) {
    const index = propertyIndexOf(tree);
    for (const node of interruptProvidersOf(tree)) {
      if (node.properties.has('#interrupt-cells')) continue;
      const what = node.properties.has('interrupt-controller') ? 'An interrupt controller' : 'An interrupt nexus';
      yield { ...atNode(tree, node), message: `${what} has to have #interrupt-cells` };
    }
    for (const property of index.named('#interrupt-cells')) {
      if (isInterruptProvider(property.node)) continue;
      yield {
        ...atPropertyName(tree, property),
        message: 'The node has #interrupt-cells, but neither `interrupt-controller` nor `interrupt-map`',
      };
    }
  },
});

/** Whether interrupts can go to a node (checks.c, `node_is_interrupt_provider`). */
export function isInterruptProvider(node: Node): boolean {
  return node.properties.has('interrupt-controller') || node.properties.has('interrupt-map');
}

function interruptProvidersOf(tree: DeviceTree): ReadonlySet<Node> {
  const index = propertyIndexOf(tree);
  return new Set([...index.named('interrupt-controller'), ...index.named('interrupt-map')].map(({ node }) => node));
}

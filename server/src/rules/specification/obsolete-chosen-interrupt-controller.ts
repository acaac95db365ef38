import { removeProperties } from '../../devicetree/removals.js';
import { atPropertyName } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** `/chosen` has no `interrupt-controller`. */
export const obsoleteChosenInterruptController = defineRule({
  code: 'obsolete-chosen-interrupt-controller',
  severity: 'warning',
  basis: 'DTSpec v0.4 §3.6; dtc obsolete_chosen_interrupt_controller',
  // There is one such node only, which is asked by name.
  byNode: false,
  dtc: { level: 'warning', isLocal: true },
  docs: `\`/chosen\` has \`interrupt-controller\`, which named the root of the interrupt tree before there was
\`interrupt-parent\`. Nothing reads it any more: take it out.

\`\`\`dts
/ {
	chosen {
		interrupt-controller;
	//      ^^^^^^^^^^^^^^^^^^^^ warning(obsolete-chosen-interrupt-controller): Nothing reads \`interrupt-controller\` of /chosen any more
	};
};
\`\`\`

\`\`\`dts
/ {
	interrupt-parent = <&gic>;
	gic: interrupt-controller { interrupt-controller; };
	chosen { };
};
\`\`\``,
  *check({ tree }) {
    const chosen = tree.root.children.get('chosen');
    const property = chosen?.properties.get('interrupt-controller');
    if (!chosen || !property) return;
    const edits = removeProperties(tree, chosen, ['interrupt-controller']);
    yield {
      ...atPropertyName(tree, property),
      message: 'Nothing reads `interrupt-controller` of /chosen any more',
      // dtc names the root, from which it looks for /chosen.
      nodes: ['/'],
      ...(edits && { fixes: [{ title: 'Take it out', edits, preferred: true }] }),
    };
  },
});

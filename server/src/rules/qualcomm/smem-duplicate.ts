import { insertProperty, replaceValue } from '../../devicetree/edits.js';
import { wholeValueOrigin } from '../../devicetree/places.js';
import { lastDefinition, type Node, nameOrigin, type Property, standingDefinitions } from '../../devicetree/tree.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { defineRule } from '../rule.js';

/** A tree has one live SMEM node. */
export const smemDuplicate = defineRule({
  code: 'smem-duplicate',
  severity: 'warning',
  basis: '__smem in drivers/soc/qcom/smem.c',
  docs: `More than one SMEM node is live.

Linux has room for one SMEM. The node that probes last takes the place of the other, so which memory the drivers exchange
messages in depends on the order of probing. This happens when a board describes SMEM in the one form (a node below
/reserved-memory) and the SoC's file in the other (a node with \`memory-region\`).

\`\`\`dts
/ {
	tcsr_mutex: hwlock {
		compatible = "qcom,tcsr-mutex";
		#hwlock-cells = <1>;
	};
	smem {
		compatible = "qcom,smem";
		hwlocks = <&tcsr_mutex 3>;
	};
	smem-region {
//	^^^^^^^^^^^ warning(smem-duplicate): A second live SMEM node beside /smem: …
		compatible = "qcom,smem";
		hwlocks = <&tcsr_mutex 3>;
	};
};
\`\`\`

Disable or delete one of them:

\`\`\`dts
/ {
	tcsr_mutex: hwlock {
		compatible = "qcom,tcsr-mutex";
		#hwlock-cells = <1>;
	};
	smem {
		compatible = "qcom,smem";
		hwlocks = <&tcsr_mutex 3>;
		status = "disabled";
	};
	smem-region {
		compatible = "qcom,smem";
		hwlocks = <&tcsr_mutex 3>;
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    const live = ipcTopology(tree).smem.filter(({ live }) => live);
    // The node that came to live last is the one too many.
    const [first, ...others] = live.map(({ node }) => node).sort((a, b) => cameToLive(a) - cameToLive(b));
    if (!first) return;
    for (const node of others) {
      const status = node.properties.get('status');
      const enabledLater = status && startOf(status) >= cameToLive(node);
      const edit = status
        ? replaceValue(tree, status, '"disabled"')
        : insertProperty(tree, node, 'status = "disabled";', []);
      yield {
        at: enabledLater ? wholeValueOrigin(tree, status) : nameOrigin(tree, node),
        message: `A second live SMEM node beside ${first.path}: Linux has room for one, and the one that probes last takes the place of the other`,
        nodes: [node.path],
        related: [{ at: nameOrigin(tree, first), message: 'The other SMEM node' }],
        ...(edit && { fixes: [{ title: 'Disable this one', edits: [edit] }] }),
      };
    }
  },
});

/** Where in the expanded text a node came to be live: where it was defined, or where a later `status` enabled it. */
function cameToLive(node: Node): number {
  const status = node.properties.get('status');
  const body = standingDefinitions(node)[0];
  const enabled = status && startOf(status);
  return enabled !== undefined && enabled > (body?.end ?? 0) ? enabled : (body?.start ?? 0);
}

const startOf = (property: Property) => lastDefinition(property)?.start ?? 0;

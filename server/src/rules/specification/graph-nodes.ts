import { baseNameOf } from '../../devicetree/buses.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** The root is no port of a graph. */
export const graphNodes = defineRule({
  code: 'graph-nodes',
  severity: 'warning',
  basis: 'dt-schema graph.yaml; dtc graph_nodes',
  dtc: { level: 'warning' },
  docs: `The root has an endpoint, or a child with \`remote-endpoint\`. An endpoint is in a \`port\` of a device; the property was
perhaps written one level too high.

\`\`\`dts
/ {
	endpoint { };
//      ^^^^^^^^ warning(graph-nodes): The root cannot be a port: an endpoint is in a \`port\` of a device
};
\`\`\`

\`\`\`dts
/ {
	camera { port { endpoint { }; }; };
};
\`\`\``,
  *check({ tree }) {
    for (const child of tree.root.children.values()) {
      if (baseNameOf(child) !== 'endpoint' && !child.properties.has('remote-endpoint')) continue;
      yield {
        ...atNode(tree, child),
        message: 'The root cannot be a port: an endpoint is in a `port` of a device',
        // dtc names the node that is no port.
        nodes: ['/'],
      };
    }
  },
});

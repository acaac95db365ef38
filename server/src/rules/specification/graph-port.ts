import { baseNameOf, busOf, nodesOfBus } from '../../devicetree/buses.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { graphRegFindings } from './graph-reg.js';

/** A port of a graph is called so, and its unit address is its number. */
export const graphPort = defineRule({
  code: 'graph-port',
  severity: 'warning',
  basis: 'dt-schema graph.yaml; dtc graph_port',
  dtc: { level: 'warning', requires: ['graph-nodes'] },
  docs: `A node with an endpoint in it is a port of a graph. It is called \`port\`; where a device has several, each has a number in
\`reg\`, the same as its unit address, below a node with \`#address-cells = <1>\` and \`#size-cells = <0>\`.

\`\`\`dts
/ {
	camera {
		output {
	//      ^^^^^^ warning(graph-port): A node with an endpoint is called 'port'
			endpoint { };
		};
	};
};
\`\`\`

\`\`\`dts
/ {
	camera {
		ports {
			#address-cells = <1>;
			#size-cells = <0>;
			port@0 { reg = <0>; endpoint { }; };
		};
	};
};
\`\`\``,
  *check(context) {
    const { tree, unread } = context;
    for (const node of nodesOfBus(tree, 'graph')) {
      if (busOf(node, 'graph', unread?.buses) !== 'graph-port') continue;
      yield* graphRegFindings(context, node, 'port');
      // What an overlay adds may be called by another name where it is applied.
      if (!tree.plugin && baseNameOf(node) !== 'port')
        yield { ...atNode(tree, node), message: "A node with an endpoint is called 'port'" };
    }
  },
});

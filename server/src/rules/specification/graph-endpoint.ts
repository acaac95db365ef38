import { baseNameOf, busOf, nodesOfBus } from '../../devicetree/buses.js';
import { UNRESOLVED_PHANDLE } from '../../devicetree/property-bytes.js';
import { isUndecided, onlyWordOf } from '../../devicetree/property-words.js';
import { type Node, nameOrigin, type Property } from '../../devicetree/tree.js';
import { atNode, atProperty } from '../faulty-thing.js';
import { defineRule, type RuleContext, type RuleFinding } from '../rule.js';
import { graphRegFindings } from './graph-reg.js';

/** Two endpoints of a graph refer to each other. */
export const graphEndpoint = defineRule({
  code: 'graph-endpoint',
  severity: 'warning',
  basis: 'dt-schema graph.yaml; dtc graph_endpoint',
  dtc: { level: 'warning', requires: ['graph-nodes'] },
  docs: `An endpoint is not called so, has another number than its unit address, or the endpoint that it refers to does not refer
back. Both ends of a connection name each other, since a driver may begin at either.

\`\`\`dts
/ {
	camera { port { camera_out: endpoint { remote-endpoint = <&bridge_in>; }; }; };
	//                          ^^^^^^^^ warning(graph-endpoint): &bridge_in does not refer back to this endpoint
	bridge { port { bridge_in: endpoint { }; }; };
};
\`\`\`

\`\`\`dts
/ {
	camera { port { camera_out: endpoint { remote-endpoint = <&bridge_in>; }; }; };
	bridge { port { bridge_in: endpoint { remote-endpoint = <&camera_out>; }; }; };
};
\`\`\``,
  *check(context) {
    const { tree, unread } = context;
    for (const port of nodesOfBus(tree, 'graph')) {
      if (busOf(port, 'graph', unread?.buses) !== 'graph-port') continue;
      for (const node of port.children.values()) {
        yield* graphRegFindings(context, node, 'endpoint');
        if (tree.plugin) continue;
        if (baseNameOf(node) !== 'endpoint') {
          const message = "A node in a graph's port is called 'endpoint'";
          yield { ...atNode(tree, node), message };
        }
        for (const finding of checkConnection(context, node)) yield { ...finding, judging: node.path };
      }
    }
  },
});

function* checkConnection(context: RuleContext, node: Node): Iterable<RuleFinding> {
  const { tree } = context;
  const remote = remoteOf(context, node);
  if (remote.kind === 'dangling') yield dangling(context, remote.property);
  if (remote.kind !== 'found') return;
  const back = remoteOf(context, remote.node);
  if (back.kind === 'dangling') yield dangling(context, back.property);
  if (back.kind === 'unknown' || (back.kind === 'found' && back.node === node)) return;
  const name = remote.node.labels[0] === undefined ? remote.node.path : `&${remote.node.labels[0]}`;
  const place = atNode(tree, node);
  yield {
    ...place,
    message: `${name} does not refer back to this endpoint`,
    related: [{ at: nameOrigin(tree, remote.node), message: 'The other endpoint' }, ...(place.related ?? [])],
  };
}

const dangling = ({ tree }: RuleContext, property: Property): RuleFinding => ({
  ...atProperty(tree, property),
  message: 'No node has the phandle that `remote-endpoint` names',
});

type Remote =
  | { readonly kind: 'found'; readonly node: Node }
  | { readonly kind: 'dangling'; readonly property: Property }
  | { readonly kind: 'none' | 'unknown' };

/** What an endpoint refers to. 0 and 0xffffffff stand for nothing. */
function remoteOf({ tree, fileOf }: RuleContext, endpoint: Node): Remote {
  const property = endpoint.properties.get('remote-endpoint');
  if (!property) return { kind: 'none' };
  const word = isUndecided(property, tree.plugin, fileOf) ? undefined : onlyWordOf(property, fileOf);
  if (word === undefined) return { kind: 'unknown' };
  if (word.value === 0 || word.value === UNRESOLVED_PHANDLE) return { kind: 'none' };
  const node = tree.nodeOfPhandle(word.phandleOf ?? word.value);
  return node ? { kind: 'found', node } : { kind: 'dangling', property };
}

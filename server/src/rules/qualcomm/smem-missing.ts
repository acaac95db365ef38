import { wholeValueOrigin } from '../../devicetree/places.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import { type Node, nameOrigin } from '../../devicetree/tree.js';
import { disabledBy, isLive } from '../../devicetree/values.js';
import { type IpcTopology, ipcTopology } from '../../platforms/qualcomm/topology.js';
import { enablingFixes } from '../enabling-fixes.js';
import { defineRule } from '../rule.js';

/** A tree that uses SMEM has a live SMEM node. */
export const smemMissing = defineRule({
  code: 'smem-missing',
  severity: 'warning',
  basis: 'qcom,smem.yaml; qcom_smem_get in drivers/soc/qcom/smem.c: -EPROBE_DEFER until SMEM has probed',
  docs: `The tree uses SMEM, but has no SMEM node, or only a disabled one.

SMP2P, SMSM, and the G-Link and SMD edges of remote processors keep what they exchange in SMEM. Their drivers wait for it;
where no node describes it they wait forever, and no remote processor starts.

\`\`\`dts
/ {
	smp2p-adsp {
//	^^^^^^^^^^ warning(smem-missing): SMEM is used, but the tree has no SMEM node: …
		compatible = "qcom,smp2p";
		qcom,remote-pid = <2>;
	};
};
\`\`\`

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
	smp2p-adsp {
		compatible = "qcom,smp2p";
		qcom,remote-pid = <2>;
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree, expansion }) {
    const topology = ipcTopology(tree);
    if (topology.smem.some(({ live }) => live)) return;
    const [first, ...others] = usersOf(topology);
    if (!first) return;
    const place = (node: Node) => ({ at: nameOrigin(tree, node), message: 'This uses SMEM' });
    const disabled = topology.smem[0] && disabledBy(topology.smem[0].node);
    if (disabled?.doubtful) return;
    // A mistake may hide which node is the one for SMEM.
    if (
      !disabled &&
      propertyIndexOf(tree)
        .named('compatible')
        .some(({ doubtful }) => doubtful)
    )
      return;
    const isOwn = disabled !== undefined && disabled.node === topology.smem[0]?.node;
    const fixes = isOwn ? enablingFixes(tree, disabled, expansion.root) : [];
    const symptom = 'the drivers of what uses it wait for it forever, and no remote processor starts';
    yield disabled
      ? {
          at: wholeValueOrigin(tree, disabled),
          message: `SMEM is used, but this disables its node: ${symptom}`,
          nodes: topology.smem.map(({ node }) => node.path),
          related: [first, ...others].map(place),
          ...(fixes.length > 0 && { fixes }),
        }
      : {
          at: nameOrigin(tree, first),
          message: `SMEM is used, but the tree has no SMEM node: ${symptom}`,
          nodes: [first, ...others].map(({ path }) => path),
          related: others.map(place),
        };
  },
});

/** The live nodes whose drivers ask for SMEM, in no order but that of their kinds. */
function usersOf({ smp2p, smsm, processors }: IpcTopology): Node[] {
  const edges = processors.flatMap(({ evidence }) =>
    evidence.filter(({ owner, node }) => !owner && isLive(node)).map(({ node }) => node),
  );
  return [...[...smp2p, ...smsm].filter(({ live }) => live).map(({ node }) => node), ...edges];
}

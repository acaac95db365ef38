import { replaceValue } from '../../devicetree/edits.js';
import { wholeValueOrigin } from '../../devicetree/places.js';
import { FASTRPC_HOSTS, type FastrpcNode, fastrpcNodesOf } from '../../platforms/qualcomm/fastrpc.js';
import { disputedWitnesses } from '../../platforms/qualcomm/host-testimony.js';
import { remotePidOf } from '../../platforms/qualcomm/smp2p.js';
import { defineRule } from '../rule.js';
import { hostText, remotePidOrigin } from './wording.js';

/** The label of a FastRPC node names the DSP at the other end of its edge. */
export const fastrpcLabelMismatch = defineRule({
  code: 'fastrpc-label-mismatch',
  severity: 'warning',
  basis: 'qcom,fastrpc.yaml: label; fastrpc_rpmsg_probe in drivers/misc/fastrpc.c; all 443 FastRPC nodes of mainline',
  docs: `A FastRPC node below one DSP's edge has another DSP's label.

The label decides which device user space gets (\`/dev/fastrpc-adsp\`) and which domain the calls are for. With the wrong one
programs that ask for the one DSP reach the other, which refuses them, or two nodes want the same device and the second fails
to probe.

On msm8916 and its kin the audio runs on the modem's DSP; there the label "adsp" is right.

\`\`\`dts
/ {
	remoteproc-cdsp {
		compatible = "qcom,sm8650-cdsp-pas";
		glink-edge {
			qcom,remote-pid = <5>;
			fastrpc {
				compatible = "qcom,fastrpc";
				label = "adsp";
				//      ^^^^^^ warning(fastrpc-label-mismatch): The label "adsp" is that of SMEM host 2 (ADSP), but the edge leads to 5 (CDSP): …
			};
		};
	};
};
\`\`\`

\`\`\`dts
/ {
	remoteproc-cdsp {
		compatible = "qcom,sm8650-cdsp-pas";
		glink-edge {
			qcom,remote-pid = <5>;
			fastrpc {
				compatible = "qcom,fastrpc";
				label = "cdsp";
			};
		};
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const fastrpc of fastrpcNodesOf(tree)) {
      const { node, edge, label, domain } = fastrpc;
      const named = FASTRPC_HOSTS.get(domain);
      const host = remotePidOf(edge);
      if (named === undefined || host === undefined || named === host || label.doubtful) continue;
      if (disputedWitnesses(tree).has(edge) || isAudioOnModem(fastrpc, host)) continue;
      const [right, ...others] = [...FASTRPC_HOSTS].filter(([, of]) => of === host).map(([name]) => name);
      const edit = right !== undefined && others.length === 0 ? replaceValue(tree, label, `"${right}"`) : undefined;
      yield {
        at: wholeValueOrigin(tree, label),
        message: `The label "${domain}" is that of SMEM host ${hostText(named)}, but the edge leads to ${hostText(host)}: programs that ask for the one DSP reach the other`,
        nodes: [node.path],
        related: [{ at: remotePidOrigin(tree, edge), message: `The edge leads to host ${hostText(host)}` }],
        ...(edit && { fixes: [{ title: `Label it "${right}"`, edits: [edit], preferred: true }] }),
      };
    }
  },
});

/** Those SoCs load the modem's firmware with `qcom,…-mss-pil`, and have no ADSP. */
function isAudioOnModem({ domain, processor }: FastrpcNode, host: number): boolean {
  return domain === 'adsp' && host === 1 && processor.kind?.name === 'mss';
}

import { replaceCell } from '../../devicetree/edits.js';
import { isDoubtful, referenceTo } from '../../devicetree/places.js';
import { type DeviceTree, lastDefinition, type Node, valueOrigin } from '../../devicetree/tree.js';
import { type CarveOut, carveOutsOf } from '../../platforms/qualcomm/carve-outs.js';
import { reservedRegionsOf } from '../../platforms/reserved-memory.js';
import type { Fix } from '../../text/finding.js';
import { defineRule } from '../rule.js';

/** A carve-out holds the firmware of one live processor. */
export const memoryRegionShared = defineRule({
  code: 'memory-region-shared',
  severity: 'warning',
  basis:
    'qcom,pas-common.yaml: memory-region; qcom_mdt_load in drivers/soc/qcom/mdt_loader.c; no region of 965 on mainline is shared',
  docs: `Two live processors have one carve-out.

Firmware is loaded to the carve-out of its processor, and runs from there. The second processor that starts is loaded over the
first, which crashes, or TrustZone refuses the memory that is not Linux's any more.

\`\`\`dts
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		adsp_mem: adsp@86700000 { reg = <0x86700000 0x2000000>; };
		cdsp_mem: cdsp@88700000 { reg = <0x88700000 0x500000>; };
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		memory-region = <&adsp_mem>;
	};
	remoteproc-cdsp {
		compatible = "qcom,sm8650-cdsp-pas";
		memory-region = <&adsp_mem>;
		//               ^^^^^^^^^ warning(memory-region-shared): &adsp_mem is also the carve-out of /remoteproc-adsp: …
	};
};
\`\`\`

\`\`\`dts
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		adsp_mem: adsp@86700000 { reg = <0x86700000 0x2000000>; };
		cdsp_mem: cdsp@88700000 { reg = <0x88700000 0x500000>; };
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		memory-region = <&adsp_mem>;
	};
	remoteproc-cdsp {
		compatible = "qcom,sm8650-cdsp-pas";
		memory-region = <&cdsp_mem>;
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    const holders = new Map<Node, CarveOut>();
    const live = carveOutsOf(tree).filter(({ processor }) => processor.live);
    for (const carveOut of [...live].sort((a, b) => startOf(a) - startOf(b))) {
      const { region, processor, property, cell } = carveOut;
      const holder = region && holders.get(region);
      if (region && !holder) holders.set(region, carveOut);
      if (!region || !holder || holder.processor === processor || isDoubtful(processor.node)) continue;
      const fix = fixOf(tree, carveOut);
      yield {
        at: valueOrigin(tree, property, cell),
        message: `${referenceTo(region, cell.reference?.label)} is also the carve-out of ${holder.processor.node.path}: the firmware that is loaded second overwrites the first, which crashes`,
        nodes: [processor.node.path, holder.processor.node.path],
        related: [
          {
            at: valueOrigin(tree, holder.property, holder.cell),
            message: `The carve-out of ${holder.processor.title}`,
          },
        ],
        ...(fix && { fixes: [fix] }),
      };
    }
  },
});

const startOf = ({ property }: CarveOut) => lastDefinition(property)?.start ?? 0;

/** The one region with the processor's name that no processor has. */
function fixOf(tree: DeviceTree, { processor, property, cell }: CarveOut): Fix | undefined {
  const kind = processor.kind?.name;
  if (kind === undefined) return undefined;
  const names = [kind, `${kind}-region`, `${kind}-mem`, `${kind}-memory`, `pil-${kind}`, `pil-${kind}-mem`];
  const taken = new Set(carveOutsOf(tree).map(({ region }) => region));
  const [free, ...others] = reservedRegionsOf(tree).filter(
    ({ node, live }) => live && !taken.has(node) && names.includes(node.name.split('@', 1)[0]!),
  );
  if (!free || others.length > 0) return undefined;
  const reference = referenceTo(free.node);
  const edit = replaceCell(tree, property, cell, reference);
  return edit && { title: `Use ${reference}, which no processor has`, edits: [edit] };
}

import { referenceTo, wholeValueOrigin } from '../../devicetree/places.js';
import { type DeviceTree, lastDefinition, nameOrigin, type Property, valueOrigin } from '../../devicetree/tree.js';
import { disabledBy } from '../../devicetree/values.js';
import { type CarveOut, carveOutsOf } from '../../platforms/qualcomm/carve-outs.js';
import type { SourceFile } from '../../text/source-file.js';
import { enablingFixes } from '../enabling-fixes.js';
import { defineRule, type RuleFinding } from '../rule.js';

/** The carve-out of a live processor is there and live. */
export const memoryRegionUnusable = defineRule({
  code: 'memory-region-unusable',
  severity: 'warning',
  basis:
    'qcom,pas-common.yaml: memory-region; fdt_scan_reserved_mem and of_reserved_mem_lookup in drivers/of; qcom_pas_alloc_memory_region in drivers/remoteproc/qcom_q6v5_pas.c',
  docs: `The carve-out of a live processor is disabled, or is no memory at all.

Linux sets aside only regions that are enabled and have a \`reg\` or a \`size\`. Without its region the processor's driver fails
to probe ("unable to resolve memory-region", -22). The finding stands where the later of the two was written: at the
\`status\` that disables a region in use, or at the \`memory-region\` that names it.

\`\`\`dts
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		adsp_mem: adsp@86700000 {
			reg = <0x86700000 0x2000000>;
			status = "disabled";
		};
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		memory-region = <&adsp_mem>;
		//               ^^^^^^^^^ warning(memory-region-unusable): &adsp_mem is disabled, so Linux sets no memory aside: …
	};
};
\`\`\`

\`\`\`dts
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		adsp_mem: adsp@86700000 { reg = <0x86700000 0x2000000>; };
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		memory-region = <&adsp_mem>;
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree, expansion }) {
    for (const carveOut of carveOutsOf(tree)) {
      const { processor, region, cell } = carveOut;
      // A phandle of 0 is a place left empty.
      if (!processor.live || (!region && cell.value === 0)) continue;
      const finding = region ? defectOf(tree, carveOut, expansion.root) : dangling(tree, carveOut);
      if (finding) yield { ...finding, nodes: [processor.node.path] };
    }
  },
});

const SYMPTOM = 'the driver of the processor fails to probe ("unable to resolve memory-region", -22)';

function dangling(tree: DeviceTree, { property, cell }: CarveOut): RuleFinding {
  return {
    at: valueOrigin(tree, property, cell),
    message: `No node has the phandle ${cell.value}: ${SYMPTOM}`,
  };
}

function defectOf(
  tree: DeviceTree,
  { processor, property, cell, region }: CarveOut,
  board: SourceFile,
): RuleFinding | undefined {
  if (!region) return undefined;
  const at = valueOrigin(tree, property, cell);
  const name = referenceTo(region, cell.reference?.label);
  const status = disabledBy(region);
  if (status?.doubtful) return undefined;
  if (status) {
    const isLater = startOf(status) > startOf(property);
    const fixes = region === status.node ? enablingFixes(tree, status, board) : [];
    return {
      at: isLater ? wholeValueOrigin(tree, status) : at,
      message: isLater
        ? `This disables ${name}, the carve-out of ${processor.node.path}: ${SYMPTOM}`
        : `${name} is disabled, so Linux sets no memory aside: ${SYMPTOM}`,
      related: [
        isLater
          ? { at, message: 'The processor names the region here' }
          : { at: wholeValueOrigin(tree, status), message: 'This disables the region' },
      ],
      ...(fixes.length > 0 && { fixes }),
    };
  }
  if (region.properties.has('reg') || region.properties.has('size')) return undefined;
  return {
    at,
    message: `${name} has neither \`reg\` nor \`size\`, so Linux sets no memory aside: ${SYMPTOM}`,
    related: [{ at: nameOrigin(tree, region), message: 'The region' }],
  };
}

const startOf = (property: Property) => lastDefinition(property)?.start ?? 0;

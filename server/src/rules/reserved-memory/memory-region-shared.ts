import { replaceCell } from '../../devicetree/edits.js';
import { isDoubtful, referenceTo } from '../../devicetree/places.js';
import { type DeviceTree, lastDefinition, type Node, valueOrigin } from '../../devicetree/tree.js';
import { type CarveOut, carveOutsOf } from '../../platforms/qualcomm/carve-outs.js';
import { PROCESSOR_KINDS } from '../../platforms/qualcomm/remoteprocs.js';
import type { RemoteProcessor } from '../../platforms/qualcomm/topology.js';
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
    for (const users of usersOfRegions(tree)) {
      const rightful = users.find(isNamedFor) ?? users[0]!;
      for (const carveOut of users) {
        const { processor, property, cell, region } = carveOut;
        if (processor === rightful.processor || isDoubtful(processor.node)) continue;
        const fix = fixOf(tree, carveOut);
        yield {
          at: valueOrigin(tree, property, cell),
          message: `${referenceTo(region, cell.reference?.label)} is also the carve-out of ${rightful.processor.node.path}: the firmware that is loaded second overwrites the first, which crashes`,
          nodes: [processor.node.path, rightful.processor.node.path],
          related: [
            {
              at: valueOrigin(tree, rightful.property, rightful.cell),
              message: `The carve-out of ${rightful.processor.title}`,
            },
          ],
          ...(fix && { fixes: [fix] }),
        };
      }
    }
  },
});

type UsedCarveOut = CarveOut & { readonly region: Node };

/** The carve-outs of live processors by their region, where that is more than one, in the order of writing. */
function usersOfRegions(tree: DeviceTree): readonly (readonly UsedCarveOut[])[] {
  const byRegion = new Map<Node, UsedCarveOut[]>();
  for (const carveOut of carveOutsOf(tree)) {
    const { region, processor } = carveOut;
    if (!region || !processor.live) continue;
    const users = byRegion.get(region);
    if (users) users.push({ ...carveOut, region });
    else byRegion.set(region, [{ ...carveOut, region }]);
  }
  const startOf = ({ property }: CarveOut) => lastDefinition(property)?.start ?? 0;
  return [...byRegion.values()]
    .filter((users) => users.some(({ processor }) => processor !== users[0]!.processor))
    .map((users) => users.sort((a, b) => startOf(a) - startOf(b)));
}

/** Whether the region has the name of the processor, which the other processor is not then. */
function isNamedFor({ processor, region }: UsedCarveOut): boolean {
  const names = namesOfProcessor(processor);
  return namesOfRegion(region).some((name) => names.has(name));
}

/** The one region with the processor's name that no processor has. */
function fixOf(tree: DeviceTree, { processor, property, cell }: CarveOut): Fix | undefined {
  const names = namesOfProcessor(processor);
  const taken = new Set(carveOutsOf(tree).map(({ region }) => region));
  const [free, ...others] = reservedRegionsOf(tree).filter(
    ({ node, live }) => live && !taken.has(node) && namesOfRegion(node).some((name) => names.has(name)),
  );
  if (!free || others.length > 0) return undefined;
  const reference = referenceTo(free.node);
  const edit = replaceCell(tree, property, cell, reference);
  return edit && { title: `Use ${reference}, which no processor has`, edits: [edit] };
}

/** What a processor may be called: the kinds that are one host are one processor. */
function namesOfProcessor({ kind }: RemoteProcessor): ReadonlySet<string> {
  if (!kind) return new Set();
  const synonyms = PROCESSOR_KINDS.filter(({ host }) => host !== undefined && host === kind.host);
  const names = [kind, ...synonyms].flatMap(({ name, title }) => [name, title.toLowerCase()]);
  return new Set(kind.name === 'mss' || kind.name === 'q6v5' ? [...names, ...MODEM_PARTS] : names);
}

/** What else the modem has memory for where Linux loads its firmware: the boot authenticator, and the metadata of images. */
const MODEM_PARTS = ['mba', 'mdata', 'metadata'];

/** What a region is called, without the words that only say that it is memory: `pil_adsp_mem`, `adsp-region@…`. */
function namesOfRegion({ name, labels }: Node): string[] {
  return [name.split('@', 1)[0]!, ...labels].map((text) =>
    text.replace(/^pil[-_]/, '').replace(/[-_](fw[-_])?(mem|memory|region)$/, ''),
  );
}

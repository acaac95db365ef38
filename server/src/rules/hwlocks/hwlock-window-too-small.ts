import { regOf } from '../../devicetree/addresses.js';
import { replaceCell } from '../../devicetree/edits.js';
import { referenceTo, specifierOrigin } from '../../devicetree/places.js';
import { type DeviceTree, valueOrigin } from '../../devicetree/tree.js';
import { cellsOf } from '../../devicetree/values.js';
import { hwlockReferencesOf, type LockBank, locksInWindow } from '../../platforms/hwlock-providers.js';
import { defineRule } from '../rule.js';

/** The registers of a lock bank reach as far as its driver's locks do. */
export const hwlockWindowTooSmall = defineRule({
  code: 'hwlock-window-too-small',
  severity: 'warning',
  basis:
    'drivers/hwspinlock: the number of locks and the distance of their registers; Linux commit "arm64: dts: qcom: ipq6018: Fix tcsr_mutex register size"',
  docs: `The \`reg\` of a lock bank in use is too small for the locks that its driver registers.

Linux maps what \`reg\` says and registers a fixed number of locks, each with a register at a fixed distance. A lock whose
register lies behind the window cannot be taken: Linux reaches past what it has mapped. A window of the wrong size is also the
sign of registers at the wrong place; taking SMEM's lock then times out, qcom-smem fails to probe with -110, and storage whose
partitions SMEM describes never appears. ipq6018 had a window of 8 locks in place of 32 until November 2023.

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	tcsr_mutex: hwlock@1905000 {
		compatible = "qcom,tcsr-mutex";
		reg = <0x01905000 0x8000>;
		//                ^^^^^^ warning(hwlock-window-too-small): The window of &tcsr_mutex holds 8 locks, but the driver registers 32: …
		#hwlock-cells = <1>;
	};
	smem { hwlocks = <&tcsr_mutex 3>; };
};
\`\`\`

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	tcsr_mutex: hwlock@1905000 {
		compatible = "qcom,tcsr-mutex";
		reg = <0x01905000 0x20000>;
		#hwlock-cells = <1>;
	};
	smem { hwlocks = <&tcsr_mutex 3>; };
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    const references = hwlockReferencesOf(tree);
    const banks = new Set(references.map(({ bank }) => bank).filter((bank) => bank !== undefined));
    for (const bank of banks) {
      const window = windowOf(bank);
      if (!window || !bank.locks?.exact || !bank.registers) continue;
      const { count } = bank.locks;
      const held = locksInWindow(bank, window.size)!;
      if (held >= count) continue;
      const needed = `0x${(bank.registers.base + count * bank.registers.stride).toString(16)}`;
      const edit = replaceCell(tree, window.property, window.cell, needed);
      yield {
        at: valueOrigin(tree, window.property, window.cell),
        message: `The window of ${referenceTo(bank.node)} holds ${held} locks, but the driver registers ${count}: ${needed} bytes are needed, and a lock behind the window cannot be taken${bank.kind?.maker === 'Qualcomm' ? SMEM_SYMPTOM : ''}`,
        nodes: [bank.node.path],
        related: usersOf(tree, bank),
        ...(edit && {
          fixes: [{ title: `Make room for ${count} locks: \`${needed}\``, edits: [edit], preferred: true }],
        }),
      };
    }
  },
});

const SMEM_SYMPTOM = "; where it is SMEM's, the probe of qcom-smem fails with -110 and storage never appears";

/** The size of the bank's first `reg` entry, and the cell that says it; absent where another block has the registers. */
function windowOf({ node }: LockBank) {
  const property = node.properties.get('reg');
  const cells = cellsOf(property);
  const [first] = regOf(node);
  if (!property || !cells || !first || node.properties.has('syscon') || first.size === 0n) return undefined;
  if (first.size > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const cell = cells[cells.length / regOf(node).length - 1];
  return cell && { property, cell, size: Number(first.size) };
}

function usersOf(tree: DeviceTree, bank: LockBank) {
  return hwlockReferencesOf(tree)
    .filter((reference) => reference.bank === bank)
    .map(({ property, specifier }) => ({
      at: specifierOrigin(tree, property, specifier),
      message: 'A lock of the bank is taken here',
    }));
}

import type { Node } from './tree.js';
import { compatibleOf } from './values.js';

/** What the nodes have that a property refers to. */
export interface ReferenceKind {
  /** The provider's property that gives the number of cells behind its phandle; absent where none follow. */
  readonly cells?: string;
  /** Whether the property can refer to a node. */
  accepts(node: Node): boolean;
}

/**
 * What a property refers to, by its name: `clocks` to nodes with `#clock-cells`. `undefined` for a property of which that is
 * not known. Names are those of DTSpec, of Linux's `of_parse_phandle_with_args` users and of dtc's checks.c.
 */
export function referenceKindOf(property: string): ReferenceKind | undefined {
  const cells = SPECIFIER_LISTS.get(property) ?? (/(^|-)gpios?$/.test(property) ? '#gpio-cells' : undefined);
  if (cells) return { cells, accepts: (node) => node.properties.has(cells) };
  if (property === 'interrupt-parent') return { accepts: (node) => node.properties.has('#interrupt-cells') };
  if (property === 'memory-region') return { accepts: (node) => node.parent?.path === '/reserved-memory' };
  // The bank of locks is a system controller too, on some SoCs the one that is meant (msm8974).
  if (property === 'qcom,halt-regs') return { accepts: isSystemController };
  if (property === 'remote-endpoint') return { accepts: (node) => /^endpoint(@|$)/.test(node.name) };
  if (property.endsWith('-supply')) return { accepts: isRegulator };
  if (/^pinctrl-\d+$/.test(property)) return { accepts: isPinState };
  return undefined;
}

const SPECIFIER_LISTS: ReadonlyMap<string, string> = new Map([
  ['clocks', '#clock-cells'],
  ['assigned-clocks', '#clock-cells'],
  ['assigned-clock-parents', '#clock-cells'],
  ['cooling-device', '#cooling-cells'],
  ['dmas', '#dma-cells'],
  ['hwlocks', '#hwlock-cells'],
  ['interconnects', '#interconnect-cells'],
  ['interrupts-extended', '#interrupt-cells'],
  ['io-channels', '#io-channel-cells'],
  ['iommus', '#iommu-cells'],
  ['mboxes', '#mbox-cells'],
  ['msi-parent', '#msi-cells'],
  ['mux-controls', '#mux-control-cells'],
  ['phys', '#phy-cells'],
  ['power-domains', '#power-domain-cells'],
  ['pwms', '#pwm-cells'],
  ['qcom,smem-states', '#qcom,smem-state-cells'],
  ['resets', '#reset-cells'],
  ['sound-dai', '#sound-dai-cells'],
  ['thermal-sensors', '#thermal-sensor-cells'],
]);

function isSystemController(node: Node): boolean {
  return compatibleOf(node).some((compatible) => compatible === 'syscon' || /(^|,|-)tcsr(?!-mutex)/.test(compatible));
}

function isRegulator(node: Node): boolean {
  return (
    node.properties.has('regulator-name') ||
    node.properties.has('regulator-min-microvolt') ||
    /^regulators?(-|$)/.test(node.parent?.name ?? '') ||
    compatibleOf(node).some((compatible) => compatible.startsWith('regulator-'))
  );
}

/** A state of pins, or a group of such states, below a pin controller (pinctrl-bindings: their parents' children). */
function isPinState(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (/^(pinctrl|pinmux|pinctrl-.*|pins?|iomuxc|.*-pinctrl)(@|$)/.test(at.name)) return true;
    if (at.properties.has('gpio-controller') || at.properties.has('#pinctrl-cells')) return true;
  }
  return false;
}

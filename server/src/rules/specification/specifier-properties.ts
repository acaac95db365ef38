/** A list of specifiers that dtc knows: its name there, the property, and what gives the number of a provider's cells. */
export interface SpecifierProperty {
  /** What the names of dtc's two checks begin with: `clocks` for `clocks_property` and `clocks_is_cell`. */
  readonly stem: string;
  readonly property: string;
  readonly cellsName: string;
  /** Whether a provider may leave `cellsName` out, which then is 0. */
  readonly isOptional?: boolean;
}

/** In the order of dtc's own table (checks.c, `WARNING_PROPERTY_PHANDLE_CELLS`). */
export const SPECIFIER_PROPERTIES: readonly SpecifierProperty[] = [
  specifier('clocks', '#clock-cells'),
  specifier('cooling-device', '#cooling-cells'),
  specifier('dmas', '#dma-cells'),
  specifier('hwlocks', '#hwlock-cells'),
  specifier('interrupts-extended', '#interrupt-cells'),
  specifier('io-channels', '#io-channel-cells'),
  specifier('iommus', '#iommu-cells'),
  specifier('mboxes', '#mbox-cells'),
  { ...specifier('msi-parent', '#msi-cells'), isOptional: true },
  specifier('mux-controls', '#mux-control-cells'),
  specifier('phys', '#phy-cells'),
  specifier('power-domains', '#power-domain-cells'),
  specifier('pwms', '#pwm-cells'),
  specifier('resets', '#reset-cells'),
  specifier('sound-dai', '#sound-dai-cells'),
  specifier('thermal-sensors', '#thermal-sensor-cells'),
];

function specifier(property: string, cellsName: string): SpecifierProperty {
  return { stem: property, property, cellsName };
}

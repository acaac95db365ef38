import { addrSizeCells, omitUnusedNodes, pathReferences, phandleReferences, simpleBusBridge } from './dtc-steps.js';
import { hwlocksProperty } from './hwlocks/hwlocks-property.js';
import type { DtcLevel, Rule } from './rule.js';
import { aliasPaths } from './specification/alias-paths.js';
import { avoidDefaultAddrSize } from './specification/avoid-default-addr-size.js';
import { avoidUnnecessaryAddrSize } from './specification/avoid-unnecessary-addr-size.js';
import { chosenNodeBootargs } from './specification/chosen-node-bootargs.js';
import { chosenNodeIsRoot } from './specification/chosen-node-is-root.js';
import { chosenNodeStdoutPath } from './specification/chosen-node-stdout-path.js';
import { deprecatedGpioProperty } from './specification/deprecated-gpio-property.js';
import { duplicateLabel } from './specification/duplicate-label.js';
import { duplicateNodeNames } from './specification/duplicate-node-names.js';
import { duplicatePropertyNames } from './specification/duplicate-property-names.js';
import { explicitPhandles } from './specification/explicit-phandles.js';
import { graphChildAddress } from './specification/graph-child-address.js';
import { graphEndpoint } from './specification/graph-endpoint.js';
import { graphNodes } from './specification/graph-nodes.js';
import { graphPort } from './specification/graph-port.js';
import { i2cBusBridge } from './specification/i2c-bus-bridge.js';
import { i2cBusReg } from './specification/i2c-bus-reg.js';
import { interruptMap } from './specification/interrupt-map.js';
import { interruptProvider } from './specification/interrupt-provider.js';
import { interruptsProperty } from './specification/interrupts-property.js';
import { nameProperties } from './specification/name-properties.js';
import { nodeNameChars } from './specification/node-name-chars.js';
import { nodeNameCharsStrict } from './specification/node-name-chars-strict.js';
import { nodeNameFormat } from './specification/node-name-format.js';
import { nodeNameNotEmpty } from './specification/node-name-not-empty.js';
import { nodeNameVsPropertyName } from './specification/node-name-vs-property-name.js';
import { obsoleteChosenInterruptController } from './specification/obsolete-chosen-interrupt-controller.js';
import { pciBridge } from './specification/pci-bridge.js';
import { pciDeviceBusNum } from './specification/pci-device-bus-num.js';
import { pciDeviceReg } from './specification/pci-device-reg.js';
import { propertyNameChars } from './specification/property-name-chars.js';
import { propertyNameCharsStrict } from './specification/property-name-chars-strict.js';
import {
  addressCellsIsCell,
  compatibleIsStringList,
  deviceTypeIsString,
  labelIsString,
  modelIsString,
  nameIsString,
  namesIsStringList,
  sizeCellsIsCell,
  specifierCellsAreCells,
  statusIsString,
} from './specification/property-shape.js';
import { dmaRangesFormat, rangesFormat } from './specification/ranges-format.js';
import { regFormat } from './specification/reg-format.js';
import { simpleBusReg } from './specification/simple-bus-reg.js';
import { gpiosProperty, specifierLists } from './specification/specifier-lists.js';
import { spiBusBridge } from './specification/spi-bus-bridge.js';
import { spiBusReg } from './specification/spi-bus-reg.js';
import { uniqueUnitAddress, uniqueUnitAddressIfEnabled } from './specification/unique-unit-address.js';
import { unitAddressFormat } from './specification/unit-address-format.js';
import { unitAddressVsReg } from './specification/unit-address-vs-reg.js';

/** One check of dtc's table. */
export interface DtcTableEntry {
  /** dtc's own name for it, with dashes. */
  readonly code: string;
  readonly level: DtcLevel;
  readonly requires: readonly string[];
  readonly since?: '1.8';
  /**
   * What finds it. Absent for steps of dtc that find nothing themselves, and for the two that resolve references, whose
   * findings evaluation has.
   */
  readonly rule?: Rule;
}

/** Every check of dtc, in the order in which it runs them (checks.c, `check_table`; its `always_fail` left out). */
export const DTC_TABLE: readonly DtcTableEntry[] = [
  check(duplicateNodeNames),
  check(duplicatePropertyNames),
  check(nodeNameChars),
  check(nodeNameFormat),
  check(nodeNameNotEmpty),
  check(propertyNameChars),
  check(nameIsString),
  check(nameProperties),
  check(nodeNameVsPropertyName),
  check(duplicateLabel),
  check(explicitPhandles),
  phandleReferences,
  pathReferences,
  omitUnusedNodes,
  check(addressCellsIsCell),
  check(sizeCellsIsCell),
  check(deviceTypeIsString),
  check(modelIsString),
  check(statusIsString),
  check(labelIsString),
  check(compatibleIsStringList),
  check(namesIsStringList),
  check(propertyNameCharsStrict),
  check(nodeNameCharsStrict),
  addrSizeCells,
  check(regFormat),
  check(rangesFormat),
  check(dmaRangesFormat),
  check(unitAddressVsReg),
  check(unitAddressFormat),
  check(pciBridge),
  check(pciDeviceReg),
  check(pciDeviceBusNum),
  simpleBusBridge,
  check(simpleBusReg),
  check(i2cBusBridge),
  check(i2cBusReg),
  check(spiBusBridge),
  check(spiBusReg),
  check(avoidDefaultAddrSize),
  check(avoidUnnecessaryAddrSize),
  check(uniqueUnitAddress),
  check(uniqueUnitAddressIfEnabled),
  check(obsoleteChosenInterruptController),
  check(chosenNodeIsRoot),
  check(chosenNodeBootargs),
  check(chosenNodeStdoutPath),
  ...specifierChecks(),
  check(deprecatedGpioProperty),
  check(gpiosProperty),
  check(interruptsProperty),
  check(interruptProvider),
  check(interruptMap),
  check(aliasPaths),
  check(graphNodes),
  check(graphChildAddress),
  check(graphPort),
  check(graphEndpoint),
];

function check(rule: Rule): DtcTableEntry {
  const { level = 'off', requires = [], since } = rule.dtc ?? {};
  return { code: rule.code, level, requires, rule, ...(since && { since }) };
}

/** Each list with the check of its provider's cells behind it. */
function specifierChecks(): DtcTableEntry[] {
  const lists = new Map([hwlocksProperty, ...specifierLists].map((rule) => [rule.code, rule]));
  return specifierCellsAreCells.flatMap((cells) => {
    const list = lists.get(cells.code.replace(/-is-cell$/, '-property'))!;
    return [check(list), check(cells)];
  });
}

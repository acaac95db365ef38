import { describe, expect, it } from 'vitest';
import { DTC_WARNING_SETS, type DtcWarningSet, dtcLevels } from './dtc-levels.js';
import { DTC_TABLE } from './dtc-table.js';

/** The checks whose level differs from dtc's own choice. */
function changes(set: DtcWarningSet, ...flags: string[]): Record<string, string> {
  const own = dtcLevels('default');
  return Object.fromEntries([...dtcLevels(set, flags)].filter(([code, level]) => own.get(code) !== level));
}

describe("the levels of dtc's checks", () => {
  it('without options are those of the table, newer checks left out', () => {
    const levels = dtcLevels('default');
    const table = DTC_TABLE.filter(({ since }) => !since);
    expect([...levels]).toEqual(table.map(({ code, level }) => [code, level]));
    expect(levels.has('node-name-not-empty')).toBe(false);
    expect(levels.get('duplicate-label')).toBe('error');
    expect(levels.get('node-name-chars-strict')).toBe('off');
  });

  it('of a build of the kernel lack what W=1 and W=2 bring', () => {
    const noisy = {
      'unit-address-vs-reg': 'off',
      'avoid-unnecessary-addr-size': 'off',
      'alias-paths': 'off',
      'graph-child-address': 'off',
      'simple-bus-reg': 'off',
    };
    expect(changes('kernel')).toEqual({ 'unique-unit-address': 'off', ...noisy });
    expect(changes('kernel-w1')).toEqual({
      'unique-unit-address': 'off',
      'unique-unit-address-if-enabled': 'warning',
    });
    expect(changes('kernel-w2')).toEqual({
      ...noisy,
      'node-name-chars-strict': 'warning',
      'property-name-chars-strict': 'warning',
    });
  });

  it('of every check are warnings, those of 1.8 too, and errors where dtc has errors', () => {
    const levels = dtcLevels('all');
    expect(levels.size).toBe(DTC_TABLE.length);
    for (const { code, level } of DTC_TABLE) expect(levels.get(code)).toBe(level === 'error' ? 'error' : 'warning');
  });
});

describe("dtc's options", () => {
  it('lower what needs a check together with it', () => {
    expect(changes('default', '-Wno-spi_bus_bridge')).toEqual({ 'spi-bus-bridge': 'off', 'spi-bus-reg': 'off' });
    expect(changes('default', '-Wno-spi_bus_reg')).toEqual({ 'spi-bus-reg': 'off' });
    expect(Object.keys(changes('default', '-Wno-addr_size_cells')).sort()).toEqual([
      'addr-size-cells',
      'avoid-default-addr-size',
      'avoid-unnecessary-addr-size',
      'dma-ranges-format',
      'i2c-bus-bridge',
      'i2c-bus-reg',
      'interrupt-map',
      'pci-bridge',
      'pci-device-bus-num',
      'pci-device-reg',
      'ranges-format',
      'reg-format',
      'simple-bus-bridge',
      'simple-bus-reg',
      'spi-bus-bridge',
      'spi-bus-reg',
      'unique-unit-address',
      'unit-address-format',
    ]);
  });

  it('raise what a check needs together with it', () => {
    const flags = ['-Wno-address_cells_is_cell', '-Wunique_unit_address_if_enabled'];
    const levels = dtcLevels('default', flags);
    for (const code of ['unique-unit-address-if-enabled', 'avoid-default-addr-size', 'addr-size-cells'])
      expect(levels.get(code)).toBe('warning');
    expect(levels.get('address-cells-is-cell')).toBe('warning');
    expect(levels.get('reg-format')).toBe('off');
  });

  it('make errors of warnings, and of what they need, and take errors back', () => {
    expect(changes('default', '-Eclocks_property')).toEqual({ 'clocks-property': 'error', 'clocks-is-cell': 'error' });
    expect(changes('default', '-Eclocks_property', '-Eno-clocks_property')).toEqual({ 'clocks-is-cell': 'error' });
    expect(changes('default', '-Eno-duplicate_node_names')).toEqual({
      'duplicate-node-names': 'off',
      'phandle-references': 'off',
      'path-references': 'off',
      'omit-unused-nodes': 'off',
    });
  });

  it('do not take an error away where only its warning is lowered', () => {
    expect(changes('default', '-Wno-duplicate_label')).toEqual({});
    expect(changes('default', '-Wduplicate_label', '-Eno-duplicate_label')).toEqual({ 'duplicate-label': 'warning' });
  });

  it('count in their order, with either sign between no and the name', () => {
    expect(changes('default', '-Wno_alias_paths')).toEqual({ 'alias-paths': 'off' });
    expect(changes('default', '-Wno-alias_paths', '-Walias_paths')).toEqual({});
    expect(changes('default', '-Walias_paths', '-Wno-alias_paths')).toEqual({ 'alias-paths': 'off' });
    expect(changes('kernel', '-Wsimple_bus_reg')).not.toHaveProperty('simple-bus-reg');
  });

  it('that are about nothing of the table are ignored', () => {
    expect(changes('default', '-@', '-Wno-nonsense', '-Wnode_name_not_empty', 'alias_paths', '-W', '-Hboth')).toEqual(
      {},
    );
  });
});

it('every check is behind what it needs by name only: each name is one of the table', () => {
  const codes = new Set(DTC_TABLE.map(({ code }) => code));
  expect(codes.size).toBe(DTC_TABLE.length);
  for (const { requires } of DTC_TABLE) for (const code of requires) expect(codes).toContain(code);
  expect(DTC_WARNING_SETS).toContain('kernel');
});

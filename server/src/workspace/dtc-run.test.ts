import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { type DtcWarningSet, dtcLevels } from '../rules/dtc-levels.js';
import { findingsBeforeChecks, runAsDtc } from './dtc-run.js';

/** `severity code path` of each finding, in dtc's order; `-` for a check that was not run. */
async function report(text: string, set: DtcWarningSet = 'default', ...flags: string[]): Promise<string[]> {
  const { tree, expansion } = await evaluateFixture(text.startsWith('//- ') ? text : `/dts-v1/;\n${text}\n`);
  const findings = runAsDtc({ tree, expansion }, dtcLevels(set, flags));
  return findings.map(({ code, severity, nodes }) => `${severity} ${code} ${nodes?.[0] ?? '-'}`);
}

const CELLS = '#address-cells = <1>; #size-cells = <0>;';

describe('a run as dtc', () => {
  it('reports the checks in the order of its table', async () => {
    expect(await report('/ { p = <1>; n_o { }; aliases { a = "/x"; }; p { }; m@1 { }; };', 'default')).toEqual([
      'warning node-name-vs-property-name /p',
      'warning unit-address-vs-reg /m@1',
      'warning alias-paths /aliases',
    ]);
  });

  it('does not run a check of the whole tree whose prerequisite found something anywhere, but names it', async () => {
    const text = `/ { a { reg = <1>; }; i2c { ${CELLS} b@50 { reg = <0x51>; }; }; };`;
    expect(await report(text, 'kernel')).toEqual([
      'warning reg-format /a',
      'warning pci-device-reg -',
      'warning pci-device-bus-num -',
      'warning i2c-bus-reg -',
      'warning spi-bus-reg -',
      'warning avoid-default-addr-size /a',
      'warning avoid-default-addr-size /a',
    ]);
  });

  it('runs a prerequisite that is off without a word, and leaves out what needs it all the same', async () => {
    const text = '/ { model = <1>; a@b@c { }; m@01 { }; };';
    expect(await report(text, 'kernel')).toEqual(['error node-name-format /a@b@c']);
    expect(await report(text, 'kernel', '-Eno-node_name_format')).toEqual([
      'warning model-is-string /',
      'warning unit-address-format -',
    ]);
    const duplicates = '/ { a: a { }; a { }; n { clocks = <&a>; }; };';
    expect(await report(duplicates, 'kernel', '-Eno-duplicate_node_names')).toContain('warning clocks-property -');
  });

  it('ends behind the first check that is an error and found something', async () => {
    expect(await report('/ { model = <1>; n { }; n { }; m { p; p; }; };')).toEqual(['error duplicate-node-names /n']);
    // What needs a failed error is named where it is asked for itself, which here nothing comes to.
    expect(await report('/ { phandle = <0>; p = <&n>; n: n { }; };')).toEqual(['error explicit-phandles /']);
  });

  it('names a check for each of its prerequisites that found something', async () => {
    const text = '/ { n { #address-cells = <1 2>; #size-cells = <1 2>; device_type = <1>; }; };';
    const rows = await report(text, 'default');
    expect(rows.filter((row) => row.endsWith(' -'))).toEqual(
      expect.arrayContaining(['warning addr-size-cells -', 'warning pci-bridge -']),
    );
    expect(rows.filter((row) => row === 'warning addr-size-cells -')).toHaveLength(2);
    expect(rows.filter((row) => row === 'warning pci-bridge -')).toHaveLength(2);
  });

  it('has each check by its own severity', async () => {
    expect(await report('/ { n { clocks = <5>; }; };', 'kernel')).toEqual([
      'warning clocks-property /n',
      'warning clocks-property /n',
    ]);
  });
});

describe('facts that checks write down for each other', () => {
  it('are 0 for numbers of cells that nobody read', async () => {
    const graph = `n { ports { ${CELLS} port@0 { reg = <0>; endpoint { }; }; }; };`;
    expect(await report(`/ { ${graph} };`, 'kernel')).toEqual([]);
    const rows = await report(`/ { #address-cells = <1 2>; ${graph} };`, 'kernel');
    expect(rows.filter((row) => row.includes(' graph'))).toEqual(['warning graph-port /n/ports/port@0']);
  });

  it('are missing for buses that nobody looked for', async () => {
    const bus = `n { compatible = "simple-bus"; ${CELLS} port@0 { reg = <0>; endpoint { }; }; };`;
    const graph = (rows: readonly string[]) => rows.filter((row) => row.includes('graph-child-address'));
    expect(graph(await report(`/ { ${bus} };`))).toEqual([]);
    // Not a simple-bus, it is the node around a port.
    expect(graph(await report(`/ { compatible = <1>; ${bus} };`))).toEqual(['warning graph-child-address /n']);
  });
});

describe('what stands before the checks', () => {
  it('lets none begin where the text is refused', async () => {
    expect(await report('/ { model = <1> };')).toEqual([]);
    expect(await report('/ { model = <1>; };\n&nowhere { };')).toEqual([]);
    expect(await report('/ { model = <MODEL>; label = <1>; };')).toEqual([]);
  });

  it('has references to nothing in their place among the checks, the first kind before the second', async () => {
    const text = '/ { model = <1>; p = <&a &b>; q = &c; n { }; n2 { p = <&{/x}>; }; };';
    expect(await report(text)).toEqual(['error unknown-label /', 'error unknown-label /', 'error unknown-path /n2']);
    expect(await report('/ { q = &c; n { }; };')).toEqual(['error unknown-label /']);
    expect(await report('/ { q = &c; n { }; n { }; };')).toEqual(['error duplicate-node-names /n']);
    const { tree } = await evaluateFixture(`/dts-v1/;\n${text}\n&d { };\n`);
    expect(findingsBeforeChecks(tree).map(({ message }) => message)).toEqual(["No node has the label 'd'"]);
  });

  it('is no reference of an overlay, but for what has to be in it', async () => {
    const overlay = (text: string) => report(`//- overlay.dtso\n/dts-v1/;\n/plugin/;\n${text}\n`, 'kernel');
    expect(await overlay('&x { model = <1>; p = <&y>; };')).toEqual([
      'warning model-is-string /fragment@0/__overlay__',
    ]);
    expect(await overlay('&x { model = <1>; p = &y; };')).toEqual(['error unknown-label /fragment@0/__overlay__']);
    // dtc misses this only when it writes the blob.
    expect(await overlay('&x { model = <1>; p = <&{/y}>; };')).toEqual([
      'warning model-is-string /fragment@0/__overlay__',
    ]);
  });
});

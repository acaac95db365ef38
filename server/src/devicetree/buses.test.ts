import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { BUS_KINDS, type BusKind, baseNameOf, busOf, nodesOfBus } from './buses.js';

async function evaluate(text: string) {
  const { tree } = await evaluateFixture(`/dts-v1/;\n/ { ${text} };\n`);
  return {
    tree,
    /** What each kind of check takes the node for. */
    busesOf: (path: string) => BUS_KINDS.map((kind) => busOf(tree.nodeAt(path)!, kind)),
    paths: (kind: BusKind) => nodesOfBus(tree, kind).map((node) => node.path),
  };
}

describe('buses', () => {
  it('are PCI by device_type, as C compares text', async () => {
    const { paths } = await evaluate(
      'a { device_type = "pci"; }; b { device_type = [70 63 69 00]; }; c { device_type = "pci", "x"; }; d { device_type = "pcie"; }; e { device_type; };',
    );
    expect(paths('pci')).toEqual(['/a', '/b', '/c']);
  });

  it('are simple by one of their compatibles', async () => {
    const { paths } = await evaluate(
      'a { compatible = "x", "simple-bus"; }; b { compatible = "simple-bus-2"; }; c { compatible = [73 69 6d 70 6c 65 2d 62 75 73 00]; };',
    );
    expect(paths('simple-bus')).toEqual(['/a', '/c']);
  });

  it('are I2C and SPI by their names', async () => {
    const { paths } = await evaluate(
      'i2c@1 { }; i2c-bus { }; i2c-arb { }; i2c-mux { }; i2c0 { }; spi@2 { }; spi-x { };',
    );
    expect(paths('i2c')).toEqual(['/i2c@1', '/i2c-bus', '/i2c-arb']);
    expect(paths('spi')).toEqual(['/spi@2']);
  });

  it('are SPI by what their children say, where their numbers of cells fit', async () => {
    const cells = '#address-cells = <1>; #size-cells = <0>;';
    const { paths } = await evaluate(
      `a { ${cells} x { spi-cpol; }; }; b { x { spi-cpol; }; }; c { ${cells} x { cpol; }; }; d { ${cells} x { spi-cpol; /delete-property/ spi-cpol; }; };`,
    );
    // In the braces that make a node nothing is deleted.
    expect(paths('spi')).toEqual(['/a', '/d']);
  });

  it('are ports of a graph by an endpoint in them, and around it by its number or their name', async () => {
    const { busesOf, tree } = await evaluate(
      'a { port { endpoint { }; }; }; b { ports { port { x { remote-endpoint = <0>; }; }; }; }; c { port@0 { reg = <0>; endpoint { }; }; }; endpoint { };',
    );
    expect(busesOf('/a/port').at(-1)).toBe('graph-port');
    expect(busesOf('/a').at(-1)).toBeUndefined();
    expect(busesOf('/b/ports').at(-1)).toBe('graph-ports');
    expect(busesOf('/c').at(-1)).toBe('graph-ports');
    const graph = nodesOfBus(tree, 'graph').map(({ path }) => path);
    expect(graph.sort()).toEqual(['/a/port', '/b/ports', '/b/ports/port', '/c', '/c/port@0']);
  });
});

describe('a node that is a bus of several kinds', () => {
  const SEVERAL = 'spi { device_type = "pci"; compatible = "simple-bus"; port@0 { reg = <0>; endpoint { }; }; };';

  it('is what was found last, but for what is around ports', async () => {
    const { busesOf } = await evaluate(SEVERAL);
    expect(busesOf('/spi')).toEqual(['pci', 'simple-bus', 'simple-bus', 'spi', 'spi']);
    const { busesOf: ofPort } = await evaluate('i2c { endpoint { }; };');
    expect(ofPort('/i2c')).toEqual([undefined, undefined, 'i2c', 'i2c', 'graph-port']);
  });

  it('is not what nobody looked for', async () => {
    const { tree } = await evaluate(SEVERAL);
    const spi = tree.nodeAt('/spi')!;
    expect(busOf(spi, 'graph', new Set<BusKind>(['spi']))).toBe('simple-bus');
    expect(busOf(spi, 'graph', new Set<BusKind>(['pci', 'simple-bus', 'spi']))).toBe('graph-ports');
    expect(busOf(spi, 'graph', new Set(BUS_KINDS))).toBeUndefined();
  });
});

it('the name of a node ends before its unit address', async () => {
  const { tree } = await evaluate('a@b@c { }; d { };');
  expect([tree.root, ...tree.root.children.values()].map(baseNameOf)).toEqual(['', 'a', 'd']);
});

import { describe, expect, it } from 'vitest';
import { unitDifference } from '../../../test/fresh/difference.js';
import { testParser } from '../../../test/parser.js';
import { expand } from '../preprocessor/expand.js';
import { createSourceFile } from '../text/source-file.js';
import type { DtcFlags } from '../workspace/dtc-flags.js';
import { buildUnit } from '../workspace/translation-unit.js';
import { compatibleSearch } from './compatible-search.js';
import type { EvaluationMemo } from './evaluation-memo.js';
import { propertyIndexOf } from './property-index.js';
import type { DeviceTree } from './tree.js';
import { unusualNodesOf } from './unusual-nodes.js';

const BOARD = `/dts-v1/;
/memreserve/ 0x8000 0x2000;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	aliases { serial0 = &uart; };
	clk: clock { #clock-cells = <1>; };
	soc {
		uart: serial@1000 { reg = <0x1000 0x10>; clocks = <&clk 1>; status = "disabled"; };
		pins: pins { /omit-if-no-ref/ idle: idle { bias-disable; }; active { drive = <2>; }; };
		gone: gone@2000 { reg = <0x2000 0x10>; child { a; }; };
		twice { x = <1>; };
		own { phandle = <9>; };
	};
};
&uart { status = "okay"; pins = <&pins>; };
/ { soc { twice { y = <&clk>; }; }; };
/delete-node/ &gone;
/omit-if-no-ref/ &pins;
/ { soc { gone@2000 { b; }; }; };
`;

/** Makes the edits one after the other, and compares each tree with the one from nothing. */
async function afterEdits(text: string, ...edits: readonly Edit[]): Promise<DeviceTree> {
  return afterEditsWith({ flags: [], symbols: false }, text, ...edits);
}

type Edit = readonly [before: string, after: string];

async function afterEditsWith(dtcFlags: DtcFlags, text: string, ...edits: readonly Edit[]): Promise<DeviceTree> {
  const parser = await testParser();
  const session = parser.open();
  const memo: EvaluationMemo = {};
  const unitOf = (source: string, options: { readonly memo?: EvaluationMemo } = {}) => {
    const root = createSourceFile('file:///board.dts', 1, source);
    const expansion = expand(root, { fileSystem: { read: () => 'absent' }, includePaths: [] });
    return buildUnit(expansion, session, { ...options, dtcFlags });
  };
  let current = text;
  let unit = unitOf(current, { memo });
  for (const [before, after] of edits) {
    expect(current).toContain(before);
    current = current.replace(before, after);
    unit = unitOf(current, { memo });
    const fresh = unitOf(current);
    expect(unitDifference(unit, fresh)).toBeUndefined();
  }
  session.close();
  return unit.tree;
}

describe('a tree in which properties say something else is made from the one before', () => {
  it.each([
    ['a value', ['0x1000 0x10', '0x1000 0x20']],
    ['a name of a property', ['bias-disable', 'bias-pull-up']],
    ['a property that is added', ['a; }', 'a; b = "x"; }']],
    ['a property that is deleted', ['drive = <2>;', 'drive = <2>; /delete-property/ drive;']],
    ['blanks before everything', ['/dts-v1/;', '\n/dts-v1/;']],
    ['blanks between nodes', ['\tsoc {\n', '\tsoc {\n\n\n']],
    ['a mistake in a value', ['drive = <2>', 'drive = <2']],
    ['the first of two bodies', ['x = <1>', 'y = <3>; x = <1>']],
    ['the second of two bodies', ['y = <&clk>', 'z = "a"; y = <&clk>']],
    ['a body of a node that is deleted later', ['child { a; }', 'child { aa; }']],
    ['a body that brings a deleted node back', ['{ b; }', '{ bb; }']],
    ['a reference to the same node in another property', ['clocks = <&clk 1>', 'clocks = <&clk 1>; more = <&clk 2>']],
  ] as const)('%s', async (_, edit) => {
    const tree = await afterEdits(BOARD, edit);
    expect(tree.earlier).toBeDefined();
    expect((await afterEdits(BOARD, edit, [edit[1], edit[0]])).earlier).toBeDefined();
  });

  it('several edits at once, in different nodes', async () => {
    const tree = await afterEdits(BOARD, ['0x1000 0x10', '0x1000 0x1000'], ['{ b; }', '{ b; c; }'], ['x = <1>', 'x']);
    expect(tree.earlier?.rewritten.map(({ now }) => now.path)).toContain('/soc/twice');
    expect(tree.earlier?.rewritten.map(({ now }) => now.path)).not.toContain('/clock');
  });
});

/** Nothing hangs on who is referred to but phandles. */
const NOTHING_OMITTED = BOARD.replaceAll('/omit-if-no-ref/ ', '').replace('&pins;\n', '\n');

describe('a tree in which something else is referred to has other phandles', () => {
  it.each([
    ['another node', ['pins = <&pins>', 'pins = <&clk>']],
    ['one more, before others', ['serial0 = &uart;', 'serial0 = &uart; more = <&idle>;']],
    ['in another order', ['y = <&clk>', 'y = <&uart &clk>']],
    ['nothing that there is', ['<&clk 1>', '<&clkk 1>']],
    ['one less', ['y = <&clk>;', '']],
    ['by a path', ['y = <&clk>', 'y = <&{/soc}>']],
    ['a path in place of a phandle', ['y = <&clk>', 'y = &clk']],
  ] as const)('%s', async (_, edit) => {
    for (const symbols of [false, true]) {
      const flags = { flags: symbols ? ['-@'] : [], symbols };
      expect((await afterEditsWith(flags, NOTHING_OMITTED, edit)).earlier).toBeDefined();
      const again = [edit, ['0x1000 0x10', '0x1000 0x30'], [edit[1], edit[0]]] as const;
      if (edit[1] !== '') expect((await afterEditsWith(flags, NOTHING_OMITTED, ...again)).earlier).toBeDefined();
    }
  });

  it('where others are left out, too', async () => {
    for (const edit of [
      ['y = <&clk>', 'y = <&uart>'],
      ['serial0 = &uart;', 'serial0 = &uart; more = <&soc>;'],
      ['y = <&clk>', 'y = <&nobody>'],
    ] as const) {
      const text = BOARD.replace('soc {', 'soc: soc {');
      for (const symbols of [false, true]) {
        const tree = await afterEditsWith({ flags: [], symbols }, text, edit);
        expect(tree.earlier).toBeDefined();
        expect(tree.omitted.map(({ name }) => name)).toEqual(symbols ? [] : ['idle']);
      }
    }
  });

  it('and who looks for phandles finds them', async () => {
    const tree = await afterEdits(NOTHING_OMITTED, ['y = <&clk>', 'y = <&idle>']);
    expect(propertyIndexOf(tree).holdersOf('phandle')).toContain(tree.labels.get('idle'));
    expect(tree.nodeOfPhandle(tree.labels.get('idle')!.phandle!)).toBe(tree.labels.get('idle'));
  });
});

describe('a tree is made from nothing after a change of', () => {
  it.each([
    ['a label by which a body is written', ['uart: serial', 'uar: serial']],
    ['a label by which a node is deleted', ['gone: gone', 'gon: gone']],
    ['a label by which a node is left out', ['pins: pins', 'pin: pins']],
    ['a label of a node that was deleted', ['gone: gone', 'more: gone: gone']],
    ['a label to one that another node has', ['clk: clock', 'pins: clock']],
    ['a label to one that another node has, too', ['clk: clock', 'pins: clk: clock']],
    ['a label that keeps a node from being left out', ['clk: clock', 'idle: clock']],
    ['which nodes there are', ['active {', 'more { }; active {']],
    ['a reserved range of memory', ['0x2000;', '0x3000;']],
    ['what is left out by name', ['/omit-if-no-ref/ &pins', '/omit-if-no-ref/ &idle']],
    ['which nodes are deleted', ['/delete-node/ &gone;', '/delete-node/ &idle;']],
    ['what a body is written to', ['&uart { status', '&pins { status']],
    ['what keeps a node from being left out', ['&uart { ', '&uart { y = <&idle>; ']],
    ['what keeps one that was not left out', ['pins = <&pins>', 'pins = <&clk>']],
    ['what leads below a node that is left out', ['&uart { ', '&uart { y = <&{/soc/pins/idle}>; ']],
    ['a path, which might lead to what is left out', ['&uart { ', '&uart { y = <&{/soc}>; ']],
    ['a second path to nothing', ['&uart { ', '&uart { y = <&nobody &{/soc/pins/idle}>; ']],
    ['a phandle', ['phandle = <9>', 'phandle = <8>']],
    ['what is left out where nothing refers to it', ['/omit-if-no-ref/ idle', 'idle']],
  ] as const)('%s', async (_, edit) => {
    expect((await afterEdits(BOARD, edit)).earlier).toBeUndefined();
    // What was broken is mended from the version before.
    expect((await afterEdits(BOARD, edit, [edit[1], edit[0]])).earlier).toBeDefined();
  });

  it('anything in an overlay, in which dtc makes nodes of references', async () => {
    const overlay = '/dts-v1/;\n/plugin/;\n&uart { a = <1>; };\n';
    expect((await afterEdits(overlay, ['<1>', '<2>'])).earlier).toBeUndefined();
  });

  it('anything where references outside of values name nothing', async () => {
    const text = `${BOARD}&nobody { };\n`;
    expect((await afterEdits(text, ['drive = <2>', 'drive = <3>'])).earlier).toBeUndefined();
  });
});

/** A label that is used in values only, at a node of two bodies, beside one that is used outside of them. */
const LABELLED = NOTHING_OMITTED.replace('twice {', 'two: second: twice {')
  .replace('clocks', 'y = &two; z = <&two>; w = &{/clock}; clocks')
  .replace('soc {', 'own: base { below { }; };\n\tsoc {')
  .replace('active {', 'active: active { v = <&own/below>; w = &own/below; ');

describe('a tree in which labels are others has the nodes of the one before', () => {
  const withSymbols = { flags: ['-@'], symbols: true };
  const turnedBack = (edits: readonly Edit[]) => edits.toReversed().map(([before, after]): Edit => [after, before]);

  it.each([
    ['another name', [['clk: clock', 'clock: clock']]],
    ['one more', [['clk: clock', 'clk: more: clock']]],
    ['one of two', [['two: second: twice', 'second: twice']]],
    ['another order', [['two: second: twice', 'second: two: twice']]],
    ['one at a second body', [['twice { y', 'late: twice { y']]],
    ['one at a second body that the first has, too', [['twice { y', 'two: twice { y']]],
    ['one of which paths lead on', [['own: base', 'owns: base']]],
    ['one at a body that is written by another', [['&uart { status', 'more: &uart { status']]],
    [
      'what was referred to, and was not there',
      [
        ['<&clk 1>', '<&late 1>'],
        ['clk: clock', 'late: clk: clock'],
      ],
    ],
  ] as const)('%s', async (_, edits) => {
    for (const dtcFlags of [{ flags: [], symbols: false }, withSymbols]) {
      expect((await afterEditsWith(dtcFlags, LABELLED, ...edits)).earlier).toBeDefined();
      expect((await afterEditsWith(dtcFlags, LABELLED, ...edits, ...turnedBack(edits))).earlier).toBeDefined();
    }
  });

  it.each([
    ['none', [['clk: clock', 'clock']]],
    ['a first one', [['soc {', 'soc: soc {']]],
    [
      'one that moves to another node',
      [
        ['clk: clock', 'clock'],
        ['soc {', 'clk: soc {'],
      ],
    ],
  ] as const)('unless with symbols a node is labelled then that was not: %s', async (_, edits) => {
    expect((await afterEdits(LABELLED, ...edits)).earlier).toBeDefined();
    expect((await afterEdits(LABELLED, ...edits, ...turnedBack(edits))).earlier).toBeDefined();
    expect((await afterEditsWith(withSymbols, LABELLED, ...edits)).earlier).toBeUndefined();
  });

  it('and with phandles and labels that are found there', async () => {
    const tree = await afterEdits(LABELLED, ['own: base', 'owns: base'], ['clk: clock', 'clock: clock']);
    expect(tree.earlier).toBeDefined();
    expect(tree.labels.get('clock')).toBe(tree.nodeAt('/clock'));
    expect(tree.labels.has('clk')).toBe(false);
    expect(tree.nodeAt('/clock')!.phandle).toBeUndefined();
    expect(tree.findings.map(({ message }) => message)).toContain("No node has the label 'clk'");
  });
});

describe('a tree in which nodes have other names has the nodes of the one before', () => {
  /** The node below is in two bodies, of which one finds it by its label, and values have the paths of nodes. */
  const NAMED = BOARD.replace('own {', 'more: more { below { }; y = &pins; z = &more; }; own {').concat(
    '&more { a; };\n',
  );

  it.each([
    ['a unit address', ['serial@1000', 'serial@1001']],
    ['a name of which a value has the path', ['more: more', 'more: less']],
    ['a name above others', ['pins: pins', 'pins: pinctrl']],
    ['a name of a node that is left out', ['idle: idle', 'idle: sleep']],
    ['a name of a child of a node that is written twice', ['below {', 'above {']],
    ['a name and a label', ['clk: clock', 'more2: clk: clocks']],
  ] as const)('%s', async (_, edit) => {
    for (const dtcFlags of [
      { flags: [], symbols: false },
      { flags: ['-@'], symbols: true },
    ]) {
      expect((await afterEditsWith(dtcFlags, NAMED, edit)).earlier).toBeDefined();
      expect((await afterEditsWith(dtcFlags, NAMED, edit, [edit[1], edit[0]])).earlier).toBeDefined();
      const others = [
        ['drive = <2>', 'drive = <3>'],
        ['idle', 'sleepy'],
      ] as const;
      expect((await afterEditsWith(dtcFlags, NAMED, edit, ...others)).earlier).toBeDefined();
    }
  });

  it.each([
    ['is that of a deleted node', [['more: more', 'more: gone@2000']]],
    ['is that of another node', [['more: more', 'more: twice']]],
    ['was found by another body', [['twice { x', 'thrice { x']]],
    ['was that of a node that is deleted', [['gone: gone@2000', 'gone: gone@2001']]],
    ['is missing', [['active {', '{']]],
    ['is too long for a path', [['active {', `${'a'.repeat(2048)} {`]]],
    [
      'is in a path that something else is written to',
      [
        ['&more { a; }', '&{/soc/more} { a; }'],
        ['below', 'above'],
      ],
    ],
    [
      'takes the place of a deletion',
      [
        ['soc {', 'soc { /delete-node/ late;'],
        ['more: more', 'more: late'],
      ],
    ],
    [
      'leaves the place of a deletion',
      [
        ['soc {', 'soc { /delete-node/ more;'],
        ['more: more', 'more: late'],
      ],
    ],
  ] as const)('unless the name %s', async (_, edits) => {
    expect((await afterEdits(NAMED, ...edits)).earlier).toBeUndefined();
  });

  it('unless a path is written of it', async () => {
    const text = NOTHING_OMITTED.replace('own {', 'more { }; own {');
    const edit = ['more {', 'less { b = <&{/soc/more}>; '] as const;
    expect((await afterEdits(text, edit)).earlier).toBeUndefined();
  });

  it('unless very many nodes are below', async () => {
    const many = Array.from({ length: 100 }, (_, index) => `n${index} { };`).join(' ');
    const tree = await afterEdits(NAMED.replace('below {', `below { ${many}`), ['below {', 'above {']);
    expect(tree.earlier).toBeUndefined();
  });

  it('and who looks for what has a path finds it', async () => {
    const text = NAMED.replace('own {', 'odd { compatible = &more; }; own {');
    const tree = await afterEdits(text, ['more: more', 'more: less']);
    expect(tree.earlier).toBeDefined();
    const search = compatibleSearch((compatible) => compatible === '/soc/less');
    expect(search(tree).map(({ name }) => name)).toEqual(['odd']);
    expect(search(await afterEdits(text)).map(({ name }) => name)).toEqual([]);
  });

  it('unless two nodes get one name', async () => {
    const both = ['active { drive = <2>; }; };\n', 'idle2 { drive = <2>; }; };\n'] as const;
    const text = NAMED.replace('idle: idle {', 'idle: idle2 {').replace(...both);
    expect(text).not.toContain('active {');
    expect((await afterEdits(NAMED, [NAMED, text])).earlier).toBeUndefined();
  });
});

describe('of a tree that is made from the one before', () => {
  it('references in values that name nothing are told at their new places', async () => {
    const tree = await afterEdits(BOARD.replace('<&clk 1>', '<&nobody 1>'), ['#size-cells', 'more; #size-cells']);
    expect(tree.earlier).toBeDefined();
    expect(tree.findings.map(({ code, at }) => [code, at.span.file.text.slice(at.span.start, at.span.end)])).toEqual([
      ['unknown-label', '&nobody'],
    ]);
  });

  it('those who have a property come in the order of the tree', async () => {
    const edits = [['clk: clock { ', 'clk: clock { status = "okay"; ']] as const;
    const tree = await afterEdits(BOARD.replace('#size-cells', 'a; #size-cells'), ...edits);
    expect(tree.earlier).toBeDefined();
    const holders = propertyIndexOf(tree).holdersOf('status');
    expect(holders.map(({ path }) => path)).toEqual(['/clock', '/soc/serial@1000']);
    expect(propertyIndexOf(await afterEdits(BOARD, ['status = "okay"', 'x'])).holdersOf('status')).toHaveLength(1);
  });

  it('those that are left out have nothing, whatever is written to them', async () => {
    const edit = ['bias-disable', 'bias-pull-up'] as const;
    const tree = await afterEdits(BOARD, edit);
    expect(tree.earlier?.rewritten.map(({ now }) => now.name)).toContain('idle');
    expect(propertyIndexOf(tree).holdersOf('bias-pull-up')).toEqual([]);
    expect(compatibleSearch(() => true)(tree)).toEqual([]);
    const odd = await afterEdits(BOARD, ['bias-disable', 'l: bias-disable']);
    expect(unusualNodesOf(odd).map(({ name }) => name)).toContain('idle');
  });

  it('nodes are found by phandles and by paths, with their children', async () => {
    const tree = await afterEdits(BOARD, ['drive = <2>', 'drive = <3>']);
    const clock = tree.nodeOfPhandle(tree.labels.get('clk')!)!;
    expect(clock).toBe(tree.nodeAt('/clock'));
    expect(clock.parent).toBe(tree.root);
    expect([...tree.nodeAt('/soc')!.children.keys()]).toEqual(['serial@1000', 'pins', 'gone@2000', 'twice', 'own']);
    expect(tree.nodes()).toContain(clock);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { withFixes } from '../../../test/findings-with-fixes.js';
import { testParser } from '../../../test/parser.js';
import { evaluate } from '../devicetree/evaluate.js';
import type { EvaluationMemo } from '../devicetree/evaluation-memo.js';
import { expand } from '../preprocessor/expand.js';
import { rules as everyRule } from '../rules/index.js';
import { defineRule } from '../rules/rule.js';
import type { SyntaxParser } from '../syntax/parser.js';
import { createSourceFile } from '../text/source-file.js';
import { checkTree } from './check-tree.js';
import { buildUnit } from './translation-unit.js';
import { checkWithMemo, type VerdictMemo } from './verdict-memo.js';

const BOARD = `/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	interrupt-parent = <&gic>;
	aliases { serial0 = &uart; serial1 = "/soc@0/serial@3000"; };
	gic: interrupt-controller@100 { reg = <0x100 0x10>; interrupt-controller; #interrupt-cells = <3>; };
	soc: soc@0 {
		reg = <0 0x10000>;
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;
		clk: clock-controller@1000 { reg = <0x1000 0x10>; #clock-cells = <1>; };
		uart: serial@2000 { reg = <0x2000 0x10>; clocks = <&clk 1>; interrupts = <0 1 4>; };
		serial@3000 { reg = <0x3000 0x10>; clocks = <&clk 2>; };
		pwm: pwm@4000 { reg = <0x4000 0x10>; #acme,slot-cells = <1>; };
		fan@5000 { reg = <0x5000 0x10>; acme,slots = <&pwm 1>; };
		old@6000 { reg = <0x6000 0x10>; };
	};
};
`;

/** Here a clock is named by a number, which happens to be the phandle of one. */
const NUMBERED = BOARD.replace('old@6000 {', 'old@6000 { clocks = <2 7>;');

describe('verdicts are remembered from one version to the next', () => {
  let parser: SyntaxParser;
  beforeAll(async () => {
    parser = await testParser();
  });

  /** The nodes that a rule which judges node by node is asked about, after an edit; and whether all rules find what they find anew. */
  const judgedAfter = (base: string, ...edits: readonly (readonly [before: string, after: string])[]): string[] => {
    const session = parser.open();
    const memo: VerdictMemo = {};
    const evaluation: EvaluationMemo = {};
    let text = base;
    let judged: string[] = [];
    const watching = defineRule({
      code: 'watching',
      severity: 'hint',
      basis: 'a rule that finds nothing and tells whom it was asked about',
      docs: '',
      byNode: true,
      *check({ tree }) {
        judged = tree.nodes().map(({ path }) => path);
      },
    });
    for (const edit of [undefined, ...edits]) {
      if (edit) {
        expect(text).toContain(edit[0]);
        text = text.replace(edit[0], edit[1]);
      }
      const root = createSourceFile('file:///board.dts', 1, text);
      const expansion = expand(root, { fileSystem: { read: () => 'absent' }, includePaths: [] });
      const { tree, document } = buildUnit(expansion, session, { memo: evaluation });
      const fresh = { tree: evaluate(document, expansion), expansion };
      const found = checkWithMemo({ tree, expansion }, [...everyRule, watching], memo);
      expect(withFixes(found)).toEqual(checkTree(fresh, everyRule));
    }
    session.close();
    return judged;
  };
  const ALL = 10;

  it('of a text that did not change, only nodes of which something was found are judged again', () => {
    const judged = judgedAfter(NUMBERED, ['/dts-v1/;', '/dts-v1/; ']);
    expect(judged).toContain('/soc@0/old@6000');
    expect(judged).not.toContain('/soc@0/serial@2000');
  });

  it('a value has its node judged, and those around it', () => {
    const judged = judgedAfter(BOARD, ['interrupts = <0 1 4>', 'interrupts = <0 1>']);
    expect(judged).toContain('/soc@0/serial@2000');
    expect(judged).not.toContain('/soc@0/fan@5000');
  });

  it('what is found of a child of a bus stays found, though another child makes it a bus', () => {
    const port = 'port { endpoint { remote-endpoint = <&far>; }; misnamed { }; };';
    const spi = 'bus { #address-cells = <1>; #size-cells = <0>; a@0 { reg = <0>; spi-max-frequency = <1>; }; b { }; };';
    const base = BOARD.replace('old@6000 {', `old@6000 { ${port} ${spi} far-port { far: endpoint { }; };`);
    judgedAfter(base, ['interrupts = <0 1 4>', 'interrupts = <0 1>'], ['"/soc@0/serial@3000"', '"/soc@0/serial@2000"']);
  });

  it('what is found of ports stays found, though no endpoint is judged again', () => {
    const port =
      '#address-cells = <1>; #size-cells = <0>; port@0 { reg = <0>; a: endpoint { remote-endpoint = <&b>; }; };';
    const base = BOARD.replace(
      'old@6000 {',
      `cam { ports { ${port} }; }; far { port { b: endpoint { remote-endpoint = <&a>; }; }; };\n\t\told@6000 {`,
    );
    judgedAfter(base, ['interrupts = <0 1 4>', 'interrupts = <0 1>']);
  });

  it('what is found of a node that is gone stays found', () => {
    const base = BOARD.replace(
      'old@6000 { reg = <0x6000 0x10>;',
      'old@6000 { reg = <0x6000 0x10>; gone: a { }; gone: a { };',
    ).concat('/delete-node/ &gone;\n');
    judgedAfter(base, ['interrupts = <0 1 4>', 'interrupts = <0 1>'], ['interrupts = <0 1>', 'interrupts = <0 1 4>']);
  });

  it('a list of specifiers is judged though its provider was written in a node that is not', () => {
    expect(judgedAfter(BOARD, ['acme,slots = <&pwm 1>', 'acme,slots = <&pwm 1 &pwm>'])).not.toContain(
      '/soc@0/pwm@4000',
    );
  });

  it('phandles that are numbered anew change nothing where no source writes one of them as a number', () => {
    const judged = judgedAfter(BOARD, ['<&clk 1>', '<&pwm 1>']);
    expect(judged).toContain('/soc@0/serial@2000');
    expect(judged).not.toContain('/soc@0/serial@3000');
  });

  it('a number that is the phandle of another node than before has all judged', () => {
    expect(judgedAfter(NUMBERED, ['<&clk 1>', '<&pwm 1>'])).toHaveLength(ALL);
  });

  it('a phandle where another number is wanted has its node judged when phandles are numbered anew', () => {
    const read = ['old@6000 {', 'old@6000 { bus-range = <0 &soc>;'] as const;
    const judged = judgedAfter(BOARD, read, ['fan@5000 { ', 'fan@5000 { a = <&uart>; ']);
    expect(judged).toContain('/soc@0/old@6000');
    expect(judged).not.toContain('/soc@0/serial@3000');
  });

  it('a phandle that is a count for other nodes has all judged', () => {
    const count = ['#clock-cells = <1>', '#clock-cells = <&soc>'] as const;
    expect(judgedAfter(BOARD, count, ['acme,slots = <&pwm 1>', 'acme,slots = <&uart 1>'])).toHaveLength(ALL);
  });

  it('a label has its node judged and those that refer to it', () => {
    const judged = judgedAfter(BOARD, ['clk: clock', 'clock: clock']);
    expect(judged).toContain('/soc@0/serial@2000');
    expect(judged).toContain('/soc@0/serial@3000');
    expect(judged).not.toContain('/soc@0/fan@5000');
  });

  it('a label that what others read refers to has all judged', () => {
    expect(judgedAfter(BOARD.replace('gic: ', ''), ['aliases {', 'gic: aliases {'])).toHaveLength(ALL);
    const graph =
      'port { a: endpoint { remote-endpoint = <&b>; }; }; far { port { b: endpoint { remote-endpoint = <&a>; }; }; };';
    judgedAfter(BOARD.replace('old@6000 {', `old@6000 { ${graph}`), ['fan@5000', 'b: fan@5000']);
    judgedAfter(BOARD.replace('old@6000 {', `old@6000 { ${graph}`), ['pwm: pwm', 'b: pwm: pwm']);
  });

  it('a value that names what is below an omitted node has all judged', () => {
    const graph =
      'port { a: endpoint { remote-endpoint = <&b>; }; }; /omit-if-no-ref/ far { port { endpoint { }; }; };';
    const base = BOARD.replace('old@6000 {', `old@6000 { ${graph}`);
    judgedAfter(base, ['port { endpoint', 'port { b: endpoint'], ['port { b: endpoint', 'port { endpoint']);
  });

  it('the name of a node has what is below it judged, and what names paths', () => {
    const judged = judgedAfter(BOARD, ['soc: soc@0', 'soc: bus@0']);
    expect(judged).toContain('/bus@0/fan@5000');
    expect(judged).toContain('/aliases');
    expect(judged).not.toContain('/soc@0/fan@5000');
  });

  it('what other nodes read of a node has all of them judged', () => {
    expect(judgedAfter(BOARD, ['#clock-cells = <1>', '#clock-cells = <2>'])).toHaveLength(ALL);
    expect(judgedAfter(BOARD, ['#size-cells = <1>;\n\t\tranges', '#size-cells = <2>;\n\t\tranges'])).toHaveLength(ALL);
  });

  it('a change that had all judged and is taken back has none judged again', () => {
    const judged = judgedAfter(
      BOARD,
      ['#clock-cells = <1>', '#clock-cells = <2>'],
      ['#clock-cells = <2>', '#clock-cells = <1>'],
    );
    expect(judged).toEqual([]);
  });

  it('a node that comes or goes has all judged', () => {
    expect(judgedAfter(BOARD, ['fan@5000 { ', 'fan@5000 { blade { }; '])).toHaveLength(ALL + 1);
    expect(judgedAfter(BOARD, ['fan@5000 { reg = <0x5000 0x10>; acme,slots = <&pwm 1>; };', ''])).toHaveLength(ALL - 1);
  });
});

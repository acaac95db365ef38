import { beforeAll, describe, expect, it } from 'vitest';
import { withFixes } from '../../../test/findings-with-fixes.js';
import { testParser } from '../../../test/parser.js';
import { compatibleSearch } from '../devicetree/compatible-search.js';
import { evaluate } from '../devicetree/evaluate.js';
import type { EvaluationMemo } from '../devicetree/evaluation-memo.js';
import { nameSearch } from '../devicetree/name-search.js';
import { propertyIndexOf } from '../devicetree/property-index.js';
import { type DeviceTree, nameOrigin } from '../devicetree/tree.js';
import { expand } from '../preprocessor/expand.js';
import type { Expansion } from '../preprocessor/expansion.js';
import { defineRule } from '../rules/rule.js';
import type { SyntaxParser } from '../syntax/parser.js';
import { createSourceFile } from '../text/source-file.js';
import { checkTree } from './check-tree.js';
import { buildUnit } from './translation-unit.js';
import { checkWithMemo, type VerdictMemo } from './verdict-memo.js';

const BOARD = `/dts-v1/;
/ {
	memory@0 { device_type = "memory"; reg = <0 0x1000>; };
	soc {
		bank: lock@1000 { compatible = "acme,lock"; #hwlock-cells = <1>; };
		uart: serial@2000 { status = "okay"; clocks = <&bank>; };
		spare@3000 { status = "okay"; };
	};
};
&uart { status = "disabled"; };
`;

type Edit = readonly [before: string, after: string];

describe('what a rule found that looks at any nodes stands while it would read the same', () => {
  let parser: SyntaxParser;
  beforeAll(async () => {
    parser = await testParser();
  });

  /** Whether a rule that reads so of a tree is asked again after edits; what it finds is compared with what it finds anew. */
  const isAskedAgain = (read: (tree: DeviceTree) => unknown, ...edits: readonly Edit[]): boolean => {
    let asked = 0;
    const rule = defineRule({
      code: 'reader',
      severity: 'hint',
      basis: 'a rule that says what it reads, at the bank of locks, and offers to write it there',
      docs: '',
      *check({ tree }) {
        asked++;
        const message = JSON.stringify(read(tree)) ?? 'nothing';
        const at = nameOrigin(tree, tree.root.children.get('soc')!.children.get('lock@1000')!);
        const fixes = [{ title: message, edits: [{ span: at.span, newText: message }] }];
        yield { at, message, nodes: ['/soc/lock@1000'], related: [{ at, message: 'here' }], fixes };
      },
    });
    const session = parser.open();
    const fileSystem = { read: () => 'absent' as const };
    const memo: VerdictMemo = {};
    const evaluation: EvaluationMemo = {};
    let previous: Expansion | undefined;
    let text = BOARD;
    let isAsked = false;
    for (const edit of [undefined, ...edits]) {
      if (edit) {
        expect(text).toContain(edit[0]);
        text = text.replace(...edit);
      }
      const root = createSourceFile('file:///board.dts', 1, text);
      const expansion: Expansion = expand(root, { fileSystem, includePaths: [] }, previous);
      previous = expansion;
      const { tree, document } = buildUnit(expansion, session, { memo: evaluation });
      const before = asked;
      const findings = checkWithMemo({ tree, expansion }, [rule], memo);
      isAsked = asked > before;
      const anew = checkTree({ tree: evaluate(document, expansion), expansion }, [rule]);
      expect(withFixes(findings)).toEqual(anew);
    }
    session.close();
    return isAsked;
  };
  const at = (path: string) => (tree: DeviceTree) => tree.nodeAt(path)!;
  const status = (tree: DeviceTree) => at('/soc/serial@2000')(tree).properties.get('status')!.value.length;

  it('an edit of another node, or of another property, leaves it, though it moves', () => {
    expect(isAskedAgain(status, ['reg = <0 0x1000>', 'reg = <0 0x10000>'])).toBe(false);
    expect(isAskedAgain(status, ['clocks = <&bank>', 'clocks = <&bank 1>'])).toBe(false);
    expect(isAskedAgain(status, ['/dts-v1/;', '/dts-v1/;\n\n'])).toBe(false);
  });

  it('a value that was read has it asked for, one that was overridden too', () => {
    expect(isAskedAgain(status, ['"disabled"', '"okay"'])).toBe(true);
    expect(isAskedAgain(status, ['status = "okay"; clocks', 'status = "ok"; clocks'])).toBe(true);
    expect(isAskedAgain(status, ['status = "disabled"', 'state = "disabled"'])).toBe(true);
    expect(isAskedAgain(status, ['"disabled"; ', '"disabled"; /delete-property/ clocks; '])).toBe(false);
  });

  it('what one key broke stands again when the next mends it', () => {
    expect(isAskedAgain(status, ['"disabled"', '"disable"'], ['"disable"', '"disabled"'])).toBe(false);
    expect(isAskedAgain(status, ['"disabled"', '"disable"'], ['"disable"', '"able"'])).toBe(true);
  });

  it('a property that was not there has it asked for when it comes', () => {
    const read = (tree: DeviceTree) => at('/soc/spare@3000')(tree).properties.has('clocks');
    expect(isAskedAgain(read, ['spare@3000 { ', 'spare@3000 { clocks; '])).toBe(true);
    expect(isAskedAgain(read, ['spare@3000 { ', 'spare@3000 { reg; '])).toBe(false);
  });

  it('all properties of a node, when one of them is another', () => {
    const read = (tree: DeviceTree) => [...at('/soc/spare@3000')(tree).properties.keys()];
    expect(isAskedAgain(read, ['spare@3000 { ', 'spare@3000 { reg; '])).toBe(true);
    expect(isAskedAgain(read, ['clocks = <&bank>', 'clocks = <&bank 1>'])).toBe(false);
  });

  it('where a reference leads', () => {
    const read = (tree: DeviceTree) => at('/soc/serial@2000')(tree).properties.get('clocks')!.doubtful;
    expect(isAskedAgain(read, ['bank: lock', 'banks: lock'])).toBe(true);
    expect(isAskedAgain(read, ['spare@3000', 'other: spare@3000'])).toBe(false);
  });

  it('labels, when they were read', () => {
    const read = (tree: DeviceTree) => at('/soc/serial@2000')(tree).labels;
    expect(isAskedAgain(read, ['uart: serial', 'u1: uart: serial'])).toBe(true);
    expect(isAskedAgain(status, ['uart: serial', 'u1: uart: serial'])).toBe(false);
    expect(isAskedAgain(({ labels }) => labels.has('u1'), ['uart: serial', 'u1: uart: serial'])).toBe(true);
  });

  it('names and paths, when they were read', () => {
    const below = (tree: DeviceTree) =>
      [...at('/soc')(tree).children.values()].map(({ properties }) => properties.size);
    const rename: Edit = ['spare@3000', 'spare@4000'];
    expect(isAskedAgain((tree) => tree.nodes()[5]!.path, rename)).toBe(true);
    expect(isAskedAgain((tree) => tree.nodes()[5]!.properties.size, ['memory@0', 'memory@1'])).toBe(true);
    expect(isAskedAgain(below, rename)).toBe(true);
  });

  it('what was looked for in all nodes, when it comes, goes or is another', () => {
    const read = (tree: DeviceTree) => propertyIndexOf(tree).named('status').length;
    expect(isAskedAgain(read, ['reg = <0', 'status; reg = <0'])).toBe(true);
    expect(isAskedAgain(read, ['spare@3000 { status', 'spare@3000 { state'])).toBe(true);
    expect(isAskedAgain(read, ['spare@3000 { ', 'spare@3000 { reg; '])).toBe(false);
    const locks = compatibleSearch((compatible) => compatible.endsWith(',lock'));
    expect(isAskedAgain((tree) => locks(tree).length, ['"acme,lock"', '"acme,bank"'])).toBe(true);
    expect(isAskedAgain((tree) => locks(tree).length, ['reg = <0', 'status; reg = <0'])).toBe(false);
  });

  it('what was looked for among names', () => {
    const spares = nameSearch((name) => name.startsWith('spare'));
    const read = (tree: DeviceTree) => spares(tree).length;
    expect(isAskedAgain(read, ['memory@0', 'spare@0'])).toBe(true);
    expect(isAskedAgain(read, ['{ device_type', '{ sub { }; device_type'])).toBe(true);
  });

  it('whether a node has a phandle, when something begins to refer to it', () => {
    const read = (tree: DeviceTree) => at('/soc/serial@2000')(tree).properties.has('phandle');
    expect(isAskedAgain(read, ['spare@3000 { ', 'spare@3000 { clocks = <&uart>; '])).toBe(true);
    expect(isAskedAgain(status, ['spare@3000 { ', 'spare@3000 { clocks = <&uart>; '])).toBe(false);
  });

  it('a phandle that is read as a number, when phandles are numbered anew', () => {
    const edits = [
      ['spare@3000 { ', 'spare@3000 { interrupts = <&uart>; '],
      ['memory@0 { ', 'memory@0 { first = <&uart>; '],
    ] as const;
    const read = (tree: DeviceTree) => {
      const value = at('/soc/spare@3000')(tree).properties.get('interrupts')?.value[0];
      return value?.kind === 'cells' ? value.cells.map((cell) => String(cell.value)) : undefined;
    };
    expect(isAskedAgain(read, edits[0], edits[1])).toBe(true);
    expect(isAskedAgain(status, edits[0], edits[1])).toBe(false);
  });

  it('anything of which versions are not compared, each time', () => {
    expect(isAskedAgain((tree) => propertyIndexOf(tree).named('phandle').length, ['<0 0x1000>', '<0 0x1>'])).toBe(true);
    expect(isAskedAgain((tree) => tree.memoryReservations.length, ['reg = <0 0x1000>', 'reg = <0 0x1>'])).toBe(true);
    expect(isAskedAgain((tree) => tree.findings.length, ['reg = <0 0x1000>', 'reg = <0 0x1>'])).toBe(true);
    expect(isAskedAgain(({ unresolved }) => unresolved.inCells.length, ['<0 0x1000>', '<0 0x1>'])).toBe(true);
  });

  it('is asked for where text beside its place has changed, or more than text', () => {
    expect(isAskedAgain(status, ['bank: lock@1000', 'bank:  lock@1000'])).toBe(true);
    expect(isAskedAgain(status, ['/dts-v1/;', '/dts-v1/;\n#define X 1'])).toBe(true);
  });

  it('stands after a mistake is mended that had all judged', () => {
    expect(isAskedAgain(status, ['spare@3000 {', 'spare@3000 '], ['spare@3000 ', 'spare@3000 {'])).toBe(false);
  });
});

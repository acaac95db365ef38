import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DeviceTree } from '../server/src/devicetree/tree.js';
import type { ParseSession } from '../server/src/syntax/parser.js';
import type { Finding } from '../server/src/text/finding.js';
import { createSourceFile } from '../server/src/text/source-file.js';
import { DEFAULT_SETTINGS } from '../server/src/workspace/settings.js';
import { createWorkspace, type Workspace } from '../server/src/workspace/workspace.js';
import { memoryLoader, uriOf } from './memory-loader.js';
import { deletions, insertions, type Mutation, PUNCTUATION, truncations } from './mistakes/mutations.js';
import { testParser } from './parser.js';

/*
 * One mistake gives one finding, at the line of the mistake or the one before, and the rest of the tree stays as it was:
 * for every single token that a board and its SoC can lack or have too much, and every line that breaks off.
 */

const read = (name: string) => readFileSync(new URL(`mistakes/${name}`, import.meta.url), 'utf8');
const files = { 'mistakes/soc.dtsi': read('soc.dtsi'), 'mistakes/board.dts': read('board.dts') };
const names = Object.keys(files) as (keyof typeof files)[];
const board = uriOf('mistakes/board.dts');

let workspace: Workspace;
let session: ParseSession;
let version = 1;

beforeAll(async () => {
  const parser = await testParser();
  workspace = createWorkspace(memoryLoader(files), parser, DEFAULT_SETTINGS);
  session = parser.open();
});

interface Outcome {
  readonly findings: readonly Finding[];
  readonly tree: readonly string[];
}

/** What is found on the board when `text` stands in the file. */
async function outcomeOf(name: keyof typeof files, text: string): Promise<Outcome> {
  workspace.files.setOpen(uriOf(name), createSourceFile(uriOf(name), ++version, text));
  const unit = (await workspace.loadUnit(board, session))!;
  const findings = await workspace.check(unit);
  workspace.files.setOpen(uriOf(name), undefined);
  return { findings, tree: describeTree(unit.tree) };
}

/** A line for each node and property. Phandles depend on who refers to whom, and so on what a mistake hides. */
function describeTree(tree: DeviceTree): string[] {
  const lines: string[] = [];
  for (const node of tree.nodes()) {
    lines.push(`${node.path} ${node.labels.join(' ')}`);
    for (const { name, value } of node.properties.values()) {
      const parts = value.map((part) => {
        if (part.kind !== 'cells') return part.kind === 'string' ? part.value : part.kind;
        return part.cells.map((cell) => cell.reference?.label ?? cell.value).join(' ');
      });
      if (name !== 'phandle') lines.push(`${node.path} ${name} = ${parts.join(', ')}`);
    }
  }
  return lines;
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

interface Tally {
  count: number;
  /** Still right: nothing is to be found. */
  valid: number;
  one: number;
  placed: number;
  /** No more than one line of the tree differs: that of the statement with the mistake. */
  kept: number;
}

async function tally(mutate: (text: string) => Mutation[], accept: readonly string[] = []): Promise<Tally> {
  const result = { count: 0, valid: 0, one: 0, placed: 0, kept: 0 };
  for (const name of names) {
    const original = files[name];
    const before = (await outcomeOf(name, original)).tree;
    for (const { text, at } of mutate(original)) {
      const { findings, tree } = await outcomeOf(name, text);
      const line = lineAt(original, at);
      result.count++;
      if (findings.length === 0) {
        expect(accept, `${name}:${line}: ${text.split('\n')[line - 1]!.trim()}`).toContain(
          text.split('\n')[line - 1]!.trim(),
        );
        result.valid++;
        continue;
      }
      if (findings.length === 1) result.one++;
      const places = findings.map((finding) => line - lineAt(text, finding.at.span.start));
      if (places.every((distance) => distance === 0 || distance === 1)) result.placed++;
      const known = new Set(before);
      const found = new Set(tree);
      const lost = before.filter((each) => !found.has(each));
      const added = tree.filter((each) => !known.has(each));
      // A stray word may make a property of its own.
      if (lost.length <= 1 && added.length <= 2) result.kept++;
    }
  }
  return result;
}

function expectNearlyAll({ count, valid, one, placed, kept }: Tally, least = 0.97): void {
  const wrong = count - valid;
  expect(one / wrong).toBeGreaterThanOrEqual(least);
  expect(placed / wrong).toBeGreaterThanOrEqual(least);
  expect(kept / wrong).toBeGreaterThanOrEqual(least);
}

describe('one mistake, one finding', { timeout: 120_000 }, () => {
  it('the board is clean', async () => {
    expect((await outcomeOf('mistakes/soc.dtsi', files['mistakes/soc.dtsi'])).findings).toEqual([]);
  });

  it('each token that can be missing', async () => {
    const result = await tally(deletions);
    expect(result.one).toBe(result.count);
    expectNearlyAll(result);
  });

  // What remains are macros that something tears from their arguments: each line that goes on is a mistake of its own.
  it.each([...PUNCTUATION, 'zzz', '/*'])("each place for a '%s' too much", async (token) => {
    expectNearlyAll(await tally((text) => insertions(text, token)));
  });

  it('each line that breaks off', async () => {
    // The next line goes on with the value as if nothing had happened.
    const complete = [
      'gpio-line-names =',
      'gpio-line-names = "",',
      'gpio-line-names = "", "RESET",',
      'pinmux = <',
      'interrupts-extended =',
    ];
    // A label alone does not say what its node is called.
    expectNearlyAll(await tally(truncations, complete), 0.95);
  });
});

describe('what is said of a mistake', () => {
  it.each([
    ['reg = <1>;', 'reg = <1>', "Expected ';' behind the value of `reg`"],
    ['reg = <1>;', 'reg = <1;', "Expected '>' behind the cells of `reg`"],
    ['reg = <1>;', 'reg = 1>;', "Expected '<' before the value of `reg`"],
    ['reg = <1>;', 'reg <1>;', "Expected '=' behind `reg`"],
    ['reg = <1>;', 'reg = ;', 'Expected a value for `reg`'],
    ['model = "a";', 'model = "a;', 'This string of `model` is never closed'],
    ['model = "a";', 'model = a";', "Expected '\"' before this value of `model`"],
    ['bus@0 {', 'bus@0', "Expected '{' behind `bus@0`"],
    ['\t\t};', '', "`device@1` is never closed: '}' is missing"],
    ['reg = <1>;', 'reg = <&', "Expected a label or a {/path} behind '&'"],
    ['reg = <1>;', 'reg = <(1 + 2>;', "Expected ')' to close the expression"],
    ['reg = <1>;', 'hwl', "Expected ';', '=' or '{' behind `hwl`"],
    ['reg = <1>;', 'reg = <1>; )', "')' is not expected here"],
    ['reg = <1>;', 'reg = <1>; /* open', 'The comment that begins here has no `*/`.'],
  ])('%s as %s', async (right, wrong, message) => {
    const text = `/dts-v1/;
/ {
	model = "a";
	bus@0 {
		#address-cells = <1>;
		#size-cells = <0>;
		device@1 {
			reg = <1>;
		};
	};
	other: other {
		status = "okay";
	};
};
`;
    const { findings, tree } = await outcomeOf('mistakes/board.dts', text.replace(right, wrong));
    expect(findings.map((finding) => finding.message)).toEqual([message]);
    expect(tree).toContain('/other other');
    expect(tree).toContain('/other status = okay');
    expect(tree).toContain('/bus@0/device@1 ');
  });

  it('a comment that goes on to the end of the next is told where it opens', async () => {
    const right = '/dts-v1/;\n/ {\n\ta {\n\t\tb = <1>;\n\t};\n\t/* second */\n\tc {\n\t};\n};\n';
    for (const text of [right.replace('<1>;', '<1>; /* open'), right.replace('<1>;', '<1 /* open >;')]) {
      const { findings } = await outcomeOf('mistakes/board.dts', text);
      expect(findings.map(({ code, at }) => `${code} ${at.span.start}`)).toEqual([
        `unterminated-comment ${text.indexOf('/* open')}`,
      ]);
    }
    const prose = right.replace('/* second */', '/*\n\t * See what is in /* for;\n\t */').replace('c {', 'c ');
    expect((await outcomeOf('mistakes/board.dts', prose)).findings).toMatchObject([{ code: 'syntax-error' }]);
  });

  it('a fix puts in what is missing', async () => {
    const right = '/dts-v1/;\n/ {\n\tbus {\n\t\treg = <1>;\n\t};\n};\n';
    for (const [token, wrong] of [
      ['>;', '\t\treg = <1\n'],
      [';', '\t\treg = <1>\n'],
      ['<', '\t\treg = 1>;\n'],
      [' =', '\t\treg <1>;\n'],
    ]) {
      const text = right.replace('\t\treg = <1>;\n', wrong!);
      const { findings } = await outcomeOf('mistakes/board.dts', text);
      const [edit] = findings[0]!.fixes![0]!.edits;
      expect(edit?.newText).toBe(token);
      expect(text.slice(0, edit!.span.start) + edit!.newText + text.slice(edit!.span.end)).toBe(right);
    }
  });
});

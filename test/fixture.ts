import { expect } from 'vitest';
import { createBindingStore } from '../server/src/bindings/store.js';
import { expand } from '../server/src/preprocessor/expand.js';
import type { Rule } from '../server/src/rules/rule.js';
import type { FileSystem } from '../server/src/text/file-system.js';
import { type Finding, fixesOf } from '../server/src/text/finding.js';
import { createSourceFile, type SourceFile } from '../server/src/text/source-file.js';
import { checkTree } from '../server/src/workspace/check-tree.js';
import { buildUnit, type TranslationUnit } from '../server/src/workspace/translation-unit.js';
import { testParser } from './parser.js';

/*
 * Fixtures are devicetree sources with what is expected written into them:
 *
 *     //- soc.dtsi                      a file begins; text before the first is `board.dts`
 *     / { uart0: serial@1000 { }; };
 *     //         ^^^^^^^^^^^ warning(unit-address-vs-reg): message     of the text above the carets
 *     //- board.dts => fix              what `board.dts` is after the first fix of each finding
 *
 * `error|warning|information|hint(code): message` says that exactly this finding begins and ends there (a finding over
 * several lines ends, for this purpose, at the end of its first). A message may be cut with `…`. Every finding must be
 * expected. Carets stand below columns as displayed, with tabs eight wide; several markers may follow one line of text.
 * Includes are searched in the fixture's own folder. Files below `Documentation/devicetree/bindings/` are its bindings.
 */

export interface Fixture {
  readonly files: ReadonlyMap<string, SourceFile>;
  /** File name → text after the fixes. */
  readonly fixed: ReadonlyMap<string, string>;
  /** Every expected finding as one line of text. */
  readonly expected: readonly string[];
  readonly fileSystem: FileSystem;
}

export function parseFixture(text: string): Fixture {
  const files = new Map<string, SourceFile>();
  const fixed = new Map<string, string>();
  const expected: string[] = [];
  for (const section of text.replace(/^\n/, '').split(/^(?=\/\/- )/m)) {
    const header = /^\/\/- (\S+)(?: => (\S+))?\n/.exec(section);
    const name = header?.[1] ?? 'board.dts';
    const body = header ? section.slice(header[0].length) : section;
    if (header?.[2]) {
      fixed.set(name, body);
      continue;
    }
    files.set(name, createSourceFile(ROOT + name, 1, body));
    expected.push(...expectations(name, body));
  }
  const read = (uri: string) => files.get(decodeURIComponent(uri.slice(ROOT.length))) ?? 'absent';
  return { files, fixed, expected: expected.sort(), fileSystem: { read } };
}

/** Evaluates the first `.dts` or `.dtso` file of a fixture. */
export async function evaluateFixture(text: string): Promise<TranslationUnit> {
  const fixture = parseFixture(text);
  return evaluateRoot(fixture, rootsOf(fixture)[0]!);
}

/** Checks that the rule, and all that comes before rules, finds in every unit of the fixture exactly what is marked there. */
export async function checkRule(rule: Rule, text: string): Promise<void> {
  const fixture = parseFixture(text);
  const findings = new Map<string, Finding>();
  for (const root of rootsOf(fixture)) {
    const unit = await evaluateRoot(fixture, root);
    const bindings = bindingsOf(fixture);
    const found = checkTree({ tree: unit.tree, expansion: unit.expansion, ...(bindings && { bindings }) }, [rule]);
    for (const finding of [...unit.findings, ...found]) findings.set(describe(finding), finding);
  }
  expect([...findings.keys()].sort()).toEqual(matchCut(fixture.expected, [...findings.keys()]));
  for (const [name, after] of fixture.fixed) expect(applyFixes(fixture, name, [...findings.values()])).toBe(after);
}

/** The text of a file after the first fix of every finding. */
function applyFixes(fixture: Fixture, name: string, findings: readonly Finding[]): string {
  const file = fixture.files.get(name)!;
  const edits = findings
    .flatMap((finding) => fixesOf(finding)[0]?.edits ?? [])
    .filter((edit) => edit.span.file === file);
  let text = file.text;
  for (const { span, newText } of edits.sort((a, b) => b.span.start - a.span.start)) {
    text = text.slice(0, span.start) + newText + text.slice(span.end);
  }
  return text;
}

const ROOT = 'file:///fixture/';

const rootsOf = (fixture: Fixture) => [...fixture.files.keys()].filter((name) => /\.dtso?$/.test(name));

async function evaluateRoot(fixture: Fixture, root: string): Promise<TranslationUnit> {
  const session = (await testParser()).open();
  try {
    const options = { fileSystem: fixture.fileSystem, includePaths: [ROOT.slice(0, -1)] };
    return buildUnit(expand(fixture.files.get(root)!, options), session);
  } finally {
    session.close();
  }
}

function bindingsOf(fixture: Fixture) {
  const folder = 'Documentation/devicetree/bindings';
  const files = [...fixture.files].filter(([name]) => name.startsWith(`${folder}/`));
  if (files.length === 0) return undefined;
  return createBindingStore(ROOT + folder, new Map(files.map(([, file]) => [file.uri, file])));
}

function expectations(name: string, text: string): string[] {
  const lines = text.split('\n');
  let line = 0;
  const expected: string[] = [];
  for (const [index, content] of lines.entries()) {
    const marker = /^(\s*\/\/\s*)(\^+) (error|warning|information|hint)\((\S+)\): (.*)$/.exec(content);
    if (!marker) {
      line = index;
      continue;
    }
    const start = columnOf(displayWidth(marker[1]!), lines[line]!);
    const end = columnOf(displayWidth(marker[1]!) + marker[2]!.length, lines[line]!);
    expected.push(`${name}:${line + 1}:${start}-${end} ${marker[3]}(${marker[4]}): ${marker[5]}`);
  }
  return expected;
}

const displayWidth = (text: string) =>
  [...text].reduce((width, character) => (character === '\t' ? width + 8 - (width % 8) : width + 1), 0);

/** The character of a line that is displayed at a width. */
function columnOf(width: number, line: string): number {
  let column = 0;
  while (column < line.length && displayWidth(line.slice(0, column)) < width) column++;
  return column;
}

function describe(finding: Finding): string {
  const { file, start, end } = finding.at.span;
  const position = file.lines.positionAt(start);
  const lineEnd = file.lines.endOf(position.line);
  const endColumn = Math.min(end, lineEnd) - file.lines.startOf(position.line);
  const name = decodeURIComponent(file.uri.slice(ROOT.length));
  return `${name}:${position.line + 1}:${position.character}-${endColumn} ${finding.severity}(${finding.code}): ${finding.message}`;
}

/** Completes the messages that the fixture cuts with `…` from the findings that begin in the same way. */
function matchCut(expected: readonly string[], actual: readonly string[]): string[] {
  const complete = (line: string) => actual.find((other) => other.startsWith(line.slice(0, -1))) ?? line;
  return expected.map((line) => (line.endsWith('…') ? complete(line) : line)).sort();
}

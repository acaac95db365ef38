import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';
import { fixesOf, type Severity } from '../../text/finding.js';
import type { Origin, Span } from '../../text/span.js';
import type { Uri } from '../../text/uri.js';
import type { MergedFinding } from '../../workspace/merge.js';
import type { Reporter } from './reporter.js';

/** As a good compiler prints: place, severity, message, code, the line with carets, related places, a summary. */
export const textReporter: Reporter = {
  async report(result) {
    const { findings, boards } = result;
    return `${textOfFindings(findings)}${summary(findings, boards.length)}\n`;
  },
};

/** Findings without a summary. Colours are used where the standard output is a terminal (and `NO_COLOR` is not set). */
export function textOfFindings(findings: readonly MergedFinding[]): string {
  return findings.map((finding) => `${textOfFinding(finding)}\n`).join('');
}

const colors = pc.createColors(pc.isColorSupported && process.stdout.isTTY === true);

const PAINT: Readonly<Record<Severity, (text: string) => string>> = {
  error: colors.red,
  warning: colors.yellow,
  information: colors.blue,
  hint: colors.cyan,
};

function textOfFinding(finding: MergedFinding): string {
  const paint = PAINT[finding.severity];
  const lines = [
    `${colors.bold(placeOf(finding.at.span))}: ${paint(finding.severity)}: ${finding.message} ${colors.dim(`[${finding.code}]`)}`,
  ];
  lines.push(...excerpt(finding.at.span, paint));
  lines.push(...includedFrom(finding.at));
  for (const { at, message } of finding.related ?? []) lines.push(`  ${placeOf(at.span)}: note: ${message}`);
  for (const { title } of fixesOf(finding)) lines.push(`  fix: ${title}`);
  const boards = boardsLine(finding);
  if (boards) lines.push(`  ${boards}`);
  return `${lines.join('\n')}\n`;
}

function placeOf({ file, start }: Span): string {
  const { line, character } = file.lines.positionAt(start);
  return `${pathOf(file.uri)}:${line + 1}:${character + 1}`;
}

/** The path as it can be typed here; a file that is not on this disk keeps its URI. */
function pathOf(uri: Uri): string {
  return uri.startsWith('file:') ? relative(process.cwd(), fileURLToPath(uri)) || '.' : uri;
}

/** The first line of the span, with carets below what the span covers of it. */
function excerpt({ file, start, end }: Span, paint: (text: string) => string): string[] {
  const { line } = file.lines.positionAt(start);
  const from = file.lines.startOf(line);
  const until = file.lines.endOf(line);
  const number = String(line + 1);
  const before = expandTabs(file.text.slice(from, start), 0);
  const marked = expandTabs(file.text.slice(start, Math.min(end, until)), before.length);
  const after = expandTabs(
    file.text.slice(Math.max(start, Math.min(end, until)), until),
    before.length + marked.length,
  );
  const text = before + marked + after;
  if (text.trim() === '') return [];
  const window = windowOf(before.length, marked.length, text.length);
  const carets = `${' '.repeat(before.length - window.start)}${'^'.repeat(Math.max(1, Math.min(marked.length, window.end - before.length)))}`;
  return [` ${number} | ${text.slice(window.start, window.end)}`, ` ${' '.repeat(number.length)} | ${paint(carets)}`];
}

/** The part of a long line that is shown: what is marked, with something before it. */
function windowOf(before: number, marked: number, length: number): { start: number; end: number } {
  if (length <= MAX_WIDTH) return { start: 0, end: length };
  const start = Math.max(0, Math.min(before - 20, before + marked - MAX_WIDTH + 20));
  return { start: Math.min(start, before), end: Math.min(length, Math.min(start, before) + MAX_WIDTH) };
}

const MAX_WIDTH = 160;

/** Control characters would move the cursor, so that carets miss or a file could write over the screen. */
function expandTabs(text: string, column: number): string {
  let result = '';
  for (const character of text) {
    if (character === '\t') result += ' '.repeat(8 - ((column + result.length) % 8));
    else result += character < ' ' || character === '\x7f' ? '?' : character;
  }
  return result;
}

function includedFrom(at: Origin): string[] {
  return at.via.flatMap((step) =>
    step.kind === 'macro' ? [`  ${placeOf(step.use)}: note: expanded from macro '${step.name}'`] : [],
  );
}

function boardsLine({ boards, at }: MergedFinding): string | undefined {
  // On the one board that is the place itself there is nothing to add.
  if (boards.length === 0 || (boards.length === 1 && boards[0] === at.span.file.uri)) return undefined;
  const shown = boards.slice(0, 3).map((board) => pathOf(board).replace(/^.*[/\\]/, ''));
  const more = boards.length > shown.length ? ` and ${boards.length - shown.length} more` : '';
  return `on ${boards.length} ${boards.length === 1 ? 'board' : 'boards'}: ${shown.join(', ')}${more}`;
}

function summary(findings: readonly MergedFinding[], boards: number): string {
  const counts = new Map<Severity, number>();
  for (const { severity } of findings) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  const parts = (Object.keys(PAINT) as Severity[]).flatMap((severity) => {
    const count = counts.get(severity);
    if (!count) return [];
    const word = count === 1 || severity === 'information' ? severity : `${severity}s`;
    return [PAINT[severity](`${count} ${word}`)];
  });
  const checked = `${boards} ${boards === 1 ? 'board' : 'boards'} checked`;
  return `${checked}: ${parts.length > 0 ? parts.join(', ') : 'nothing found'}`;
}

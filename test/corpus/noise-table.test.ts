import { expect, test } from 'vitest';
import type { Severity } from '../../server/src/text/finding.js';
import { createSourceFile } from '../../server/src/text/source-file.js';
import type { MergedFinding } from '../../server/src/workspace/merge.js';
import { noiseOf, noiseTable } from './noise-table.js';

const file = createSourceFile('file:///soc.dtsi', 1, 'text');

function finding(code: string, severity: Severity, ...boards: string[]): MergedFinding {
  return { code, severity, message: '', at: { span: { file, start: 0, end: 1 }, via: [] }, nodes: [], boards };
}

const FINDINGS = [
  finding('wanted', 'information', 'a', 'b', 'c', 'd'),
  finding('rare', 'warning', 'b'),
  finding('common', 'warning', 'a', 'b'),
  finding('common', 'hint', 'b', 'd'),
];

test('places, boards and severities are counted by code, problems by board', () => {
  const { codes, boards, median } = noiseOf(FINDINGS, ['a', 'b', 'c', 'd'], new Set(['wanted']));
  expect(codes).toEqual([
    { code: 'common', severities: ['warning', 'hint'], places: 2, boards: 3 },
    { code: 'rare', severities: ['warning'], places: 1, boards: 1 },
    { code: 'wanted', severities: ['information'], places: 1, boards: 4 },
  ]);
  expect(boards.map(({ board, problems }) => `${board} ${problems}`)).toEqual(['b 3', 'a 1', 'd 1', 'c 0']);
  expect(median).toBe(1);
  expect(noiseOf(FINDINGS, ['a', 'b'], new Set(['wanted'])).median).toBe(1);
  expect(noiseOf(FINDINGS, ['b', 'c'], new Set()).median).toBe(2);
  expect(noiseOf([], [], new Set()).median).toBe(0);
});

test('the table has the classes of boards, and those with most problems', () => {
  const many = Array.from({ length: 6 }, (_, index) => finding(`code-${index}`, 'warning', 'c'));
  const lines = noiseTable(
    noiseOf([...FINDINGS, ...many], ['a', 'b', 'c', 'e'], new Set(['wanted'])),
    (board) => board,
  );
  expect(lines.slice(0, 2)).toEqual(['code    places  boards  severity', 'common       2       3  warning, hint']);
  expect(lines.slice(-5)).toEqual([
    'boards by problems: 1 with none, 3 with 1 to 5, 1 with more; median 1',
    '     6 on c',
    '     3 on b',
    '     1 on a',
    '     1 on d',
  ]);
});

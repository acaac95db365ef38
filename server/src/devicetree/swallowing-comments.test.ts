import { expect, it } from 'vitest';
import type { Finding } from '../text/finding.js';
import { createSourceFile, type SourceFile } from '../text/source-file.js';
import { normalizeUri } from '../text/uri.js';
import { withoutSwallowed } from './swallowing-comments.js';

const SWALLOWING = 'before;\n/* first\ngone;\n/* second */\nbehind;\n';

const fileOf = (name: string, text: string) => createSourceFile(normalizeUri(`file:///${name}`), 1, text);

function findingsIn(file: SourceFile, ...words: string[]): Finding[] {
  return words.map((word) => {
    const start = file.text.indexOf(word);
    const span = { file, start, end: start + word.length };
    return { code: 'syntax-error', severity: 'error', at: { span, via: [] }, message: word };
  });
}

const wordsOf = (findings: readonly Finding[]) =>
  findings.map(({ code, at: { span } }) => `${code} ${span.file.text.slice(span.start, span.end)}`);

it('what is found behind a comment that swallows code is one mistake of its file', () => {
  const one = fileOf('one.dtsi', SWALLOWING);
  const other = fileOf('other.dtsi', SWALLOWING);
  const found = [
    ...findingsIn(one, 'before', 'behind', 'second'),
    ...findingsIn(other, 'behind'),
    ...findingsIn(one, 'behind'),
  ];
  expect(wordsOf(withoutSwallowed(found))).toEqual([
    'syntax-error before',
    'unterminated-comment /*',
    'unterminated-comment /*',
  ]);
});

it.each([
  '/* a */\nbehind;\n/* b;\n */',
  '/* a\n * b; /* c */\nbehind;\n',
  '/* no code\n/* here */\nbehind;\n',
  '// a;\n/* b */\nbehind;\n',
  '/* glob;\n x/* */\nbehind;\n',
])('%j swallows nothing', (text) => {
  const found = findingsIn(fileOf('a.dts', text), 'behind');
  expect(withoutSwallowed(found)).toEqual(found);
});

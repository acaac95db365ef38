import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Node } from 'web-tree-sitter';
import { parse } from './parse.js';

const sample = readFileSync(new URL('recovery-sample.dts', import.meta.url), 'utf8');
const lines = sample.split('\n');

/** What an editor shows of a text: its properties, nodes and deletions, each with its parents and its value. */
function itemsOf(text: string): string[] {
  return parse(text, (root) => {
    const items: string[] = [];
    collect(root, '', items);
    return items;
  });
}

function collect(node: Node, parent: string, items: string[]): void {
  let path = parent;
  if (ITEMS.has(node.type)) {
    const name =
      ['name', 'reference', 'target'].map((field) => node.childForFieldName(field)?.text).find(Boolean) ?? '';
    const base = node.type === 'node_reference' ? '' : parent;
    path = node.type === 'root_node' ? '' : `${base}/${name}`;
    items.push(`${path || '/'} = ${node.childForFieldName('value')?.text ?? ''}`);
  }
  for (const child of node.namedChildren) collect(child, path, items);
}

const ITEMS = new Set(['root_node', 'node_reference', 'node', 'property', 'delete_node', 'delete_property']);
const expected = itemsOf(sample);

/** How many of the sample's items are no longer found at their place once the text is changed. */
function lost(text: string): number {
  const found = itemsOf(text);
  return expected.filter((item) => !found.includes(item)).length;
}

/** The most and the average that is lost when each occurrence of `token` is left out, one at a time. */
function withoutEach(token: string) {
  const counts: number[] = [];
  for (let at = sample.indexOf(token); at >= 0; at = sample.indexOf(token, at + 1)) {
    counts.push(lost(sample.slice(0, at) + sample.slice(at + token.length)));
  }
  return { most: Math.max(...counts), average: counts.reduce((sum, count) => sum + count, 0) / counts.length };
}

/** The same for a line put between any two lines of the root node's body. */
function withLine(line: string) {
  const counts = lines.slice(6, 33).map((_, index) => {
    const at = index + 6;
    return lost([...lines.slice(0, at), `\t${line}`, ...lines.slice(at)].join('\n'));
  });
  return { most: Math.max(...counts), average: counts.reduce((sum, count) => sum + count, 0) / counts.length };
}

describe('a token left out', () => {
  // The item whose token it is counts as lost, because its value is another one.
  it.each([';', '>', '<', '"', '=', ',', ']', '[', ':', '>;', '";'])('%s', (token) => {
    expect(withoutEach(token).most).toBeLessThanOrEqual(1);
  });

  it.each(['(', ')'])('%s', (token) => {
    expect(withoutEach(token).most).toBeLessThanOrEqual(2);
  });

  // Which node a brace belonged to is a guess; nodes that refer to others by label or path are at home anywhere.
  it.each([
    ['}', 1],
    ['};', 8],
    ['{', 14],
  ])('%s', (token, average) => {
    expect(withoutEach(token).average).toBeLessThanOrEqual(average);
  });
});

it('a reference closes all nodes that are open', () => {
  expect(itemsOf('/ {\n\ta {\n\t\tb {\n\t\t\tc;\n\n&d {\n\te;\n};\n')).toEqual([
    '/ = ',
    '/a = ',
    '/a/b = ',
    '/a/b/c = ',
    '/&d = ',
    '/&d/e = ',
  ]);
});

describe('a line half typed', () => {
  it.each(['prop = <&', 'prop = <', 'prop = "', 'prop =', 'prop = <1 2', 'prop = <&foo', 'prop = "abc', 'prop = [00'])(
    '%s',
    (line) => {
      expect(withLine(line).most).toBeLessThanOrEqual(1);
      expect(withLine(line).average).toBeLessThanOrEqual(0.2);
    },
  );

  it.each([
    'prop',
    'prop-x',
    'node@1',
    '#foo',
    'label:',
    'prop = <1>,',
    'prop = "a",',
    'prop = <(1 +',
    'prop = <FOO(',
    '/delete-node/',
    '/delete-property/',
    '&',
    '@',
    '=',
  ])('%s', (line) => {
    expect(withLine(line).most).toBeLessThanOrEqual(2);
    expect(withLine(line).average).toBeLessThanOrEqual(0.4);
  });

  it.each(['#inclu', '#include', '#include "', '#include <a', '#define', '#if', '#ifdef', '/del', '/*'])(
    '%s',
    (line) => {
      expect(withLine(line).average).toBeLessThanOrEqual(0.4);
    },
  );
});

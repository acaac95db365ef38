import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Query } from 'web-tree-sitter';
import { parse } from './parse.js';

const sample = readFileSync(new URL('recovery-sample.dts', import.meta.url), 'utf8');

it.each(readdirSync(new URL('../queries', import.meta.url)))('%s names what the grammar has', (file) => {
  const source = readFileSync(new URL(`../queries/${file}`, import.meta.url), 'utf8');
  const captured = parse(sample, (root) => {
    const query = new Query(root.tree.language, source);
    const { length } = query.captures(root);
    query.delete();
    return length;
  });
  expect(captured).toBeGreaterThan(0);
});

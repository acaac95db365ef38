import { beforeAll, describe, expect, it } from 'vitest';
import { testParser } from '../../../../test/parser.js';
import type { SyntaxParser } from '../parser.js';
import { findRepairs } from './find-repairs.js';
import { lacksMacrosOnly } from './missing-macros.js';

describe('names in cells that no macro replaced', () => {
  let parser: SyntaxParser;
  beforeAll(async () => {
    parser = await testParser();
  });

  const isAll = (body: string): boolean => {
    const text = `/dts-v1/;\n/ {\n\tsoc {\n\t\t${body}\n\t};\n};\n`;
    const session = parser.open();
    const document = session.update(text);
    session.close();
    expect(document.hasErrors).toBe(true);
    const found = lacksMacrosOnly(document);
    if (found) expect(findRepairs(text)).toEqual([]);
    return found;
  };

  it.each([
    'a = <FOO>;',
    'a = <1 FOO>, <BAR &soc BAZ>, "x";',
    'a = <FOO(1, 2) 3>;',
    'a = <(FOO + 1)>;',
    'node@1000 { reg = <FOO 1>; child { b = <FOO>; }; };',
  ])('are all that is wrong: %s', (body) => {
    expect(isAll(body)).toBe(true);
  });

  it.each([
    'a = <FOO>',
    'a = FOO;',
    'a = "x", FOO;',
    'a = <FOO> BAR;',
    'FOO a = <BAR>;',
    'FOO(1)',
    'a = <FOO 08>;',
    'n { }; a = <FOO>;',
    '/delete-node/ FOO(1); a = <BAR>;',
  ])('are not: %s', (body) => {
    expect(isAll(body)).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { expandFiles, shortFindings } from '../../../test/expansion-files.js';
import { MAX_EXPANDED_LENGTH } from './unit.js';

/* The texts are so large that whatever is worse than linear runs into the runner's time limit, which is its failure. */

const expandText = (text: string) => expandFiles({ 'board.dts': text });

const codesOf = (text: string) => new Set(expandText(text).findings.map(({ code }) => code));

describe('hostile files', () => {
  test('macros that double', () => {
    let text = '#define A0 x x\n';
    for (let index = 1; index < 64; index++) text += `#define A${index} A${index - 1} A${index - 1}\n`;
    expect(codesOf(`${text}A63\nend`)).toEqual(new Set(['expansion-too-large']));
  });

  test('arguments that double', () => {
    const text = `#define F(x) x x\n${'F('.repeat(60)}y${')'.repeat(60)}`;
    expect(codesOf(text)).toEqual(new Set(['expansion-too-large']));
  });

  test('macro calls nested in arguments', () => {
    expect(codesOf(`#define F(x) x\n${'F('.repeat(20_000)}y${')'.repeat(20_000)}`)).toEqual(
      new Set(['expansion-too-large']),
    );
    expect(codesOf(`#define F(x) x\n${'F('.repeat(300)}y${')'.repeat(300)}`)).toEqual(new Set(['macro-too-deep']));
  });

  test('parentheses', () => {
    const deep = `${'('.repeat(100_000)}1${')'.repeat(100_000)}`;
    expect(expandText(`#if ${deep}\nyes\n#endif`).text).toContain('yes');
    expect(expandText(`#define F(x) <x>\nF(${deep})`).findings).toEqual([]);
    expect(codesOf(`#if ${'('.repeat(100_000)}\n#endif`)).toEqual(new Set(['bad-expression']));
    expect(expandText(`#if ${'!'.repeat(100_000)}1\nyes\n#endif`).text).toContain('yes');
    expect(expandText(`#if ${'1?'.repeat(50_000)}1${':1'.repeat(50_000)}\nyes\n#endif`).text).toContain('yes');
  });

  test('conditionals', () => {
    const text = `${'#if 1\n'.repeat(50_000)}x\n${'#endif\n'.repeat(50_000)}`;
    expect(expandText(text).text.trim()).toBe('x');
  });

  test('one very long line', () => {
    const pieces = [
      'a ',
      'A ',
      '/',
      '"',
      "'",
      '\\',
      '+',
      '/**/',
      'F ',
      'F() ',
      '( ',
      '#',
      '\\\n',
      'A+',
      '"\\"',
      '\r',
      'F/**/',
    ];
    for (const piece of pieces) {
      const { files } = expandText(`#define A 1\n#define F()\n${piece.repeat(Math.floor(400_000 / piece.length))}`);
      expect(files).toHaveLength(1);
    }
  });

  test('files that include themselves many times over', () => {
    const twice = expandFiles({ 'board.dts': '#include "board.dts"\n#include "board.dts"\nx' });
    expect(shortFindings(twice)).toEqual(['include-cycle@"board.dts"']);
    const many = expandFiles({ 'board.dts': '#include "a.h"\n'.repeat(30_000), 'a.h': '' });
    expect(shortFindings(many)).toEqual(['too-many-includes@"a.h"']);
  });

  test('a file that is included again and again until the text is too long', () => {
    const expansion = expandFiles({ 'board.dts': '#include "a.h"\n'.repeat(3000), 'a.h': 'x y z\n'.repeat(1000) });
    expect(shortFindings(expansion).map((finding) => finding.split('@')[0])).toEqual(['expansion-too-large']);
    expect(expansion.text.length).toBe(MAX_EXPANDED_LENGTH);
  });

  test('a line, a macro and a string that are longer than a text may be', () => {
    const much = 'x'.repeat(MAX_EXPANDED_LENGTH / 2 + 1);
    for (const text of [`${much} ${much}`, `#define A ${much}\nA A`, `#define F(x) x\nF("${much}${much}")`]) {
      const expansion = expandText(text);
      expect(expansion.text).toHaveLength(MAX_EXPANDED_LENGTH);
      expect(expansion.findings.map(({ code }) => code)).toEqual(['expansion-too-large']);
    }
  });

  test('a long text is told where it becomes too long', () => {
    const [finding] = expandText('x\n'.repeat(MAX_EXPANDED_LENGTH)).findings;
    expect(finding).toMatchObject({ code: 'expansion-too-large', at: { span: { end: MAX_EXPANDED_LENGTH } } });
  });

  test('much text behind an `/include/` of files within each other', () => {
    const expansion = expandFiles({
      'board.dts': '/include/ "a.dtsi"\n',
      'a.dtsi': `/include/ "a.dtsi"\n${'x\n'.repeat(200_000)}`,
    });
    expect(shortFindings(expansion)).toEqual(['expansion-too-large@"a.dtsi"']);
    expect(expansion.text.length).toBeLessThanOrEqual(MAX_EXPANDED_LENGTH);
  });

  test('many findings', () => {
    expect(expandText('#error x\n'.repeat(50_000)).findings.length).toBeLessThanOrEqual(1000);
  });

  test('a long chain of pastes, and of concatenated arguments', () => {
    const pasted = expandText(`#define A ${Array.from({ length: 50_000 }, () => 'a').join('##')}\nA`);
    expect(pasted.files).toHaveLength(1);
    const parameters = Array.from({ length: 5000 }, (_, index) => `a${index}`);
    expect(expandText(`#define F(${parameters}) a0\nF(x${','.repeat(4999)})`).text.trim()).toBe('x');
  });
});

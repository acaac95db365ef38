import { describe, expect, it } from 'vitest';
import { openFixture } from '../../../test/feature-fixture.js';
import { foldingRanges } from './folding-ranges.js';

/** Each fold by the numbers of its first and last line, from 1 on. */
async function folds(text: string, client?: object): Promise<string[]> {
  const { context, uri } = await openFixture(`${text}$0`, client);
  return foldingRanges
    .handle(context, { textDocument: { uri } })
    .map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1}${kind ? ` ${kind}` : ''}`);
}

describe('folding ranges', () => {
  it('are nodes without their last line, and values with it', async () => {
    const text = '/ {\n\tn {\n\t\tp = <1>,\n\t\t    <2>;\n\t};\n\tm { };\n\tq = "one line";\n};\n';
    expect(await folds(text)).toEqual(['1-7', '2-4', '3-4']);
  });

  it('are comments over several lines, and several comments below each other', async () => {
    const text = '// one\n// two\n\n/*\n * three\n */\n/ { // four\n\t// five\n}; // six\n// seven\n';
    expect(await folds(text)).toEqual(['1-2 comment', '4-6 comment', '7-8']);
  });

  it('are includes below each other', async () => {
    const text = '#include <a.h>\n\n#include <b.h>\n#define A\n#include "c.h"\n';
    expect(await folds(text)).toEqual(['1-3 imports']);
  });

  it('are the branches of conditionals, wherever they stand', async () => {
    const text =
      '#ifdef A\n/ {\n\tp = <1>,\n#if B\n\t<2>,\n#elif C\n\t<3>,\n#else\n\t<4>,\n#endif\n\t<5>;\n};\n#endif\n';
    expect(await folds(text)).toEqual(['1-12 region', '2-11', '3-11', '4-5 region', '6-7 region', '8-9 region']);
  });

  it('are no more than the client takes', async () => {
    const text = '/ {\n\tn {\n\t};\n\tm {\n\t};\n};\n';
    expect(await folds(text, { textDocument: { foldingRange: { rangeLimit: 1 } } })).toEqual(['1-5']);
  });

  it('reach to the end of what is not closed', async () => {
    expect(await folds('/ {\n\tn {\n\t\tp = <1>;\n')).toEqual(['1-3', '2-3']);
    expect(await folds('#if A\n/ {\n#else\n')).toContain('1-2 region');
  });

  it('never end before they begin, wherever the file ends', async () => {
    const text =
      '#if A /* x\ny */\n#include <a>\n#include <b>\n/ { a {\n p = <1\n>; // b\n // c\n};\n#else\n};\n#endif\n#endif\n';
    for (let end = 0; end <= text.length; end++) {
      const lines = text.slice(0, end).split('\n').length;
      for (const fold of await folds(text.slice(0, end))) {
        const [, first, last] = /^(\d+)-(\d+)/.exec(fold)!.map(Number);
        expect(first! < last! && last! <= lines).toBe(true);
      }
    }
  });
});

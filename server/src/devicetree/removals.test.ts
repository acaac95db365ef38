import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { removeProperties } from './removals.js';

/** The board without properties of the node; `undefined` where there is no edit. */
async function without(names: readonly string[], text: string): Promise<string | undefined> {
  const { tree, root } = await evaluateFixture(text);
  const edits = removeProperties(tree, tree.labels.get('n')!, names);
  if (!edits) return undefined;
  let result = root.text;
  for (const { span, newText } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    expect(span.file).toBe(root);
    result = result.slice(0, span.start) + newText + result.slice(span.end);
  }
  return result;
}

describe('to take properties out', () => {
  it('takes their lines, where nothing else stands on them', async () => {
    expect(
      await without(['p', 'q'], '/dts-v1/;\n/ {\n\tn: n {\n\t\tp = <1>;\n\t\tr;\n\t\tq =\n\t\t\t<2>;\n\t};\n};\n'),
    ).toBe('/dts-v1/;\n/ {\n\tn: n {\n\t\tr;\n\t};\n};\n');
  });

  it('leaves what else stands on the line', async () => {
    expect(await without(['p'], '/dts-v1/;\n/ { n: n { p = <1>; q; }; };\n')).toBe('/dts-v1/;\n/ { n: n { q; }; };\n');
    expect(await without(['p'], '/dts-v1/;\n/ { n: n {\n\tp; /* why */\n}; };\n')).toBe(
      '/dts-v1/;\n/ { n: n {\n /* why */\n}; };\n',
    );
  });

  it('keeps the line breaks of the file', async () => {
    expect(await without(['p'], '/dts-v1/;\r\n/ { n: n {\r\n\tp;\r\n\tq;\r\n}; };\r\n')).toBe(
      '/dts-v1/;\r\n/ { n: n {\r\n\tq;\r\n}; };\r\n',
    );
  });

  it.each([
    ['is not there', '/dts-v1/;\n/ { n: n { }; };\n'],
    ['is written twice', '/dts-v1/;\n/ { n: n { p; }; };\n&n { p = <1>; };\n'],
    ['is written by a macro', '/dts-v1/;\n#define P p;\n/ { n: n { P }; };\n'],
    ['ends in a macro', '/dts-v1/;\n#define END ;\n/ { n: n { p = <1> END }; };\n'],
  ])('is refused where one %s', async (_, text) => {
    expect(await without(['p'], text)).toBeUndefined();
  });

  it('is refused as a whole where one of several cannot go', async () => {
    expect(await without(['p', 'q'], '/dts-v1/;\n/ { n: n { p; }; };\n')).toBeUndefined();
  });

  it('takes what came back behind a deletion', async () => {
    const text = '/dts-v1/;\n/ { n: n { p; }; };\n&n { /delete-property/ p; };\n&n {\n\tp = <2>;\n};\n';
    expect(await without(['p'], text)).toBe(text.replace('\tp = <2>;\n', ''));
  });
});

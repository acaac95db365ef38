import { describe, expect, it } from 'vitest';
import { unitDifference } from '../../../test/fresh/difference.js';
import { testParser } from '../../../test/parser.js';
import { expand } from '../preprocessor/expand.js';
import { createSourceFile } from '../text/source-file.js';
import { buildUnit } from '../workspace/translation-unit.js';
import type { EvaluationMemo } from './evaluation-memo.js';
import type { TreeNode } from './tree-node.js';

const OVERLAY = '/dts-v1/;\n/plugin/;\n&a { x = <&b>; };\n&c { y; };\n&{/d} { z; };\n';

/** The units of versions of one text, each made after the one before, and what is remembered of them. */
async function versionsOf(...texts: readonly string[]) {
  const session = (await testParser()).open();
  const memo: EvaluationMemo = {};
  const units = texts.map((text) => {
    const root = createSourceFile('file:///overlay.dtso', 1, text);
    const expansion = expand(root, { fileSystem: { read: () => 'absent' }, includePaths: [] });
    const unit = buildUnit(expansion, session, { memo });
    expect(unitDifference(unit, buildUnit(expansion, session))).toBeUndefined();
    return unit;
  });
  session.close();
  const bodiesOf = (version: number) =>
    units[version]!.tree.nodes().map((node) => [node.path, (node as TreeNode).history[0]?.syntax] as const);
  return { memo, bodiesOf };
}

describe('fragments of versions of an overlay', () => {
  it('are the same where the text is', async () => {
    const { bodiesOf } = await versionsOf(OVERLAY, OVERLAY.replace('y;', 'y = "longer";'));
    const [before, after] = [new Map(bodiesOf(0)), new Map(bodiesOf(1))];
    expect([...after.keys()]).toEqual([...before.keys()]);
    const differing = [...after.keys()].filter((path) => after.get(path) !== before.get(path));
    expect(differing).toEqual(['/fragment@1', '/fragment@1/__overlay__']);
  });

  it('have other numbers behind one that comes or goes', async () => {
    const { bodiesOf } = await versionsOf(OVERLAY, OVERLAY.replace('&a', '&n { };\n&a'), OVERLAY);
    expect(bodiesOf(1)).toHaveLength(9);
    expect(bodiesOf(2).map(([path]) => path)).toEqual(bodiesOf(0).map(([path]) => path));
  });

  it('are not remembered for later versions, which cannot share nodes with them', async () => {
    expect((await versionsOf(OVERLAY, OVERLAY.replace('y;', 'y; w;'))).memo).toEqual({});
    expect((await versionsOf('/dts-v1/;\n/ { };\n')).memo.last).toBeDefined();
  });
});

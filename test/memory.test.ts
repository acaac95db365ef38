import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createSourceFile } from '../server/src/text/source-file.js';
import { DEFAULT_SETTINGS } from '../server/src/workspace/settings.js';
import { createViews } from '../server/src/workspace/views.js';
import { createWorkspace } from '../server/src/workspace/workspace.js';
import { memoryLoader, uriOf } from './memory-loader.js';
import { testParser } from './parser.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/* A piece of a text can keep the whole text alive: whatever outlives an edit must not hold one. */

describe('memory', () => {
  it.each([
    ['a property', (edit: number) => `property-with-a-long-name-${edit} = "a string of some length ${edit}";`],
    ['a label', (edit: number) => `label_of_some_length_${edit}: node-of-some-length-${edit} { };`],
    ['a reference to nothing', (edit: number) => `property = <&label_of_some_length_${edit}>;`],
    ['a macro that is not defined', (edit: number) => `property = <MACRO_OF_SOME_LENGTH_${edit}>;`],
    ['text that fits nowhere', (edit: number) => `property = < 0 unexpected_text_of_some_length_${edit} "${edit}" ;`],
    ['a macro where a node should be', (edit: number) => `MACRO_OF_SOME_LENGTH_${edit}(1, 2) { };`],
    ['a line below a definition', (edit: number) => `#define FIXED <1>\nproperty-of-some-length-${edit} = FIXED;`],
    ['a definition', (edit: number) => `\n#define MACRO_OF_SOME_LENGTH_${edit} "body ${edit}"\n`],
  ])('does not keep the texts of earlier edits: %s', async (_, typed) => {
    const board = uriOf('tree/board.dts');
    const views = createViews(createWorkspace(memoryLoader({}), await testParser(), DEFAULT_SETTINGS));
    let used = 0;
    for (let edit = 0; edit <= EDITS; edit++) {
      const text = `/dts-v1/;\n/ {\n${typed(edit)}\n};\n${'/* what the board also says */\n'.repeat(LINES)}`;
      views.setOpen(board, createSourceFile(board, edit, text));
      await views.viewOf(board);
      if (edit !== WARM && edit !== EDITS) continue;
      collectGarbage();
      used = process.memoryUsage().heapUsed - used;
    }
    expect(used / 1024 / 1024).toBeLessThan(4);
  });

  it('keeps no tree of an overlay for a later version, which could not be made of it', async () => {
    const board = uriOf('tree/board.dtso');
    const views = createViews(createWorkspace(memoryLoader({}), await testParser(), DEFAULT_SETTINGS));
    const fragments = Array.from({ length: FRAGMENTS }, (_, index) => `&l${index} { p = <&m${index}>; };\n`);
    const textWithout = (gone: number) => `/dts-v1/;\n/plugin/;\n${fragments.toSpliced(gone, 1).join('')}`;
    collectGarbage();
    let used = process.memoryUsage().heapUsed;
    views.setOpen(board, createSourceFile(board, 1, textWithout(FRAGMENTS)));
    const view = await views.viewOf(board);
    for (const gone of [3, 2, 1]) view?.evaluateWith(textWithout(FRAGMENTS - gone));
    collectGarbage();
    used = process.memoryUsage().heapUsed - used;
    expect(view?.unit?.tree.nodes()).toHaveLength(1 + 2 * FRAGMENTS);
    expect(used / FRAGMENTS).toBeLessThan(10_000);
  });
});

/** The texts have 240 kB each: a tenth of those that are typed after warming up would be found out. */
const LINES = 8000;
const WARM = 20;
const EDITS = 220;

/** Two nodes each; a second tree of them all would take them beyond what is allowed. */
const FRAGMENTS = 4000;

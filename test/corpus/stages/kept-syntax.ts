import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { diskLoader } from '../../../server/src/disk/disk-loader.js';
import { decodeDocument, encodeDocument } from '../../../server/src/syntax/kept-document.js';
import { createSyntaxMemo, FEW_BOARDS } from '../../../server/src/syntax/text-memo.js';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.js';
import { createWorkspace } from '../../../server/src/workspace/workspace.js';
import { testParser } from '../../parser.js';
import { rootSources } from '../boards.js';
import { uriOf } from '../kernel-files.js';
import type { Difference, Stage } from '../stage.js';

/** What is kept of every board and overlay for the next start is, taken back, what the parser makes of its text. */
export const keptSyntaxStage: Stage = {
  name: 'kept-syntax',
  async run({ kernel, boards, partial, progress }) {
    const roots = partial ? boards : await rootSources(kernel.root);
    const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
    const memo = createSyntaxMemo(FEW_BOARDS);
    const differences: Difference[] = [];
    let characters = 0;
    for (const [index, root] of roots.entries()) {
      const session = workspace.parser.open();
      const { document, expansion } = (await workspace.loadUnit(uriOf(join(kernel.root, root)), session))!;
      session.close();
      const kept = encodeDocument(document, expansion.text);
      characters += kept?.length ?? 0;
      if (kept === undefined) differences.push({ board: root, what: 'nothing is kept of it' });
      else if (!isDeepStrictEqual(decodeDocument(kept, expansion.text, memo), document))
        differences.push({ board: root, what: 'what was kept of it is taken back as something else' });
      progress(index + 1, roots.length);
    }
    const counts = [`${Math.round(characters / roots.length)} characters kept of a board, besides its text`];
    return { compared: roots.length, rows: roots.length, differences, counts };
  },
};

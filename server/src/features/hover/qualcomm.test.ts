import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver-protocol';
import { askAtCursor } from '../../../../test/feature-fixture.js';
import { onBoard, onSoc } from '../../../../test/qualcomm-fixture.js';
import { hover } from './hover.js';

/*
 * qualcomm-cases.txt: `=== ` begins a case with its title; then `soc.dtsi: ` with the piece of that file that the cursor is
 * in, and, or, `board.dts:` with what the board adds; behind `---` the exact answer, the fixture's folder left out of links.
 */
const cases = readFileSync(new URL('qualcomm-cases.txt', import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((text) => {
    const [question = '', answer = ''] = text.split(/^---\n/m);
    const [, title = '', soc, board = ''] =
      /^([^\n]*)\n(?:soc\.dtsi: ([^\n]*)\n)?(?:board\.dts:\n(.*))?$/s.exec(question) ?? [];
    return { title, fixture: soc === undefined ? onBoard(board) : onSoc(soc, board), answer: answer.trimEnd() };
  });

describe('hover about SMEM and its locks', () => {
  it.each(cases)('$title', async ({ fixture, answer }) => {
    const shown = await askAtCursor(hover, fixture);
    const { kind, value } = shown!.contents as MarkupContent;
    expect([kind, value.replaceAll('file:///fixture/', '')]).toEqual(['markdown', answer]);
  });
});

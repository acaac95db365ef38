import type { Span } from '../text/span.js';
import { type DirectiveRun, expectEnd, lineRange, lineSource } from './directive-run.js';
import { enterFile } from './files.js';
import { describeMissing, type IncludeSearch, ownFolderOf, searchInclude } from './includes.js';
import type { Expander } from './macro-expander.js';
import { spanIn } from './provenance.js';
import { BLANK_BEFORE, END, HEADER_NAME, STRING, type Token } from './tokens.js';
import { type Buffer, reportAt, type Unit } from './unit.js';

/** Executes `#include`, `#include_next` or `#import`. */
export function include(run: DirectiveRun): void {
  const { unit, buffer, word, cursor } = run;
  const { expander } = unit;
  const isRootNext = word.text === 'include_next' && unit.buffers.length === 1;
  if (isRootNext) {
    reportAt(unit, buffer, 'include-next-in-root', word, '`#include_next` has nothing to go on from in the root file.');
  }
  const header = expander.readFrom(lineSource(cursor), () => readHeader(expander, expander.nextSolid(true)));
  if (!header || header.path === '') {
    const problem = header ? 'has an empty file name' : 'wants `"file"` or `<file>`';
    reportAt(
      unit,
      buffer,
      'malformed-include',
      header?.first.home === 0 ? header.first : word,
      `\`#${word.text}\` ${problem}.`,
    );
    return;
  }
  expectEnd(run);
  const site = siteOf(unit, buffer, header, word);
  const search = searchFor(unit, buffer, header, word.text === 'include_next');
  const result = searchInclude(unit, search);
  const { file, foundIn, isOpen } = result;
  if (file) {
    enterFile(unit, file, { parent: buffer.instance, site, foundIn, isImport: word.text === 'import' });
  } else if (!isOpen) {
    unit.missingIncludes.push(site);
    const range = { start: header.first.start, end: header.last.end };
    const place = header.first.home === 0 && range.end > range.start ? range : word;
    const { code, message } = describeMissing(search, result, unit.options);
    reportAt(unit, buffer, code, place, message);
  }
}

/** A file name as a directive gives it. */
export interface Header {
  readonly path: string;
  readonly isQuoted: boolean;
  readonly first: Token;
  readonly last: Token;
}

/** The file name that begins with `token`; macros may have made it of several tokens between `<` and `>`. */
export function readHeader(expander: Expander, token: Token): Header | undefined {
  if ((token.kind === STRING && token.text.startsWith('"')) || token.kind === HEADER_NAME) {
    return { path: token.text.slice(1, -1), isQuoted: token.kind === STRING, first: token, last: token };
  }
  if (token.text !== '<') return undefined;
  let path = '';
  for (let next = expander.nextSolid(); next.kind !== END; next = expander.nextSolid()) {
    if (next.text === '>') return { path, isQuoted: false, first: token, last: next };
    path += (next.flags & BLANK_BEFORE) !== 0 ? ` ${next.text}` : next.text;
  }
  return undefined;
}

/** Where a file name that `buffer` contains is searched. */
export function searchFor(unit: Unit, buffer: Buffer, header: Header, isNext: boolean): IncludeSearch {
  const goesOn = isNext && unit.buffers.length > 1;
  const own = header.isQuoted && !goesOn ? [ownFolderOf(buffer.scan.file)] : [];
  return { path: header.path, ownFolders: own, firstPath: goesOn ? buffer.foundIn + 1 : 0 };
}

/** The span of the file name as the file has it: the whole rest of the line if macros make it. */
function siteOf(unit: Unit, buffer: Buffer, { first, last }: Header, word: Token): Span {
  const isWritten = first.home === 0 && last.home === 0 && last.end > first.start;
  const { start, end } = isWritten ? { start: first.start, end: last.end } : lineRange(buffer, word);
  return spanIn(unit.instances[buffer.instance]!, start, end);
}

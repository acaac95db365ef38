import { lineBreakOf } from '../text/line-break.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { enterFile } from './files.js';
import { severityOf } from './findings.js';
import { describeMissing, ownFolderOf, searchInclude } from './includes.js';
import { forgetPrevious, writeGap } from './output.js';
import { addFinding, type Buffer, type Unit } from './unit.js';

/** Begins to read a file that the command line names before the root; tells whether there is one to read. */
export function enterPreincluded(unit: Unit, uri: Uri): boolean {
  const file = firstOf(unit, [uri]);
  return file !== undefined && enterImplied(unit, file, 0);
}

/** At the end of the root, begins to read the next of what the build adds there; tells whether there is something to read. */
export function enterAppended(unit: Unit, buffer: Buffer): boolean {
  const { appended } = unit.options;
  if (!appended || unit.buffers.length > 1 || buffer.isSkipping) return false;
  if (!unit.appended) {
    const read = [...unit.files];
    unit.appended = { read, includes: appended(read) };
    unit.appendedLeft = unit.appended.includes.values();
  }
  for (const include of unit.appendedLeft!) {
    const file = 'path' in include ? namedFile(unit, include) : firstOf(unit, include.anyOf);
    if (!file) continue;
    if (!('anyOf' in include && include.isAssumed) || file.uri === include.anyOf[0]) reportUnendedLine(unit);
    forgetPrevious(unit.output);
    if (!unit.output.endsInLineBreak) writeGap(unit.output, '\n');
    if (enterImplied(unit, file, unit.root.text.length)) return true;
  }
  return false;
}

/** The file that an include behind the last line names; that there is none is reported there. */
function namedFile(unit: Unit, { path, namedBy }: { readonly path: string; readonly namedBy: string }) {
  const search = { path, ownFolders: [ownFolderOf(unit.root)], firstPath: 0 };
  const result = searchInclude(unit, search);
  if (result.file || result.isOpen) return result.file;
  const { length } = unit.root.text;
  const span = { file: unit.root, start: length, end: length };
  const { code, message } = describeMissing(search, result, unit.options);
  unit.missingIncludes.push(span);
  addFinding(unit, {
    code,
    severity: severityOf(code),
    at: { span, via: [] },
    message: `${namedBy} adds this file here. ${message}`,
  });
  return undefined;
}

/**
 * A build writes its includes behind the text as it is: behind a line that does not end, an `#include` is no directive. It is
 * read here all the same.
 */
function reportUnendedLine(unit: Unit): void {
  const { root } = unit;
  const { length } = root.text;
  const rest = restOfLastLine(root.text);
  if (rest.trim() === '') return;
  const span = { file: root, start: length, end: length };
  const losing = rest.includes('//') ? 'comment' : /^\s*#/.test(rest) ? 'directive' : undefined;
  addFinding(unit, {
    code: 'syntax-error',
    severity: losing ? 'warning' : 'error',
    at: { span, via: [] },
    message: `The last line does not end, and the build writes an \`#include\` behind it${losing ? `, which is lost in the ${losing}` : ': dtc refuses what becomes of both'}`,
    fixes: [{ title: 'End the line', edits: [{ span, newText: lineBreakOf(root) }], preferred: true }],
  });
}

/** What stands on the last line of a text, strings and comments that end on it left out. */
function restOfLastLine(text: string): string {
  const start = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
  return text
    .slice(Math.max(start, text.length - MAX_LINE))
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\/\*.*?\*\//g, '')
    .replace(/^.*\*\//, '');
}

/** A hostile line may be very long; what matters is its end. */
const MAX_LINE = 2000;

function enterImplied(unit: Unit, file: SourceFile, at: number): boolean {
  const before = unit.buffers.length;
  // Nobody wrote the include, so its place has no length.
  enterFile(unit, file, { parent: 0, site: { file: unit.root, start: at, end: at }, foundIn: -1 });
  return unit.buffers.length > before;
}

/** The first of some files that exists, as far as that is known. */
function firstOf(unit: Unit, uris: readonly Uri[]): SourceFile | undefined {
  let isOpen = false;
  for (const uri of uris) {
    if (unit.options.mayRead?.(uri) === false) continue;
    const answer = unit.answers.get(uri) ?? unit.options.fileSystem.read(uri);
    unit.answers.set(uri, answer);
    if (answer === 'not-loaded') {
      unit.notLoaded.add(uri);
      isOpen = true;
    } else if (answer !== 'absent') return isOpen ? undefined : answer;
  }
  return undefined;
}

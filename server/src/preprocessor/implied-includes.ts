import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { enterFile } from './files.js';
import { forgetPrevious, writeGap } from './output.js';
import type { Buffer, Unit } from './unit.js';

/** Begins to read a file that the command line names before the root; tells whether there is one to read. */
export function enterPreincluded(unit: Unit, uri: Uri): boolean {
  const file = firstOf(unit, [uri]);
  return file !== undefined && enterImplied(unit, file, 0);
}

/** At the end of the root, begins to read what the build adds there; tells whether there is something to read. */
export function enterAppended(unit: Unit, buffer: Buffer): boolean {
  const { appended } = unit.options;
  if (!appended || unit.buffers.length > 1 || unit.appended || buffer.isSkipping) return false;
  const read = [...unit.files];
  unit.appended = { read, candidates: appended(read) };
  const file = firstOf(unit, unit.appended.candidates);
  if (!file) return false;
  forgetPrevious(unit.output);
  if (!unit.output.endsInLineBreak) writeGap(unit.output, '\n');
  return enterImplied(unit, file, unit.root.text.length);
}

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

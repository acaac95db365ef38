import type { SourceFile } from '../text/source-file.js';
import type { Origin, Span } from '../text/span.js';
import { baseNameOf } from '../text/uri.js';
import { closeAllConditionals } from './conditionals.js';
import { definedBy, namesOfScan, scanWith } from './name-table.js';
import { forgetPrevious, writeGap } from './output.js';
import { includeSites } from './provenance.js';
import { addFinding, type Buffer, MAX_INSTANCES, reportAt, type Unit } from './unit.js';

/** How a file comes to be read. */
export interface Entrance {
  /** The instance that includes it and the file name there; absent for the root. */
  readonly parent?: number;
  readonly site?: Span;
  readonly foundIn: number;
  readonly isImport?: boolean;
}

/** How deep cpp (and dtc) lets includes nest, the root counted. */
export const MAX_INCLUDE_DEPTH = 200;

/** Begins to read a file, unless it does not want to be read again. */
export function enterFile(unit: Unit, file: SourceFile, entrance: Entrance): void {
  const { uri } = file;
  if (unit.once.has(uri)) return;
  if (entrance.isImport) {
    unit.once.add(uri);
    if (unit.files.has(file)) return;
  }
  const scan = scanWith(unit.names, file);
  // Reading a guarded file again would only skip it.
  if (scan.guard !== undefined && unit.names.states.get(scan.guard)?.macro !== undefined) {
    unit.guarded.add(file);
    return;
  }
  if (refuses(unit, file, entrance)) return;
  const instance = unit.instances.length;
  const { parent, site, foundIn } = entrance;
  unit.instances.push({ joined: scan, file, ...(site && parent !== undefined && { parent, site }) });
  const isNew = !unit.files.has(file);
  unit.files.add(file);
  const buffer: Buffer = {
    scan,
    names: namesOfScan(unit.names, scan),
    defined: definedBy(unit.names, scan),
    instance,
    foundIn,
    at: 0,
    peeked: 0,
    lineEnd: 0,
    hit: 0,
    directive: 0,
    isSkipping: false,
    skipStart: 0,
    conditionals: [],
    presumedName: undefined,
    lineShift: 0,
  };
  unit.buffers.push(buffer);
  if (!isNew) return;
  reportDefects(unit, file, instance);
  reportUnterminatedComment(unit, buffer);
}

/** Ends reading the innermost file. */
export function leaveFile(unit: Unit, buffer: Buffer): void {
  closeAllConditionals(unit, buffer);
  unit.buffers.pop();
  // The line behind the `#include` begins a line in the expanded text, too.
  forgetPrevious(unit.output);
  if (unit.buffers.length > 0 && unit.output.length > 0 && !unit.output.endsInLineBreak) writeGap(unit.output, '\n');
}

function refuses(unit: Unit, file: SourceFile, { parent, site }: Entrance): boolean {
  if (site === undefined || parent === undefined) return false;
  const at = { span: site, via: includeSites(unit.instances, parent) };
  if (unit.instances.length >= MAX_INSTANCES) {
    reportTooManyIncludes(unit, at);
    return true;
  }
  const isOpen = unit.buffers.some(({ scan }) => scan.file.uri === file.uri);
  // Once there is a cycle, files that include themselves are not followed all the way down each time.
  if (unit.hasCycle && isOpen) return true;
  if (unit.buffers.length < MAX_INCLUDE_DEPTH) return false;
  unit.hasCycle = true;
  const uris = unit.buffers.map(({ scan }) => scan.file.uri);
  const circle = [...uris.slice(uris.lastIndexOf(file.uri)), file.uri].map(baseNameOf);
  const reason = isOpen && circle.length < 10 ? `: ${circle.join(' includes ')}` : '';
  const message = `Includes are nested more than ${MAX_INCLUDE_DEPTH} deep${reason}.`;
  addFinding(unit, { code: 'include-cycle', severity: 'error', at, message });
  return true;
}

/** Reports what was wrong with a file before anybody read it. */
export function reportDefects(unit: Unit, file: SourceFile, instance: number): void {
  const { defect, uri } = file;
  if (defect?.kind === 'not-utf8') {
    const span = { file, start: defect.offset, end: Math.min(defect.offset + 1, file.text.length) };
    const at = { span, via: includeSites(unit.instances, instance) };
    const message = `\`${baseNameOf(uri)}\` is not UTF-8 from here on.`;
    addFinding(unit, { code: 'not-utf8', severity: 'warning', at, message });
  }
  if (defect?.kind === 'too-large') {
    const { parent, site } = unit.instances[instance]!;
    const at = { span: site ?? { file, start: 0, end: 0 }, via: includeSites(unit.instances, parent ?? instance) };
    const message = `\`${baseNameOf(uri)}\` has ${defect.bytes} bytes, too many to be analysed; it is taken as empty.`;
    addFinding(unit, { code: 'too-large', severity: 'error', at, message });
    // What would be in it is as unknown as what is in a file that is not there.
    unit.missingIncludes.push(at.span);
  }
}

/** Reports that no more files are read, at the first include of which this is so. */
export function reportTooManyIncludes(unit: Unit, at: Origin): void {
  if (unit.hasTooManyIncludes) return;
  unit.hasTooManyIncludes = true;
  const message = `More than ${MAX_INSTANCES} files are included; no more are read.`;
  addFinding(unit, { code: 'too-many-includes', severity: 'error', at, message });
  unit.missingIncludes.push(at.span);
}

function reportUnterminatedComment(unit: Unit, buffer: Buffer): void {
  const start = buffer.scan.unterminatedComment;
  if (start < 0) return;
  reportAt(
    unit,
    buffer,
    'unterminated-comment',
    { start, end: start + 2 },
    'The comment that begins here has no `*/`.',
  );
}

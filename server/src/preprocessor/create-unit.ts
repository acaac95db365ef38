import type { SourceFile } from '../text/source-file.js';
import type { ExpandOptions } from './expansion.js';
import { createExpander, type ExpanderHost } from './macro-expander.js';
import type { NameTable } from './name-table.js';
import { createOutput } from './output.js';
import { createMacroUses } from './provenance.js';
import { textSource } from './text-lines.js';
import { type Buffer, spend, type Unit } from './unit.js';

/** What differs between expanding a whole unit and some of its lines. */
export interface UnitHost extends Pick<ExpanderHost, 'nameState' | 'expandBuiltin' | 'report'> {
  /** Executes a directive that a macro call goes on past. */
  executeDirective(buffer: Buffer): void;
}

/** The state of an expansion that is about to begin. */
export function createUnit(
  root: SourceFile,
  options: ExpandOptions,
  names: NameTable,
  hostOf: (unit: () => Unit) => UnitHost,
  output = createOutput(),
): Unit {
  const uses = createMacroUses();
  const host = hostOf(() => unit);
  const unit: Unit = {
    options,
    root,
    names,
    buffers: [],
    instances: [],
    uses,
    output,
    expander: createExpander(
      {
        uses,
        nameState: host.nameState,
        expandBuiltin: host.expandBuiltin,
        report: host.report,
        spend: (tokens) => spend(unit, tokens),
      },
      textSource(
        () => unit,
        (buffer) => host.executeDirective(buffer),
      ),
    ),
    answers: new Map([[root.uri, root]]),
    files: new Set(),
    guarded: new Set(),
    once: new Set(),
    savedMacros: new Map(),
    assertions: new Map(),
    inactive: [],
    missingIncludes: [],
    notLoaded: new Set(),
    findings: [],
    reported: new Set(),
    counter: 0,
    spent: 0,
    spentBefore: 0,
    hasCycle: false,
    hasTooManyIncludes: false,
    abandonedCalls: 0,
    appended: undefined,
    appendedLeft: undefined,
    runs: [],
    reaches: [],
    isTangled: false,
  };
  return unit;
}

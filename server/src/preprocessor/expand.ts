import type { SourceFile } from '../text/source-file.js';
import { expandBuiltin, INITIAL_MACROS } from './builtins.js';
import { createUnit, type UnitHost } from './create-unit.js';
import { executeDirective } from './directives.js';
import { spliceDtcIncludes } from './dtc-include.js';
import type { ExpandOptions, Expansion } from './expansion.js';
import { enterFile, leaveFile } from './files.js';
import { enterAppended, enterPreincluded } from './implied-includes.js';
import { createMacroHistory } from './macro-history.js';
import { predefined } from './macros.js';
import { borrowNames, returnNames, setMacro } from './name-table.js';
import { spanIn } from './provenance.js';
import { reexpand } from './reexpand.js';
import { createExpansion } from './tables.js';
import { copyText, nextStop } from './text-lines.js';
import {
  type Buffer,
  currentBuffer,
  LIMIT_REACHED,
  MAX_FINDINGS,
  nameStateOf,
  reportAt,
  reportAtToken,
  type Unit,
} from './unit.js';

/**
 * Expands a translation unit as `cpp -nostdinc -undef -D__DTS__ -x assembler-with-cpp` does, and then replaces dtc's
 * `/include/`. Never fails: what is wrong with the sources is in the findings. With an expansion of earlier versions of
 * the same files only the lines that have changed are expanded, where that is certain to give the same.
 */
export function expand(root: SourceFile, options: ExpandOptions, previous?: Expansion): Expansion {
  return (previous && reexpand(root, options, previous)) ?? expandWhole(root, options);
}

function expandWhole(root: SourceFile, options: ExpandOptions): Expansion {
  const unit = createUnit(root, options, borrowNames(options.fileSystem), wholeUnitHost);
  defineInitialMacros(unit);
  try {
    enterFile(unit, root, { foundIn: -1 });
    for (const uri of options.preincluded ?? []) if (enterPreincluded(unit, uri)) readUntil(unit, 1);
    readUntil(unit, 0);
  } catch (reason) {
    if (reason !== LIMIT_REACHED) throw reason;
    unit.isTangled = true;
    const buffer = currentBuffer(unit);
    const place = { start: Math.max(0, buffer.at - 1), end: buffer.at };
    reportAt(unit, buffer, 'expansion-too-large', place, 'Here the expanded text becomes too large to go on.');
    unit.missingIncludes.push(spanIn(unit.instances[buffer.instance]!, place.start, place.end));
  }
  const { text, segments } = spliceDtcIncludes(unit);
  const { changes } = unit.names;
  const tables = {
    root,
    text,
    segments,
    instances: unit.instances,
    uses: unit.uses,
    files: [...new Set([...unit.files, ...unit.guarded])],
    defined: returnNames(unit.names),
    inactive: unit.inactive,
    notLoaded: [...unit.notLoaded],
    missingIncludes: unit.missingIncludes,
    findings: unit.findings,
  };
  if (isTangled(unit)) return createExpansion(tables, undefined);
  return createExpansion(tables, {
    options,
    answers: [...unit.answers],
    appended: unit.appended,
    history: createMacroHistory(changes),
    runs: Int32Array.from(unit.runs),
    reaches: unit.reaches,
    spent: unit.spent,
    lineage: { of: 'expansion' },
  });
}

function wholeUnitHost(unit: () => Unit): UnitHost {
  return {
    nameState: (name) => unit().names.states.get(name),
    expandBuiltin(name, token, use, expander) {
      unit().isTangled = true;
      return expandBuiltin(unit(), name, token, use, expander);
    },
    report(code, at, message) {
      if (code === 'unterminated-call') unit().isTangled = true;
      reportAtToken(unit(), code, at, message);
    },
    executeDirective(buffer) {
      unit().isTangled = true;
      executeDirective(unit(), buffer);
    },
  };
}

function defineInitialMacros(unit: Unit): void {
  const given = (unit.options.macros ?? []).map((name) => predefined(name, '1'));
  for (const macro of [...INITIAL_MACROS, ...given]) setMacro(unit.names, nameStateOf(unit, macro.name), macro);
}

/** Reads what is open until no more than `open` files are. */
function readUntil(unit: Unit, open: number): void {
  while (unit.buffers.length > open) {
    const buffer = currentBuffer(unit);
    if (buffer.at < nextStop(buffer)) readText(unit, buffer);
    else if (buffer.directive < buffer.scan.directives.length) executeDirective(unit, buffer);
    else if (!enterAppended(unit, buffer)) leaveFile(unit, buffer);
  }
}

function readText(unit: Unit, buffer: Buffer): void {
  const { output, uses, names, runs } = unit;
  const { instance, at, isSkipping } = buffer;
  const end = nextStop(buffer);
  const { length } = output;
  const firstUse = uses.macros.length;
  const moment = names.changes.length;
  copyText(unit, buffer, end);
  if (!isSkipping) runs.push(instance, at, end, length, output.length, firstUse, uses.macros.length, moment);
}

function isTangled({ isTangled, hasCycle, hasTooManyIncludes, findings }: Unit): boolean {
  return isTangled || hasCycle || hasTooManyIncludes || findings.length >= MAX_FINDINGS;
}

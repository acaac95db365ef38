import type { SourceFile } from '../text/source-file.js';
import { expandBuiltin, INITIAL_MACROS } from './builtins.js';
import { executeDirective } from './directives.js';
import { spliceDtcIncludes } from './dtc-include.js';
import type { ExpandOptions, Expansion, Inclusion, MacroDefinition } from './expansion.js';
import { enterFile, leaveFile } from './files.js';
import { enterAppended, enterPreincluded } from './implied-includes.js';
import { createExpander } from './macro-expander.js';
import { predefined } from './macros.js';
import { borrowNames, returnNames, setMacro } from './name-table.js';
import { createOutput } from './output.js';
import { createMacroUses } from './provenance.js';
import { createSourceMap } from './source-map.js';
import { copyText, nextStop, textSource } from './text-lines.js';
import { currentBuffer, LIMIT_REACHED, nameStateOf, reportAt, reportAtToken, spend, type Unit } from './unit.js';

/**
 * Expands a translation unit as `cpp -nostdinc -undef -D__DTS__ -x assembler-with-cpp` does, and then replaces dtc's
 * `/include/`. Never fails: what is wrong with the sources is in the findings.
 */
export function expand(root: SourceFile, options: ExpandOptions): Expansion {
  const unit = createUnit(root, options);
  try {
    enterFile(unit, root, { foundIn: -1 });
    for (const uri of options.preincluded ?? []) if (enterPreincluded(unit, uri)) readUntil(unit, 1);
    readUntil(unit, 0);
  } catch (reason) {
    if (reason !== LIMIT_REACHED) throw reason;
    const buffer = currentBuffer(unit);
    const place = { start: Math.max(0, buffer.at - 1), end: buffer.at };
    reportAt(unit, buffer, 'expansion-too-large', place, 'Here the expanded text becomes too large to go on.');
  }
  const { text, segments } = spliceDtcIncludes(unit);
  const defined = returnNames(unit.names);
  let macros: ReadonlyMap<string, MacroDefinition> | undefined;
  let includes: readonly Inclusion[] | undefined;
  return {
    root,
    text,
    sourceMap: createSourceMap({ segments, instances: unit.instances, uses: unit.uses, length: text.length }),
    files: [...unit.files],
    get macros() {
      // The table of names remembers in which order earlier versions of the files brought them.
      macros ??= new Map([...defined].sort(byName).map((macro) => [macro.name, macro]));
      return macros;
    },
    inactive: unit.inactive,
    get includes() {
      includes ??= unit.instances.flatMap(({ site, file }) => (site && site.end > site.start ? [{ site, file }] : []));
      return includes;
    },
    notLoaded: [...unit.notLoaded],
    missingIncludes: unit.missingIncludes,
    findings: unit.findings,
  };
}

const byName = (one: MacroDefinition, other: MacroDefinition) => (one.name < other.name ? -1 : 1);

/** Reads what is open until no more than `open` files are. */
function readUntil(unit: Unit, open: number): void {
  while (unit.buffers.length > open) {
    const buffer = currentBuffer(unit);
    if (buffer.at < nextStop(buffer)) copyText(unit, buffer);
    else if (buffer.directive < buffer.scan.directives.length) executeDirective(unit, buffer);
    else if (!enterAppended(unit, buffer)) leaveFile(unit, buffer);
  }
}

function createUnit(root: SourceFile, options: ExpandOptions): Unit {
  const uses = createMacroUses();
  const unit: Unit = {
    options,
    root,
    names: borrowNames(options.fileSystem),
    buffers: [],
    instances: [],
    uses,
    output: createOutput(),
    expander: createExpander(
      {
        uses,
        nameState: (name) => unit.names.states.get(name),
        expandBuiltin: (name, token, use, expander) => expandBuiltin(unit, name, token, use, expander),
        report: (code, at, message) => reportAtToken(unit, code, at, message),
        spend: (tokens) => spend(unit, tokens),
      },
      textSource(() => unit),
    ),
    answers: new Map([[root.uri, root]]),
    files: new Set(),
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
  };
  const given = (options.macros ?? []).map((name) => predefined(name, '1'));
  for (const macro of [...INITIAL_MACROS, ...given]) setMacro(unit.names, nameStateOf(unit, macro.name), macro);
  return unit;
}

import { abbreviate, type DirectiveRun, expectEnd, readMacroName } from './directive-run.js';
import { type Macro, sameDefinition } from './macros.js';
import { type NameState, setMacro } from './name-table.js';
import { type Buffer, nameStateOf, reportAt, type Unit } from './unit.js';

/** Makes `macro` what its name, of which `state` is the state, stands for from here on. */
export function define(unit: Unit, buffer: Buffer, macro: Macro, state: NameState): void {
  if (state.macro === macro) return;
  if (state.poisoned) {
    reportAt(
      unit,
      buffer,
      'poisoned-name',
      macro.nameRange!,
      `\`${macro.name}\` has been poisoned and cannot be defined.`,
    );
    return;
  }
  if (state.macro && !sameDefinition(state.macro, macro)) reportRedefinition(unit, buffer, state.macro, macro);
  setMacro(unit.names, state, macro);
}

/** Executes `#undef`. */
export function undefine(run: DirectiveRun): void {
  const { unit, buffer } = run;
  const name = readMacroName(run);
  if (!name) return;
  const state = nameStateOf(unit, name.text);
  if (state.macro?.builtin) {
    reportAt(unit, buffer, 'builtin-redefined', name, `\`${name.text}\` is predefined; this takes it away.`);
  }
  setMacro(unit.names, state, undefined);
  expectEnd(run);
}

function reportRedefinition(unit: Unit, buffer: Buffer, before: Macro, macro: Macro): void {
  if (before.builtin) {
    reportAt(unit, buffer, 'builtin-redefined', macro.nameRange!, `\`${macro.name}\` is predefined; this replaces it.`);
    return;
  }
  const message = `\`${macro.name}\` is already defined, as \`${abbreviate(before.body)}\`.`;
  const related = before.definition && [
    { at: { span: before.definition, via: [] }, message: `\`${macro.name}\` is first defined here.` },
  ];
  reportAt(unit, buffer, 'macro-redefined', macro.nameRange!, message, related);
}

import { abbreviate, type DirectiveRun, expectEnd, readMacroName } from './directive-run.js';
import { type Macro, parseDefinition, sameDefinition } from './macros.js';
import { type NameState, setMacro } from './name-table.js';
import { DIRECTIVE_SIZE, type Scan } from './scan.js';
import { type Cursor, readToken } from './tokens.js';
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

/** For each macro that has been read from a scan the one that the same directive of another version defines. */
export function carryDefinitions(old: Scan, now: Scan): ReadonlyMap<Macro, Macro> {
  const carried = new Map<Macro, Macro>();
  old.definitions.forEach((macro, number) => {
    if (!macro) return;
    const { directives, text } = now;
    const index = number * DIRECTIVE_SIZE;
    const cursor: Cursor = { text, at: directives[index + 1]!, end: directives[index + 2]!, instance: 0 };
    // The `#` and the directive's name.
    readToken(cursor);
    readToken(cursor);
    now.definitions[number] ??= parseDefinition(now, cursor) as Macro;
    carried.set(macro, now.definitions[number]);
  });
  return carried;
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

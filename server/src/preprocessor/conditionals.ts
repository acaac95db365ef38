import { type DirectiveRun, expectEnd, lineSource, readMacroName } from './directive-run.js';
import { evaluateCondition } from './expression.js';
import { spanIn } from './provenance.js';
import { type Buffer, type Conditional, nameStateOf, reportAt, reportAtToken, type Unit } from './unit.js';

/** Executes `#if`. */
export function executeIf(run: DirectiveRun): void {
  openConditional(run, !run.buffer.isSkipping && condition(run));
}

/** Executes `#ifdef` or `#ifndef`. */
export function executeIfDefined(run: DirectiveRun): void {
  openConditional(run, !run.buffer.isSkipping && isDefinedAsAsked(run));
}

/** Executes `#elif`. */
export function executeElseIf(run: DirectiveRun): void {
  nextBranch(run, condition);
}

/** Executes `#elifdef` or `#elifndef`. */
export function executeElseIfDefined(run: DirectiveRun): void {
  nextBranch(run, isDefinedAsAsked);
}

/** Executes `#else`. */
export function executeElse(run: DirectiveRun): void {
  const conditional = nextBranch(run, () => true);
  if (!conditional) return;
  conditional.hasElse = true;
  // Whatever a second `#else` means, it takes nothing more.
  conditional.skipsRest = true;
  if (!conditional.wasSkipping) expectEnd(run);
}

/** Executes `#endif`. */
export function executeEndIf(run: DirectiveRun): void {
  const { unit, buffer, word, lineStart } = run;
  const conditional = buffer.conditionals.pop();
  if (!conditional) {
    reportAt(unit, buffer, 'stray-conditional', word, '`#endif` has no `#if` before it.');
    return;
  }
  if (conditional.wasSkipping) return;
  setSkipping(unit, buffer, false, lineStart);
  expectEnd(run);
}

/** Reports what is still open at the end of a file. */
export function closeAllConditionals(unit: Unit, buffer: Buffer): void {
  for (const conditional of buffer.conditionals) {
    reportAt(unit, buffer, 'unterminated-conditional', conditional, `\`#${conditional.name}\` has no \`#endif\`.`);
  }
  buffer.conditionals.length = 0;
  setSkipping(unit, buffer, false, buffer.scan.text.length);
}

/** Begins or ends leaving out lines; `lineStart` is where the line begins that decides it. */
function setSkipping(unit: Unit, buffer: Buffer, skips: boolean, lineStart: number): void {
  if (buffer.isSkipping && buffer.skipStart < lineStart) {
    unit.inactive.push(spanIn(unit.instances[buffer.instance]!, buffer.skipStart, lineStart));
  }
  buffer.isSkipping = skips;
  // The line after the directive is the first one left out.
  if (skips) buffer.skipStart = buffer.at;
}

/** Begins a conditional; `holds` tells whether its first branch is taken. */
function openConditional({ unit, buffer, word }: DirectiveRun, holds: boolean): void {
  const { isSkipping } = buffer;
  const { start, end, text: name } = word;
  const skipsRest = isSkipping || holds;
  buffer.conditionals.push({ start, end, name, hasElse: false, wasSkipping: isSkipping, skipsRest });
  if (!skipsRest) setSkipping(unit, buffer, true, start);
}

/** Goes on to the next branch. Its condition is evaluated only if it can still be taken at all. */
function nextBranch(run: DirectiveRun, holds: (run: DirectiveRun) => boolean): Conditional | undefined {
  const { unit, buffer, word, lineStart } = run;
  const conditional = buffer.conditionals.at(-1);
  if (!conditional) {
    reportAt(unit, buffer, 'stray-conditional', word, `\`#${word.text}\` has no \`#if\` before it.`);
    return undefined;
  }
  if (conditional.hasElse) {
    reportAt(
      unit,
      buffer,
      'stray-conditional',
      word,
      `\`#${word.text}\` comes after the \`#else\` of its conditional.`,
    );
  }
  const isTaken = !conditional.skipsRest && holds(run);
  if (isTaken) conditional.skipsRest = true;
  if (!conditional.wasSkipping) setSkipping(unit, buffer, !isTaken, lineStart);
  return conditional;
}

function condition({ unit, word, cursor }: DirectiveRun): boolean {
  const { expander } = unit;
  return expander.readFrom(lineSource(cursor), () =>
    evaluateCondition(
      {
        next: () => expander.nextSolid(),
        nextUnexpanded: () => expander.withoutExpansion(() => expander.nextSolid()),
        isDefined: (name) => unit.names.states.get(name)?.macro !== undefined,
        isAsserted(predicate, answer) {
          const answers = unit.assertions.get(predicate);
          return answer === undefined ? (answers?.size ?? 0) > 0 : (answers?.has(answer) ?? false);
        },
        report: (code, at, message) => reportAtToken(unit, code, at, message),
      },
      word,
    ),
  );
}

function isDefinedAsAsked(run: DirectiveRun): boolean {
  const name = readMacroName(run);
  if (!name) return false;
  expectEnd(run);
  const isAskedDefined = run.word.text === 'ifdef' || run.word.text === 'elifdef';
  return (nameStateOf(run.unit, name.text).macro !== undefined) === isAskedDefined;
}

import { pathOf } from '../text/uri.js';
import { readHeader, searchFor } from './include-directive.js';
import { searchInclude } from './includes.js';
import type { Expander } from './macro-expander.js';
import { type BuiltinName, builtin, type Macro, predefined } from './macros.js';
import { executePragma } from './pragmas.js';
import { extentOf, useInFile } from './provenance.js';
import { sourceOffset } from './splices.js';
import { makeToken, NUMBER, STRING, type Token } from './tokens.js';
import { currentBuffer, reportAtToken, type Unit } from './unit.js';

/** The macros that are there before the first line. */
export const INITIAL_MACROS: readonly Macro[] = [
  ...['__DTS__', '__ASSEMBLER__', '__STDC__', '__STDC_HOSTED__'].map((name) => predefined(name, '1')),
  ...(
    [
      '__LINE__',
      '__FILE__',
      '__BASE_FILE__',
      '__COUNTER__',
      '__INCLUDE_LEVEL__',
      '__DATE__',
      '__TIME__',
      '__TIMESTAMP__',
      '__has_include',
      '__has_include_next',
      '_Pragma',
    ] as const
  ).map(builtin),
];

/** The core has no clock, and the text of a source should not depend on one: the Unix epoch, as cpp writes it. */
const DATES: Readonly<Partial<Record<BuiltinName, string>>> = {
  __DATE__: '"Jan  1 1970"',
  __TIME__: '"00:00:00"',
  __TIMESTAMP__: '"Thu Jan  1 00:00:00 1970"',
};

/** What a built-in macro becomes at `name`; `undefined` leaves the name in the text. */
export function expandBuiltin(
  unit: Unit,
  builtinName: BuiltinName,
  name: Token,
  use: number,
  expander: Expander,
): readonly Token[] | undefined {
  const value = (kind: number, text: string) => [makeToken(kind, text, 0, name.start, name.end, 0, use, use)];
  switch (builtinName) {
    case '__LINE__':
      return value(NUMBER, String(lineOf(unit, name)));
    case '__FILE__':
      return value(STRING, quote(currentBuffer(unit).presumedName ?? pathOf(currentBuffer(unit).scan.file.uri)));
    case '__BASE_FILE__':
      return value(STRING, quote(pathOf(unit.root.uri)));
    case '__COUNTER__':
      return value(NUMBER, String(unit.counter++));
    case '__INCLUDE_LEVEL__':
      return value(NUMBER, String(unit.buffers.length - 1));
    case '__has_include':
    case '__has_include_next': {
      if (!expander.source().isDirective) {
        reportAtToken(
          unit,
          'has-include-outside-directive',
          name,
          `\`${builtinName}\` is known in \`#if\` and \`#elif\` only.`,
        );
        return undefined;
      }
      const found = readHasInclude(unit, expander, name, builtinName === '__has_include_next');
      return value(NUMBER, found ? '1' : '0');
    }
    case '_Pragma':
      return executePragmaOperator(unit, expander);
    default:
      return value(STRING, DATES[builtinName]!);
  }
}

/** The line that a token stands in, or the outermost macro call that brought it, as `#line` has it. */
function lineOf(unit: Unit, name: Token): number {
  const { instance, start } = name.home === 0 ? name : extentOf(unit.uses, useInFile(unit.uses, name.home));
  const { file, joined } = unit.instances[instance]!;
  const buffer = unit.buffers.find((each) => each.instance === instance);
  return file.lines.positionAt(sourceOffset(joined, start)).line + 1 + (buffer?.lineShift ?? 0);
}

function readHasInclude(unit: Unit, expander: Expander, name: Token, isNext: boolean): boolean {
  const complain = (problem: string) => {
    reportAtToken(unit, 'bad-expression', name, `The condition cannot be understood: ${problem}.`);
    return false;
  };
  if (expander.nextSolid().text !== '(') return complain('`(` is missing after `__has_include`');
  const header = readHeader(expander, expander.nextSolid(true));
  if (!header) return complain('`__has_include` wants `"file"` or `<file>`');
  if (expander.nextSolid().text !== ')') complain('`)` is missing after `__has_include`');
  return searchInclude(unit, searchFor(unit, currentBuffer(unit), header, isNext)).file !== undefined;
}

/** `_Pragma("…")` executes its text as a directive and leaves nothing behind. */
function executePragmaOperator(unit: Unit, expander: Expander): readonly Token[] | undefined {
  if (expander.source().isDirective || (!expander.isBusy() && !expander.source().opensCall())) return undefined;
  const [, text] = [expander.nextSolid(), expander.nextSolid(), expander.nextSolid()];
  const line = text!.text.slice(1, -1).replace(/\\(["\\])/g, '$1');
  const buffer = currentBuffer(unit);
  executePragma(unit, buffer, { text: line, at: 0, end: line.length, instance: buffer.instance });
  return [];
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

import type { Severity } from '../text/finding.js';

/** A kind of finding that the preprocessor makes. */
export interface PreprocessorCode {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  /** What it means and what to do, in Markdown. */
  readonly docs: string;
}

/** Every finding of the preprocessor: what `explain` tells of it. GCC's libcpp is the authority unless said otherwise. */
export const PREPROCESSOR_CODES = [
  {
    code: 'missing-include',
    severity: 'error',
    title: 'An included file is in none of the searched folders',
    docs: '`#include "file"` is searched in the folder of the file it is written in and then in the include paths, `#include <file>` in the include paths only; `/include/` like the first. Macros, labels and nodes of the file are missing, so other findings may follow from this one. Check the spelling and the include paths.',
  },
  {
    code: 'outside-include',
    severity: 'error',
    title: 'An include leads out of the sources',
    docs: 'A source may name files below the root of its source tree, the include paths, and the folders that are open in the editor or, on the command line, the current one. Whatever else it names is not read, by whichever way it leads there: `..`, an absolute path or a link. If the file belongs to the sources, add its folder to the include paths, or open the folder that holds both.',
  },
  {
    code: 'include-cycle',
    severity: 'error',
    title: 'Files include each other without end',
    docs: 'Includes are nested 200 deep, which is where cpp and dtc give up; nearly always a file includes itself in a roundabout way. Guard the file with `#ifndef`, or take the include out.',
  },
  {
    code: 'too-many-includes',
    severity: 'error',
    title: 'More files are included than can be followed',
    docs: 'A limit of this tool, far above what any source tree needs: the remaining includes are ignored.',
  },
  {
    code: 'malformed-include',
    severity: 'error',
    title: 'An include without a file name',
    docs: '`#include` wants `"file"` or `<file>`, or macros that become one of them.',
  },
  {
    code: 'include-next-in-root',
    severity: 'warning',
    title: '`#include_next` in the file that is compiled',
    docs: 'There is no folder to go on from, so it is taken as `#include`.',
  },
  {
    code: 'unterminated-conditional',
    severity: 'error',
    title: 'A conditional without `#endif`',
    docs: 'Each file closes the conditionals that it opens; one that is left open ends with the file.',
  },
  {
    code: 'stray-conditional',
    severity: 'error',
    title: '`#else`, `#elif` or `#endif` without its `#if`',
    docs: 'There is no open conditional in this file, or its `#else` has already been seen.',
  },
  {
    code: 'bad-expression',
    severity: 'error',
    title: 'A condition that is no integer expression',
    docs: 'After macros are replaced, `#if` and `#elif` want integers, character constants and operators. The condition counts as false.',
  },
  {
    code: 'division-by-zero',
    severity: 'error',
    title: 'A condition divides by zero',
    docs: 'The part behind `&&`, `||` or `?` that is not needed may divide by zero; this one is needed.',
  },
  {
    code: 'integer-overflow',
    severity: 'warning',
    title: 'A condition does not fit into 64 bits',
    docs: 'Conditions are computed in the widest integer type, which has 64 bits; the value is cut off.',
  },
  {
    code: 'error-directive',
    severity: 'error',
    title: 'The sources refuse to be compiled like this',
    docs: 'An `#error` (or `#pragma GCC error`) was reached: read its message.',
  },
  {
    code: 'warning-directive',
    severity: 'warning',
    title: 'The sources warn',
    docs: 'A `#warning` (or `#pragma GCC warning`) was reached: read its message.',
  },
  {
    code: 'malformed-directive',
    severity: 'error',
    title: 'A directive that cannot be read',
    docs: 'A name or number is missing, or something stands where it cannot. The directive is ignored. Note that a property line such as `#if-cells = <1>;` is a directive for cpp.',
  },
  {
    code: 'extra-tokens',
    severity: 'warning',
    title: 'Text behind a directive that takes none',
    docs: 'The rest of the line is ignored; turn it into a comment.',
  },
  {
    code: 'macro-redefined',
    severity: 'warning',
    title: 'A macro is defined again, differently',
    docs: 'The later definition counts from here on. Use `#undef` first if it is meant, otherwise rename one of them: two headers may claim the same name.',
  },
  {
    code: 'builtin-redefined',
    severity: 'warning',
    title: 'A predefined macro is redefined or undefined',
    docs: '`__LINE__`, `__FILE__` and their kin lose their meaning from here on.',
  },
  {
    code: 'poisoned-name',
    severity: 'error',
    title: 'A poisoned name is defined',
    docs: '`#pragma GCC poison` has forbidden the name.',
  },
  {
    code: 'wrong-argument-count',
    severity: 'error',
    title: 'A macro gets too many or too few arguments',
    docs: 'cpp leaves the name alone in the text and drops the arguments. A line that begins with `#`, such as `#address-cells`, ends an argument: do not put it into a macro call.',
  },
  {
    code: 'unterminated-call',
    severity: 'error',
    title: 'A macro call without closing parenthesis',
    docs: 'The call reaches the end of the file (or of the directive), and cpp takes all text up to there for its arguments. The analysis goes on behind the name.',
  },
  {
    code: 'has-include-outside-directive',
    severity: 'error',
    title: '`__has_include` outside `#if`',
    docs: 'The operator means something only in `#if` and `#elif`.',
  },
  {
    code: 'unterminated-comment',
    severity: 'error',
    title: 'A comment without `*/`',
    docs: 'For cpp the comment takes the rest of the file, or all up to the end of the next comment. In the first case the analysis goes on with the next line.',
  },
  {
    code: 'expansion-too-large',
    severity: 'error',
    title: 'The expanded text grows beyond all measure',
    docs: 'A limit of this tool, far above what any source tree needs: macros or includes multiply the text. The expansion stops here.',
  },
  {
    code: 'macro-too-deep',
    severity: 'error',
    title: 'Macro calls are nested too deeply',
    docs: 'A limit of this tool, far above what any source tree needs: arguments within arguments are left as they are beyond it.',
  },
  {
    code: 'not-utf8',
    severity: 'warning',
    title: 'A file is not UTF-8',
    docs: 'cpp and dtc do not mind in comments and strings, but editors show something else than what is compiled. Convert the file.',
  },
  {
    code: 'too-large',
    severity: 'error',
    title: 'A file is too large to be analysed',
    docs: 'A limit of this tool: the file is taken as empty.',
  },
] as const satisfies readonly PreprocessorCode[];

export type PreprocessorCodeName = (typeof PREPROCESSOR_CODES)[number]['code'];

export function severityOf(code: PreprocessorCodeName): Severity {
  return SEVERITY_BY_CODE.get(code)!;
}

const SEVERITY_BY_CODE: ReadonlyMap<string, Severity> = new Map(
  PREPROCESSOR_CODES.map(({ code, severity }) => [code, severity]),
);

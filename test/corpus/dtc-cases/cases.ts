import { readFileSync } from 'node:fs';
import { includeCases } from './include-cases.js';

/** A small source made to be hard, which dtc and the analyser have to treat alike. */
export interface DtcCase {
  readonly name: string;
  readonly text: string;
  /** Other files of its folder, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** Every case for the verdict and the blob, the valid and the invalid: those of one file, and those of several. */
export function dtcCases(): DtcCase[] {
  return [...casesIn('cases.txt'), ...includeCases()];
}

/** Every case for what dtc's checks report. They may read the files below with `/incbin/`. */
export function warningCases(): DtcCase[] {
  return casesIn('warnings.txt').map((each) => ({ ...each, files: warningFiles }));
}

/** What `/incbin/` of these cases reads. */
const warningFiles: NonNullable<DtcCase['files']> = {
  'data.bin': Uint8Array.of(1, 2, 3),
  'eight.bin': Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 2),
  'empty.bin': new Uint8Array(0),
  'text.bin': 'text\0',
  'word.bin': Uint8Array.of(0, 0, 0, 1),
};

/**
 * The cases of a list, a line each: `␊` and its like stand for control characters, `␠` for a blank at an end, `⟦FEFF⟧` for a
 * character by its number. The heading of a group says what its lines are: the `value` of a property, what is in the `root`,
 * `items` of a source, items of an `overlay`, or the whole `file`.
 */
function casesIn(list: string): DtcCase[] {
  const groups = readFileSync(new URL(list, import.meta.url), 'utf8')
    .split(/^=== /m)
    .slice(1);
  return groups.flatMap(casesOfGroup);
}

function casesOfGroup(list: string): DtcCase[] {
  const [heading = '', ...lines] = list.trimEnd().split('\n');
  const [, group, kind] = /^(.*) \((\w+)\)$/.exec(heading)!;
  return lines.flatMap((line) => {
    const inner = textOf(line);
    const own = { name: `${group}: ${line}`, text: WRAPPERS[kind!]!(inner) };
    // What an overlay may say, another source mostly may not: each is tried as both.
    return kind === 'overlay' ? [own, { name: `not in an overlay: ${line}`, text: WRAPPERS.items!(inner) }] : [own];
  });
}

const WRAPPERS: Readonly<Record<string, (text: string) => string>> = {
  value: (text) => `/dts-v1/;\n/ { p = ${text}; };\n`,
  root: (text) => `/dts-v1/;\n/ { ${text} };\n`,
  items: (text) => `/dts-v1/;\n${text}\n`,
  overlay: (text) => `/dts-v1/;\n/plugin/;\n${text}\n`,
  file: (text) => text,
};

function textOf(line: string): string {
  if (line === '(nothing)') return '';
  return line
    .replaceAll('␠', ' ')
    .replace(/[\u2400-\u241f]/g, (picture) => String.fromCharCode(picture.charCodeAt(0) - 0x2400))
    .replace(/⟦([0-9A-F]+)⟧/g, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)));
}

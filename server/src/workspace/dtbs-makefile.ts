/** What a Makefile, or Kbuild, of a kernel's folder of boards says of the blobs that are made there. Names are relative to the folder. */
export interface DtbsMakefile {
  /** The blobs that some configuration builds: those of `dtb-y`, `dtb-$(CONFIG_…)` and the like. */
  readonly targets: ReadonlySet<string>;
  /**
   * The blobs made of others, by name (`board-camera.dtb`): a base (`.dtb`), which can itself be one of them, and the
   * overlays (`.dtbo`) in the order in which they are applied. What a `.dtbo-base` makes has no name in its build; here it
   * is `BASE+OVERLAY.dtb`.
   */
  readonly composites: ReadonlyMap<string, readonly string[]>;
  /** dtc's flags for single targets, by the name of the target without its suffix. */
  readonly dtcFlags: ReadonlyMap<string, readonly string[]>;
  /** dtc's flags for every target of the folder; those of {@link dtcFlags} come behind them. */
  readonly folderDtcFlags: readonly string[];
}

/**
 * Reads the lists `dtb-…`, `NAME-dtbs`, `DTC_FLAGS_NAME` and `DTC_FLAGS` out of a Makefile or Kbuild (scripts/Makefile.dtbs says
 * what they mean), and `NAME.dtbo-base`, by which vendors' kernels say which boards an overlay is for: it makes a composite
 * with each of them; so does a function of theirs that makes a list of each of some bases with each of some overlays
 * (`$(call add-overlays, …)`). A list counts whether or not `dtb-y` and the like name its blob, since it tells what its overlays are
 * for. Of a conditional both branches are read. What only a run of make could tell leaves a composite out: applied without
 * one of its overlays it would be another.
 */
export function parseDtbsMakefile(text: string): DtbsMakefile {
  const targets = new Set<string>();
  const composites = new Map<string, readonly string[]>();
  const dtcFlags = new Map<string, readonly string[]>();
  const variables = variablesOf(text);
  for (const [name, words] of variables) {
    for (const [made, parts] of madeByCalls(words, variables)) {
      composites.set(made, parts);
      targets.add(made);
    }
    const known = words.filter((word) => !word.includes('$'));
    if (name.endsWith(COMPOSITE)) {
      if (words.length > 0 && known.length === words.length)
        composites.set(`${name.slice(0, -COMPOSITE.length)}.dtb`, words);
    } else if (name.endsWith(BASES)) {
      const overlay = name.slice(0, -BASES.length);
      for (const base of known)
        composites.set(`${base.replace(/\.dtb$/, '')}+${overlay}.dtb`, [base, `${overlay}.dtbo`]);
    } else if (name.startsWith(`${FLAGS}_`)) dtcFlags.set(name.slice(FLAGS.length + 1), known);
    else if (/^dtbo?-/.test(name)) for (const word of known) targets.add(word);
  }
  return {
    targets,
    composites,
    dtcFlags,
    folderDtcFlags: variables.get(FLAGS)?.filter((word) => !word.includes('$')) ?? [],
  };
}

/**
 * The composites that calls among these words make. What they call has `$(eval …-dtbs = $b $o)` for each base and each overlay; a
 * base is known by its suffix.
 */
function* madeByCalls(
  words: readonly string[],
  variables: ReadonlyMap<string, readonly string[]>,
): Iterable<readonly [string, readonly [string, string]]> {
  const stemOf = (name: string) => name.slice(name.lastIndexOf('/') + 1).replace(/\.dtbo?$/, '');
  for (const word of words) {
    const [, called = '', given = ''] = /^\$\(call\s+([\w.-]+)\s*,(.*)\)$/.exec(word) ?? [];
    if (!MAKES_PAIRS.test(variables.get(called)?.join(' ') ?? '')) continue;
    const parts = given
      .split(/[\s,]+/)
      .flatMap((part) => variables.get(REFERENCE.exec(part)?.groups?.name ?? '') ?? [part])
      .filter((part) => !part.includes('$'));
    const overlays = parts.filter((part) => part.endsWith('.dtbo'));
    for (const base of parts.filter((part) => part.endsWith('.dtb')))
      for (const overlay of overlays) yield [`${stemOf(base)}-${stemOf(overlay)}.dtb`, [base, overlay]];
  }
}

const MAKES_PAIRS = /\$\(foreach\b.*\$\(foreach\b.*\$\(eval\b.*-dtbs\s*:?=/;

const COMPOSITE = '-dtbs';
const BASES = '.dtbo-base';
const FLAGS = 'DTC_FLAGS';

/**
 * The last value of every variable, split into words (GNU make's manual, 6.5 and 6.6). References to other variables of the
 * file are looked up; a word with anything else that only make could tell keeps its `$`.
 */
function variablesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const variables = new Map<string, Variable>();
  const within = new Set<string>();
  let steps = 0;
  const lookUp = (words: readonly string[]): string[] => {
    const found: string[] = [];
    for (const word of words) {
      if (found.length >= MAX_WORDS || ++steps > MAX_STEPS) return [...found, UNKNOWN];
      const name = REFERENCE.exec(word)?.groups?.name;
      const variable =
        name === undefined || within.has(name) || within.size > MAX_DEPTH ? undefined : variables.get(name);
      if (!variable || name === undefined) {
        found.push(word);
        continue;
      }
      within.add(name);
      const meant = variable.isExpanded ? variable.words : lookUp(variable.words);
      within.delete(name);
      steps += meant.length;
      for (const each of meant.slice(0, MAX_WORDS)) found.push(each);
    }
    return found;
  };
  for (const line of logicalLines(text)) {
    const [, name, operator = '', value] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const known = variables.get(name);
    if (operator === '?=' && known) continue;
    const isExpanded = operator === '+=' ? (known?.isExpanded ?? false) : operator.startsWith(':');
    const words = isExpanded ? lookUp(wordsOf(value)) : wordsOf(value);
    if (operator !== '+=' || !known) variables.set(name, { words, isExpanded });
    else for (const word of words) known.words.push(word);
    // `acme-dtb-$(CONFIG_ACME)` is `acme-dtb-y` where it is configured.
    const configured = CONFIGURED.exec(name)?.[1];
    if (configured === undefined) continue;
    const all = variables.get(`${configured}y`);
    if (!all) variables.set(`${configured}y`, { words: [...words], isExpanded });
    else for (const word of words) all.words.push(word);
  }
  const finalWords = ({ words, isExpanded }: Variable) => (isExpanded ? words : lookUp(words));
  return new Map([...variables].map(([name, variable]) => [name, finalWords(variable)]));
}

interface Variable {
  readonly words: string[];
  /** Whether what it refers to was looked up where it is defined (`:=`), rather than where it is used. */
  readonly isExpanded: boolean;
}

/** A word that is nothing but another variable. */
const REFERENCE = /^\$[({](?<name>[\w.+-]+)[)}]$/;

const CONFIGURED = /^(.+-)\$[({]CONFIG_\w+[)}]$/;

/** Far more than any list has: variables that are made of each other twice grow without end. */
const MAX_WORDS = 10_000;

/** The same for how many words are looked at, and for variables that are made of each other. */
const MAX_STEPS = 100_000;
const MAX_DEPTH = 50;

/** What only make could tell. */
const UNKNOWN = '$';

/** The words of a value; what stands in parentheses, a call of a function, is part of one. */
function wordsOf(value: string): string[] {
  const words: string[] = [];
  let depth = 0;
  let word = '';
  for (const character of `${value} `) {
    if (depth === 0 && /\s/.test(character)) {
      if (word !== '') words.push(word);
      word = '';
      continue;
    }
    if (character === '(' || character === '{') depth++;
    else if (depth > 0 && (character === ')' || character === '}')) depth--;
    word += character;
  }
  // What is never closed is a mistake that make would report.
  return word.trim() === '' ? words : [...words, `$${word}`];
}

/** A line that begins with a tab belongs to a recipe. */
const ASSIGNMENT = /^(?!\t) *([^\s:=+?#]+(?:\+[^\s:=+?#]+)*)\s*(::?:?=|\+=|\?=|=)(.*)$/;

/** The lines with those that a backslash continues joined, and without comments. */
export function logicalLines(text: string): string[] {
  const lines = text.replace(/\r\n/g, '\n').replace(/(?<!\\)((?:\\\\)*)\\\n/g, '$1 ');
  return lines.split('\n').map((line) => line.replace(/(?<!\\)#.*$/, ''));
}

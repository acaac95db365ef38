/** What a Makefile of a kernel's folder of boards says of the blobs that are made there. Names are relative to the folder. */
export interface DtbsMakefile {
  /** The blobs that some configuration builds: those of `dtb-y`, `dtb-$(CONFIG_…)` and the like. */
  readonly targets: ReadonlySet<string>;
  /**
   * The blobs made of others, by name (`board-camera.dtb`): a base (`.dtb`), which can itself be one of them, and the
   * overlays (`.dtbo`) in the order in which they are applied.
   */
  readonly composites: ReadonlyMap<string, readonly string[]>;
  /** dtc's flags for single targets, by the name of the target without its suffix. */
  readonly dtcFlags: ReadonlyMap<string, readonly string[]>;
  /** dtc's flags for every target of the folder; those of {@link dtcFlags} come behind them. */
  readonly folderDtcFlags: readonly string[];
}

/**
 * Reads the lists `dtb-…`, `NAME-dtbs`, `DTC_FLAGS_NAME` and `DTC_FLAGS` out of a Makefile (scripts/Makefile.dtbs says what they
 * mean). A list counts whether or not `dtb-y` and the like name its blob, since it tells what its overlays are for. No
 * variable is looked up: a word with a `$` is left out, and of a conditional both branches are read.
 */
export function parseDtbsMakefile(text: string): DtbsMakefile {
  const targets = new Set<string>();
  const composites = new Map<string, readonly string[]>();
  const dtcFlags = new Map<string, readonly string[]>();
  const variables = variablesOf(text);
  for (const [name, words] of variables) {
    if (name.endsWith(COMPOSITE)) {
      if (words.length > 0) composites.set(`${name.slice(0, -COMPOSITE.length)}.dtb`, words);
    } else if (name.startsWith(`${FLAGS}_`)) dtcFlags.set(name.slice(FLAGS.length + 1), words);
    else if (/^dtbo?-/.test(name)) for (const word of words) targets.add(word);
  }
  return { targets, composites, dtcFlags, folderDtcFlags: variables.get(FLAGS) ?? [] };
}

const COMPOSITE = '-dtbs';
const FLAGS = 'DTC_FLAGS';

/** The last value of every variable, split into words (GNU make's manual, 6.5 and 6.6). */
function variablesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const variables = new Map<string, string[]>();
  for (const line of logicalLines(text)) {
    const [, name, operator, value] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const words = value.split(/\s+/).filter((word) => word !== '' && !word.includes('$'));
    const known = variables.get(name);
    if (operator === '?=' && known) continue;
    if (operator !== '+=' || !known) variables.set(name, words);
    else for (const word of words) known.push(word);
  }
  return variables;
}

/** A line that begins with a tab belongs to a recipe. */
const ASSIGNMENT = /^(?!\t) *([^\s:=+?#]+(?:\+[^\s:=+?#]+)*)\s*(::?:?=|\+=|\?=|=)(.*)$/;

/** The lines with those that a backslash continues joined, and without comments. */
function logicalLines(text: string): string[] {
  const lines = text.replace(/\r\n/g, '\n').replace(/(?<!\\)((?:\\\\)*)\\\n/g, '$1 ');
  return lines.split('\n').map((line) => line.replace(/(?<!\\)#.*$/, ''));
}

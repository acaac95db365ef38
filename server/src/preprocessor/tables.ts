import type { Finding } from '../text/finding.js';
import { keptWith, VersionMemo } from '../text/kept.js';
import type { SourceFile } from '../text/source-file.js';
import type { Range, Span } from '../text/span.js';
import type { Uri } from '../text/uri.js';
import type { ExpandOptions, Expansion, Inclusion, MacroDefinition, SourceMap } from './expansion.js';
import type { MacroHistory } from './macro-history.js';
import type { Macro } from './macros.js';
import type { Instance, MacroUses } from './provenance.js';
import { createSourceMap } from './source-map.js';
import type { AppendedSearch } from './unit.js';

/** What an expansion is made of. Nothing in it is written to once it is complete. */
export interface ExpansionTables {
  readonly root: SourceFile;
  readonly text: string;
  /** See `output.ts`. */
  readonly segments: Int32Array;
  readonly instances: readonly Instance[];
  readonly uses: MacroUses;
  readonly files: readonly SourceFile[];
  /** The macros that are defined at the end, in no order. */
  readonly defined: readonly Macro[];
  readonly inactive: readonly Span[];
  readonly notLoaded: readonly Uri[];
  readonly missingIncludes: readonly Span[];
  readonly findings: readonly Finding[];
}

/** How an expansion came about, so that lines can be expanded again in what was their surroundings. */
export interface Trace {
  readonly options: ExpandOptions;
  /** What the file system said of every file that was asked for. */
  readonly answers: readonly (readonly [Uri, SourceFile | 'absent' | 'not-loaded'])[];
  readonly appended: AppendedSearch | undefined;
  readonly history: MacroHistory;
  /** See `Unit`, as for `reaches`. */
  readonly runs: Int32Array;
  readonly reaches: readonly number[];
  /** How many tokens have been handled in macro expansions; those of lines that are no more count, too. */
  readonly spent: number;
  readonly changed?: ChangedText;
  /** The same for all expansions in which only lines have been expanded anew since the whole unit was. */
  readonly lineage: Lineage;
}

/** Stands for an expansion of a whole unit; nothing is known of it but which it is. */
export type Lineage = { readonly of: 'expansion' };

/** What a text is in terms of the one before it: the same up to `start`, and the same again from `end` on. */
export interface ChangedText extends Range {
  readonly before: string;
}

export interface TracedTables {
  readonly tables: ExpansionTables;
  readonly trace: Trace;
}

export function createExpansion(tables: ExpansionTables, trace: Trace | undefined): Expansion {
  const expansion = new FinishedExpansion(tables);
  if (trace) traced.set(expansion, { tables, trace });
  return expansion;
}

/** A class, because V8 keeps what the getters of a mere object refer to until it collects all of its heap. */
class FinishedExpansion implements Expansion {
  readonly root: SourceFile;
  readonly text: string;
  readonly sourceMap: SourceMap;
  readonly files: readonly SourceFile[];
  readonly inactive: readonly Span[];
  readonly notLoaded: readonly Uri[];
  readonly missingIncludes: readonly Span[];
  readonly findings: readonly Finding[];
  readonly memo = new VersionMemo();
  readonly #tables: ExpansionTables;
  #macros: ReadonlyMap<string, MacroDefinition> | undefined;
  #includes: readonly Inclusion[] | undefined;

  constructor(tables: ExpansionTables) {
    const { segments, instances, uses, text } = tables;
    this.root = tables.root;
    this.text = text;
    this.sourceMap = createSourceMap({ segments, instances, uses, length: text.length });
    this.files = tables.files;
    this.inactive = tables.inactive;
    this.notLoaded = tables.notLoaded;
    this.missingIncludes = tables.missingIncludes;
    this.findings = tables.findings;
    this.#tables = tables;
  }

  get macros(): ReadonlyMap<string, MacroDefinition> {
    // The table of names remembers in which order earlier versions of the files brought them.
    this.#macros ??= new Map([...this.#tables.defined].sort(byName).map((macro) => [macro.name, macro]));
    return this.#macros;
  }

  get includes(): readonly Inclusion[] {
    this.#includes ??= this.#tables.instances.flatMap(({ site, file }) =>
      site && site.end > site.start ? [{ site, file }] : [],
    );
    return this.#includes;
  }
}

/** What an expansion was made of; undefined where its lines cannot be expanded one by one. */
export function tracedTablesOf(expansion: Expansion): TracedTables | undefined {
  return traced.get(expansion);
}

/** What differs from the version before, where only lines have been expanded anew. */
export function changedTextOf(expansion: Expansion): ChangedText | undefined {
  return traced.get(expansion)?.trace.changed;
}

/**
 * What all versions of an expansion have in common that came of each other by expanding lines of text anew: they have the
 * same directives and includes. Undefined where lines cannot be expanded one by one.
 */
export function lineageOf(expansion: Expansion): Lineage | undefined {
  return traced.get(expansion)?.trace.lineage;
}

const traced = keptWith<Expansion, TracedTables>();
const byName = (one: MacroDefinition, other: MacroDefinition) => (one.name < other.name ? -1 : 1);

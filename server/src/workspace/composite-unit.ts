import { evaluate } from '../devicetree/evaluate.js';
import type { DeviceTree } from '../devicetree/tree.js';
import { overlaidTree } from '../fdt/overlay/apply-overlays.js';
import type { Expansion, SourceMap } from '../preprocessor/expansion.js';
import type { Finding } from '../text/finding.js';
import { VersionMemo } from '../text/kept.js';
import { query } from '../text/query.js';
import type { SourceFile } from '../text/source-file.js';
import type { Span } from '../text/span.js';
import type { Uri } from '../text/uri.js';
import type { TranslationUnit } from './translation-unit.js';

/** The units that a composite is made of. */
export interface CompositeParts {
  readonly base: TranslationUnit;
  /** At least one. */
  readonly overlays: readonly OverlayUnit[];
}

export interface OverlayUnit {
  readonly unit: TranslationUnit;
  /** Whether it is compiled with dtc's `-@`, so that later overlays find its labels. */
  readonly symbols: boolean;
}

/**
 * A composite as a unit, so that all that holds for a board holds for it: the tree of the base with the overlays applied.
 * The unit has the text of one overlay, the first unless `shown` says another; ranges of its tree that are those of another
 * part are beyond the text, and `tree.originOf` knows them. Where an overlay cannot be applied, the findings say so, and the
 * tree is that of the one overlay alone.
 */
export function compositeUnit({ base, overlays }: CompositeParts, shown = 0): TranslationUnit {
  const units = [base, ...overlays.map(({ unit }) => unit)];
  const focus = units[shown + 1]!;
  const expansion = new JoinedExpansion(
    focus.expansion,
    units.map((unit) => unit.expansion),
  );
  const result = overlaidTree(
    { tree: treeWithSymbols(base) },
    overlays.map(({ unit, symbols }) => ({ tree: symbols ? treeWithSymbols(unit) : unit.tree })),
    shown + 1,
  );
  // A label that is missing may be in a file that is missing.
  const isWhole = expansion.missingIncludes.length === 0 && expansion.notLoaded.length === 0;
  return {
    root: focus.root,
    expansion,
    document: focus.document,
    tree: result.tree ?? focus.tree,
    dtcFlags: base.dtcFlags,
    ...(base.buildWarnings && { buildWarnings: base.buildWarnings }),
    findings: [...units.flatMap(({ findings }) => findings), ...(isWhole ? result.findings : [])],
  };
}

/** A board as it is compiled for the overlays that are applied to it. */
export function baseUnit(unit: TranslationUnit): TranslationUnit {
  return { ...unit, tree: treeWithSymbols(unit) };
}

const treeWithSymbols = query(
  ({ document, expansion, tree }: TranslationUnit): DeviceTree =>
    tree.symbols ? tree : evaluate(document, expansion, { symbols: true }),
);

/** The expansion of the text that is shown, with the files of all parts and what was found in them. */
class JoinedExpansion implements Expansion {
  readonly root: SourceFile;
  readonly text: string;
  readonly sourceMap: SourceMap;
  readonly inactive: readonly Span[];
  readonly files: readonly SourceFile[];
  readonly notLoaded: readonly Uri[];
  readonly missingIncludes: readonly Span[];
  readonly findings: readonly Finding[];
  readonly memo = new VersionMemo();

  constructor(
    private readonly focus: Expansion,
    all: readonly Expansion[],
  ) {
    this.root = focus.root;
    this.text = focus.text;
    this.sourceMap = focus.sourceMap;
    this.inactive = all.flatMap(({ inactive }) => inactive);
    this.files = [...new Set([focus, ...all].flatMap(({ files }) => files))];
    this.notLoaded = all.flatMap(({ notLoaded }) => notLoaded);
    this.missingIncludes = all.flatMap(({ missingIncludes }) => missingIncludes);
    this.findings = all.flatMap(({ findings }) => findings);
  }

  get macros() {
    return this.focus.macros;
  }

  get includes() {
    return this.focus.includes;
  }
}

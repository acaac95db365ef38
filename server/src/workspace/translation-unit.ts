import { evaluate } from '../devicetree/evaluate.js';
import type { EvaluationMemo } from '../devicetree/evaluation-memo.js';
import type { DeviceTree } from '../devicetree/tree.js';
import type { Expansion } from '../preprocessor/expansion.js';
import { changedTextOf } from '../preprocessor/tables.js';
import type { BuildWarnings } from '../rules/dtc-levels.js';
import type * as ast from '../syntax/ast.js';
import type { ParseSession } from '../syntax/parser.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import { isOnLineOf } from '../text/span.js';
import { baseNameOf } from '../text/uri.js';
import { isOverlayName } from './boards.js';
import type { DtcFlags } from './dtc-flags.js';
import { atOnce, type Steps } from './steps.js';

/** A root `.dts` or `.dtso` with all that it includes, evaluated. Immutable. */
export interface TranslationUnit {
  readonly root: SourceFile;
  readonly expansion: Expansion;
  /** The expanded text, parsed. */
  readonly document: ast.Document;
  readonly tree: DeviceTree;
  /** The flags that the board's Makefile gives dtc for it. */
  readonly dtcFlags: readonly string[];
  /** What the build of its tree says of dtc's checks, where it is a kernel that does. */
  readonly buildWarnings?: BuildWarnings;
  /** What preprocessing, parsing and evaluation found; rules come on top. */
  readonly findings: readonly Finding[];
}

/** Whether a unit is an overlay, by its name or, as before Linux 6.2 and in vendors' kernels still, by what it says only. */
export const isOverlayUnit = ({ root, document }: Pick<TranslationUnit, 'root' | 'document'>): boolean =>
  isOverlayName(baseNameOf(root.uri)) || document.items.some(({ kind }) => kind === 'plugin');

/** Evaluates an expansion. `session` holds the parse of the last version, so that only changes cost. */
export function buildUnit(expansion: Expansion, session: ParseSession, options?: UnitOptions): TranslationUnit {
  return atOnce(unitSteps(expansion, session, options));
}

/** The same in two steps. */
export function* unitSteps(
  expansion: Expansion,
  session: ParseSession,
  { dtcFlags: { flags, symbols, build } = NO_FLAGS, memo }: UnitOptions = {},
): Steps<TranslationUnit> {
  const document = session.update(expansion.text, 'expanded', changedTextOf(expansion));
  yield;
  const tree = evaluate(document, expansion, { symbols, ...(memo && { memo }) });
  return {
    root: expansion.root,
    expansion,
    document,
    tree,
    dtcFlags: flags,
    ...(build && { buildWarnings: build }),
    findings: findingsOf(expansion, tree),
  };
}

export interface UnitOptions {
  readonly dtcFlags?: DtcFlags;
  /** What earlier versions were evaluated to, for who has more than one. */
  readonly memo?: EvaluationMemo;
}

const NO_FLAGS: DtcFlags = { flags: [], symbols: false };

/** What preprocessing, parsing and evaluation found, each cause once. */
export function findingsOf({ findings }: Expansion, tree: DeviceTree): readonly Finding[] {
  const comments = findings.filter(({ code }) => code === 'unterminated-comment');
  const isTorn = ({ code, at }: Finding) =>
    code === 'unterminated-call' && comments.some((comment) => isOnLineOf(comment.at.span, at.span));
  return [...findings.filter((finding) => !isTorn(finding)), ...tree.findings];
}

import type { ParseSession } from '../syntax/parser.js';
import type { Finding } from '../text/finding.js';
import type { Uri } from '../text/uri.js';
import type { PlannedComposite } from './check-plan.js';
import { baseUnit } from './composite-unit.js';
import type { Composite } from './composites.js';
import { loadComposite } from './load-composite.js';
import { type FindingCollection, isGraver, mergeKeyOf } from './merge.js';
import type { TranslationUnit } from './translation-unit.js';
import type { CheckOptions, Workspace } from './workspace.js';

/** Checks composites like boards, and adds what their bases alone do not give; `onFile` is told every file that was read. */
export async function checkComposites(
  workspace: Workspace,
  session: ParseSession,
  composites: Iterable<PlannedComposite>,
  collection: FindingCollection,
  options: CheckOptions,
  { onFile, onDone }: { readonly onFile: (file: Uri) => void; readonly onDone: () => void },
): Promise<void> {
  // No dtc reads a composite: in a run as dtc its checks have no part in it.
  const check = (unit: TranslationUnit, board = unit.root.uri) =>
    workspace.check(unit, { ...options, withoutDtc: options.asDtc, board });
  const byBase = [...composites].sort((a, b) => (a.composite.base < b.composite.base ? -1 : 1));
  let base: KnownBase | undefined;
  for (const { composite, scope } of byBase) {
    if (base?.uri !== composite.base) base = await loadBase(workspace, session, check, composite.base);
    const unit = base && (await loadComposite(workspace, session, base.unit, composite));
    if (base && unit) {
      for (const { uri } of unit.expansion.files) onFile(uri);
      const given = await givenWithout(workspace, session, check, base, composite);
      for (const finding of await check(unit, composite.blob)) {
        if (scope && !scope.has(finding.at.span.file.uri)) continue;
        const known = given.get(mergeKeyOf(finding));
        if (!known || isGraver(finding, known)) collection.add(finding, composite.blob);
      }
    }
    onDone();
  }
}

interface KnownBase {
  readonly uri: Uri;
  readonly unit: TranslationUnit;
  readonly findings: FindingsByKey;
}

type FindingsByKey = ReadonlyMap<string, Finding>;

type Check = (unit: TranslationUnit) => Promise<readonly Finding[]>;

async function loadBase(
  workspace: Workspace,
  session: ParseSession,
  check: Check,
  uri: Uri,
): Promise<KnownBase | undefined> {
  const unit = await workspace.loadUnit(uri, session);
  return unit && { uri, unit, findings: byKey(await check(baseUnit(unit))) };
}

/** What the base gives, and the composite that this one is made of. */
async function givenWithout(
  workspace: Workspace,
  session: ParseSession,
  check: Check,
  base: KnownBase,
  { basedOn }: Composite,
): Promise<FindingsByKey> {
  const unit = basedOn && (await loadComposite(workspace, session, base.unit, basedOn));
  return unit ? new Map([...base.findings, ...byKey(await check(unit))]) : base.findings;
}

const byKey = (findings: readonly Finding[]) => new Map(findings.map((finding) => [mergeKeyOf(finding), finding]));

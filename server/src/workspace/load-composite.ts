import type { ParseSession } from '../syntax/parser.js';
import { compositeUnit, type OverlayUnit } from './composite-unit.js';
import type { Composite } from './composites.js';
import type { GoOn } from './steps.js';
import type { TranslationUnit } from './translation-unit.js';
import type { Workspace } from './workspace.js';

/** Evaluates a composite of which the base is known; `undefined` where one of its overlays cannot be read, or `goOn` says no. */
export async function loadComposite(
  workspace: Workspace,
  session: ParseSession,
  base: TranslationUnit,
  composite: Composite,
  goOn?: GoOn,
): Promise<TranslationUnit | undefined> {
  const overlays: OverlayUnit[] = [];
  for (const { source, symbols } of composite.overlays) {
    const unit = await workspace.loadUnit(source, session, goOn && { goOn });
    if (!unit) return undefined;
    overlays.push({ unit, symbols });
  }
  return compositeUnit({ base, overlays });
}

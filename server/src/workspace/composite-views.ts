import type { ParseSession } from '../syntax/parser.js';
import type { Uri } from '../text/uri.js';
import { bestBoards } from './board-choice.js';
import { compositeUnit, type OverlayUnit } from './composite-unit.js';
import { type Composite, compositesBeside, compositesElsewhere, sourcesOf } from './composites.js';
import { isOverlayUnit, type TranslationUnit } from './translation-unit.js';
import type { Workspace } from './workspace.js';

/** Overlays that an editor shows, applied to the bases that the Makefiles name for them. */
export interface CompositeViews {
  /**
   * An overlay as part of a composite, one of the base that was used last or whose name is nearest; by itself where none is
   * known or a part of it is missing. `recent` holds the boards in use, the last first.
   */
  through(overlay: TranslationUnit, recent: readonly Uri[]): Promise<TranslationUnit>;
  /** Another version of the overlay for which {@link through} was asked before, with the same other parts. */
  again(overlay: TranslationUnit | undefined): TranslationUnit | undefined;
}

export function createCompositeViews(workspace: Workspace): CompositeViews {
  const { files, parser } = workspace;
  const parts = new Map<Uri, Part>();
  /** The composite through which each overlay was shown last. */
  const shown = new Map<Uri, Composite>();

  const partOf = async (root: Uri): Promise<Part | undefined> => {
    const known = parts.get(root);
    if (known?.unit.expansion.files.every((file) => files.read(file.uri) === file)) return known;
    const session = known?.session ?? parser.open();
    const unit = await workspace.loadUnit(root, session);
    if (!unit) {
      session.close();
      parts.delete(root);
      return undefined;
    }
    const part = { unit, session };
    parts.set(root, part);
    return part;
  };
  const isWhole = async (composite: Composite, overlay: Uri) => {
    for (const source of sourcesOf(composite)) if (source !== overlay && !(await partOf(source))) return false;
    return true;
  };
  const keepOnly = (sources: readonly Uri[]) => {
    for (const [root, { session }] of parts) {
      if (sources.includes(root)) continue;
      session.close();
      parts.delete(root);
    }
  };
  const compose = (overlay: TranslationUnit, composite: Composite): TranslationUnit | undefined => {
    const root = overlay.root.uri;
    const base = parts.get(composite.base)?.unit;
    const overlays: OverlayUnit[] = [];
    for (const { source, symbols } of composite.overlays) {
      const unit = source === root ? overlay : parts.get(source)?.unit;
      if (unit) overlays.push({ unit, symbols });
    }
    if (!base || overlays.length < composite.overlays.length) return undefined;
    return compositeUnit(
      { base, overlays },
      overlays.findIndex(({ unit }) => unit === overlay),
    );
  };
  const firstWhole = async (overlay: TranslationUnit, all: readonly Composite[], recent: readonly Uri[]) => {
    const root = overlay.root.uri;
    const tried = all.slice(0, MAX_CANDIDATES);
    const bases = [...new Set(tried.map(({ base }) => base))];
    for (const base of await bestBoards(workspace, root, bases, recent))
      for (const composite of tried) if (composite.base === base && (await isWhole(composite, root))) return composite;
    return undefined;
  };
  const searchComposite = async (overlay: TranslationUnit, recent: readonly Uri[]): Promise<TranslationUnit> => {
    const root = overlay.root.uri;
    const composite =
      (await firstWhole(overlay, await compositesBeside(root, workspace), recent)) ??
      (await firstWhole(overlay, await compositesElsewhere(root, workspace), recent));
    if (!composite) {
      shown.delete(root);
      return overlay;
    }
    keepOnly(sourcesOf(composite));
    shown.set(root, composite);
    return compose(overlay, composite) ?? overlay;
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    through(overlay, recent) {
      // One at a time: each closes the parse sessions of parts that it does not need.
      const next = last.then(() => searchComposite(overlay, recent));
      last = next.catch(() => undefined);
      return next;
    },
    again(overlay) {
      const composite = overlay && isOverlayUnit(overlay) ? shown.get(overlay.root.uri) : undefined;
      return (overlay && composite && compose(overlay, composite)) ?? overlay;
    },
  };
}

/** More than the composites of any real overlay. */
const MAX_CANDIDATES = 100;

interface Part {
  readonly unit: TranslationUnit;
  readonly session: ParseSession;
}

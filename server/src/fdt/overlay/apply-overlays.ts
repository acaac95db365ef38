import type { IncbinSource } from '../../devicetree/property-bytes.js';
import type { DeviceTree } from '../../devicetree/tree.js';
import type { Finding } from '../../text/finding.js';
import { encodeFdt } from '../encode.js';
import { flatten } from '../write.js';
import { applyOverlay } from './apply.js';
import { type BlobEdits, editBlob } from './blob-edits.js';
import { findingOf, type OverlayFailureCode } from './failures.js';
import { joinTrees } from './join-trees.js';
import { type OverlayNode, overlayNodeOf } from './nodes.js';
import { newWork, TooMuchWork, type Work } from './work.js';

/** A base or an overlay, as dtc evaluates it. */
export interface OverlayPart {
  readonly tree: DeviceTree;
  /** Reads what `/incbin/` names; without it, that is nothing. */
  readonly fileOf?: IncbinSource;
}

/**
 * The blob that `fdtoverlay -i base overlay…` writes, byte for byte, of the blobs that dtc makes of the parts. No blob where
 * an overlay cannot be applied, of which the findings tell.
 */
export function overlaidBlob(
  base: OverlayPart,
  overlays: readonly OverlayPart[],
): { readonly blob?: Uint8Array; readonly findings: readonly Finding[] } {
  const work = newWork();
  const blob = editBlob(encodeFdt(flatten(base.tree, base)), work);
  const { findings } = apply(base, overlays, blob, work);
  return findings.length > 0 ? { findings } : { blob: blob.finish(), findings };
}

/**
 * The tree of such a blob, with the way it came to be: every node and property knows what wrote it, in the base and in the
 * overlays. `focus` is the part (0 for the base) of whose expanded text ranges of the tree are; those of other parts are
 * beyond its end. No tree where an overlay cannot be applied.
 */
export function overlaidTree(
  base: OverlayPart,
  overlays: readonly OverlayPart[],
  focus = 0,
): { readonly tree?: DeviceTree; readonly findings: readonly Finding[] } {
  const { root, findings } = apply(base, overlays, NO_EDITS, newWork());
  const trees = [base, ...overlays].map(({ tree }) => tree);
  return findings.length > 0 || !root ? { findings } : { tree: joinTrees(root, trees, focus), findings };
}

const NO_EDITS: BlobEdits = { setProperty() {}, addNode() {} };

function apply(
  base: OverlayPart,
  overlays: readonly OverlayPart[],
  edits: BlobEdits,
  work: Work,
): { readonly root?: OverlayNode; readonly findings: readonly Finding[] } {
  const flat = flatten(base.tree, base).root;
  if (!flat) return { findings: overlays.slice(0, 1).map((part) => refusal(part, ...WITHOUT_ROOT)) };
  const root = overlayNodeOf(flat, 0, work);
  for (const [index, part] of overlays.entries()) {
    try {
      const own = flatten(part.tree, part).root;
      const failures = own ? applyOverlay(root, overlayNodeOf(own, index + 1, work), edits) : [];
      if (failures.length > 0) return { findings: failures.map((failure) => findingOf(failure, part.tree)) };
    } catch (reason) {
      if (!(reason instanceof TooMuchWork)) throw reason;
      return { findings: [refusal(part, ...TOO_LARGE)] };
    }
  }
  return { root, findings: [] };
}

const WITHOUT_ROOT = ['overlay-target-not-found', 'The base has no nodes at all'] as const;
const TOO_LARGE = ['overlay-too-large', 'To apply the overlay takes too long'] as const;

/** A finding at the beginning of an overlay. */
function refusal({ tree }: OverlayPart, code: OverlayFailureCode, message: string): Finding {
  return { code, severity: 'error', at: tree.originOf({ start: 0, end: 1 }), message };
}

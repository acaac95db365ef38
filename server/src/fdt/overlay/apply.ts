import type { BlobEdits } from './blob-edits.js';
import { addNode, setProperty } from './changes.js';
import type { OverlayFailure } from './failures.js';
import { type LocalReference, localReferences, resolveSymbols } from './fixups.js';
import { childOf, nodesFrom, type OverlayNode, phandleOf, propertyOf, setU32, u32At } from './nodes.js';
import { addSymbols } from './symbols.js';
import { targetFailure, targetOf } from './targets.js';
import { spend } from './work.js';

/**
 * Applies an overlay to a tree, changing both, in the steps and with the results of libfdt's `fdt_overlay_apply`; every
 * change of the tree is told to `edits`. Gives why that is not possible; the tree is of no use then.
 */
export function applyOverlay(base: OverlayNode, overlay: OverlayNode, edits: BlobEdits): readonly OverlayFailure[] {
  const delta = greatestPhandle(base);
  const failure = renumber(overlay, delta);
  if (failure) return [failure];
  const local = localReferences(overlay);
  if ('code' in local) return [local];
  for (const { property, offset } of local) setU32(property, offset, u32At(property.value, offset) + delta);
  const unresolved = resolveSymbols(base, overlay);
  if (unresolved.length > 0) return unresolved;
  const conflict =
    keepPhandles(base, overlay, local) ?? merge(base, overlay, edits) ?? addSymbols(base, overlay, edits);
  return conflict ? [conflict] : [];
}

function greatestPhandle(root: OverlayNode): number {
  let greatest = 0;
  for (const node of nodesFrom(root)) greatest = Math.max(greatest, phandleOf(node));
  return greatest;
}

/** Numbers the overlay's nodes behind those of the base (`overlay_adjust_local_phandles`). */
function renumber(overlay: OverlayNode, delta: number): OverlayFailure | undefined {
  for (const node of nodesFrom(overlay)) {
    for (const name of PHANDLES) {
      const property = propertyOf(node, name);
      if (!property) continue;
      const at = { code: 'overlay-bad-phandle', node, property } as const;
      if (property.value.length !== 4)
        return { ...at, libfdt: 'FDT_ERR_BADPHANDLE', message: `'${name}' is not one 32-bit number` };
      const phandle = u32At(property.value, 0) + delta;
      if (phandle >= NO_PHANDLE)
        return { ...at, libfdt: 'FDT_ERR_NOPHANDLES', message: 'Behind the phandles of the base no number is left' };
      setU32(property, 0, phandle);
    }
  }
  return undefined;
}

const PHANDLES = ['phandle', 'linux,phandle'] as const;
const NO_PHANDLE = 0xffff_ffff;

/** A node that both have keeps the phandle of the base, by which others refer to it (`overlay_prevent_phandle_overwrite`). */
function keepPhandles(
  base: OverlayNode,
  overlay: OverlayNode,
  local: readonly LocalReference[],
): OverlayFailure | undefined {
  for (const fragment of overlay.children) {
    const content = childOf(fragment, '__overlay__');
    if (!content) continue;
    const target = targetOf(base, fragment);
    if ('error' in target) {
      // What is not there yet may come with another fragment.
      if (target.error === 'FDT_ERR_NOTFOUND') continue;
      return targetFailure(target, fragment);
    }
    keepPhandlesBelow(target.node, content, local);
  }
  return undefined;
}

function keepPhandlesBelow(node: OverlayNode, own: OverlayNode, local: readonly LocalReference[]): void {
  const [kept, given] = [phandleOf(node), phandleOf(own)];
  if (kept !== 0 && given !== 0) {
    for (const name of PHANDLES) {
      const property = propertyOf(own, name);
      if (property?.value.length === 4) setU32(property, 0, kept);
    }
    spend(node.work, local.length);
    for (const { property, offset } of local)
      if (u32At(property.value, offset) === given) setU32(property, offset, kept);
  }
  for (const child of own.children) {
    const same = childOf(node, child.name);
    if (same) keepPhandlesBelow(same, child, local);
  }
}

/** Writes every fragment into its target (`overlay_merge`). */
function merge(base: OverlayNode, overlay: OverlayNode, edits: BlobEdits): OverlayFailure | undefined {
  for (const fragment of overlay.children) {
    const content = childOf(fragment, '__overlay__');
    if (!content) continue;
    const target = targetOf(base, fragment);
    if ('error' in target) return targetFailure(target, fragment);
    mergeNode(target.node, content, edits);
  }
  return undefined;
}

function mergeNode(node: OverlayNode, own: OverlayNode, edits: BlobEdits): void {
  node.sources.push(...own.sources);
  for (const { name, value, phandles, sources } of own.properties) {
    const known = propertyOf(node, name);
    setProperty(node, { name, value, phandles, sources: [...(known?.sources ?? []), ...sources] }, edits);
  }
  for (const child of own.children)
    mergeNode(childOf(node, child.name) ?? addNode(node, child.name, edits), child, edits);
}

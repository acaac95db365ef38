import { bytesOfString } from '../../devicetree/value-bytes.js';
import type { BlobEdits } from './blob-edits.js';
import { addNode, setProperty } from './changes.js';
import type { OverlayFailure } from './failures.js';
import { childOf, type OverlayNode, type OverlayProperty, pathTo, textOf } from './nodes.js';
import { targetFailure, targetOf } from './targets.js';

/** Adds the labels of what was applied to the base's, so that later overlays find them (`overlay_symbol_update`). */
export function addSymbols(base: OverlayNode, overlay: OverlayNode, edits: BlobEdits): OverlayFailure | undefined {
  const own = childOf(overlay, '__symbols__');
  if (!own) return undefined;
  const symbols = childOf(base, '__symbols__') ?? addNode(base, '__symbols__', edits);
  for (const symbol of own.properties) {
    const path = newPath(base, overlay, own, symbol);
    if (path === undefined) continue;
    if (typeof path !== 'string') return path;
    setProperty(symbols, { name: symbol.name, value: bytesOfString(path), phandles: [], sources: [] }, edits);
  }
  return undefined;
}

/** Where the node of a label of the overlay is now; `undefined` for one that is in no fragment's content. */
function newPath(
  base: OverlayNode,
  overlay: OverlayNode,
  symbols: OverlayNode,
  symbol: OverlayProperty,
): string | OverlayFailure | undefined {
  const at = { code: 'overlay-bad-symbol', node: symbols, property: symbol } as const;
  const { value } = symbol;
  const path = textOf(value);
  if (value.length === 0 || value.indexOf(0) !== value.length - 1 || !path.startsWith('/'))
    return { ...at, libfdt: 'FDT_ERR_BADVALUE', message: `'${symbol.name}' is not one path` };
  const [, name, below] = /^\/([^/]*)\/__overlay__(\/[\s\S]*)?$/.exec(path) ?? [];
  if (name === undefined) return undefined;
  const fragment = childOf(overlay, name);
  if (!fragment || !childOf(fragment, '__overlay__'))
    return { ...at, libfdt: 'FDT_ERR_BADOVERLAY', message: `'${path}' leads into no fragment of the overlay` };
  const target = targetOf(base, fragment);
  if ('error' in target) return targetFailure(target, fragment);
  const way = target.path ?? pathTo(target.node);
  // The slash stays where the label is that of the fragment's content itself.
  return `${way.length > 1 ? way : ''}${below ?? '/'}`;
}

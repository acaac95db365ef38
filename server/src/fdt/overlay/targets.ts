import type { OverlayFailure } from './failures.js';
import {
  nodeAtPath,
  nodeOfPhandle,
  type OverlayNode,
  type OverlayProperty,
  propertyOf,
  textOf,
  u32At,
} from './nodes.js';

export type Target = FoundTarget | MissingTarget;

export interface FoundTarget {
  readonly node: OverlayNode;
  /** What `target-path` says, which need not be the node's full path; absent for a target by phandle. */
  readonly path?: string;
}

export interface MissingTarget {
  readonly error: 'FDT_ERR_NOTFOUND' | 'FDT_ERR_BADPATH' | 'FDT_ERR_BADPHANDLE' | 'FDT_ERR_BADOVERLAY';
  readonly message: string;
  /** Of the fragment. */
  readonly property?: OverlayProperty;
}

/** The node of the base that a fragment changes (`fdt_overlay_target_offset`). */
export function targetOf(base: OverlayNode, fragment: OverlayNode): Target {
  const target = propertyOf(fragment, 'target');
  const phandle = target && phandleIn(target);
  if (phandle === 'bad')
    return { error: 'FDT_ERR_BADPHANDLE', message: "The fragment's `target` is no phandle", property: target! };
  if (phandle) {
    const node = nodeOfPhandle(base, phandle);
    if (node) return { node };
    const message = `No node of the base has the phandle ${phandle} of the fragment's \`target\``;
    return { error: 'FDT_ERR_NOTFOUND', message, property: target! };
  }
  const property = propertyOf(fragment, 'target-path');
  if (!property) {
    const message = 'The fragment has neither a `target` nor a `target-path`';
    return { error: 'FDT_ERR_BADOVERLAY', message, ...(target && { property: target }) };
  }
  const path = textOf(property.value);
  const node = nodeAtPath(base, path);
  if (node === 'bad-path') {
    const message = path === '' ? "The fragment's `target-path` is empty" : `The base has no alias for '${path}'`;
    return { error: 'FDT_ERR_BADPATH', message, property };
  }
  return node
    ? { node, path }
    : { error: 'FDT_ERR_NOTFOUND', message: `No node of the base has the path '${path}'`, property };
}

/** 0 stands for no phandle. */
function phandleIn({ value }: OverlayProperty): number | 'bad' {
  if (value.length !== 4) return 'bad';
  const phandle = u32At(value, 0);
  return phandle === 0xffff_ffff ? 'bad' : phandle;
}

export function targetFailure({ error, message, property }: MissingTarget, fragment: OverlayNode): OverlayFailure {
  const isMissing = error === 'FDT_ERR_NOTFOUND' || error === 'FDT_ERR_BADPATH';
  return {
    code: isMissing ? 'overlay-target-not-found' : 'overlay-bad-target',
    libfdt: error,
    message,
    node: fragment,
    ...(property && { property }),
  };
}

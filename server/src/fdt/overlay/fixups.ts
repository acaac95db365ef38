import type { OverlayFailure } from './failures.js';
import {
  childOf,
  nodeAtPath,
  type OverlayNode,
  type OverlayProperty,
  phandleOf,
  propertyOf,
  setU32,
  textOf,
  u32At,
} from './nodes.js';
import { spend } from './work.js';

/** A reference in an overlay to a node of its own. */
export interface LocalReference {
  readonly property: OverlayProperty;
  /** In bytes from the start of the value. */
  readonly offset: number;
}

/**
 * The references of an overlay to its own nodes, as its `/__local_fixups__` lists them
 * (`overlay_update_local_node_references`).
 */
export function localReferences(overlay: OverlayNode): readonly LocalReference[] | OverlayFailure {
  const references: LocalReference[] = [];
  const visit = (node: OverlayNode, fixups: OverlayNode): OverlayFailure | undefined => {
    for (const listed of fixups.properties) {
      const at = { code: 'overlay-bad-fixup', node: fixups, property: listed } as const;
      const property = propertyOf(node, listed.name);
      if (listed.value.length % 4 !== 0 || !property)
        return { ...at, libfdt: 'FDT_ERR_BADOVERLAY', message: `'${listed.name}' lists no places of such a property` };
      for (let index = 0; index < listed.value.length; index += 4) {
        const offset = u32At(listed.value, index);
        if (offset + 4 > property.value.length)
          return { ...at, message: `The property '${listed.name}' ends before the byte ${offset}` };
        references.push({ property, offset });
      }
    }
    for (const child of fixups.children) {
      const own = childOf(node, child.name);
      const message = `The overlay has no node '${child.name}' here`;
      if (!own) return { code: 'overlay-bad-fixup', libfdt: 'FDT_ERR_BADOVERLAY', message, node: child };
      const failure = visit(own, child);
      if (failure) return failure;
    }
    return undefined;
  };
  const fixups = childOf(overlay, '__local_fixups__');
  return (fixups && visit(overlay, fixups)) ?? references;
}

/**
 * Writes the phandles of the base's labels where the overlay's `/__fixups__` asks for them (`overlay_fixup_phandles`).
 * Gives every label that the base does not have, where fdtoverlay stops at the first.
 */
export function resolveSymbols(base: OverlayNode, overlay: OverlayNode): readonly OverlayFailure[] {
  const fixups = childOf(overlay, '__fixups__');
  if (!fixups) return [];
  const symbols = childOf(base, '__symbols__');
  const failures: OverlayFailure[] = [];
  for (const label of fixups.properties) {
    const phandle = symbols ? phandleOfSymbol(base, symbols, label.name) : undefined;
    if (typeof phandle === 'number') {
      const failure = eachPlace(overlay, fixups, label, (place) => {
        setU32(place.property, place.offset, phandle);
      });
      if (failure) return [...failures, failure];
      continue;
    }
    const missing = phandle ?? WITHOUT_SYMBOLS;
    const unlocated = eachPlace(overlay, fixups, label, ({ node, property, offset }) => {
      failures.push({ ...missing, node, property, offset });
    });
    if (unlocated) failures.push({ ...missing, node: fixups, property: label });
    if (!symbols) break;
  }
  return failures;
}

type Missing = Omit<OverlayFailure, 'node' | 'property' | 'offset'>;

const WITHOUT_SYMBOLS: Missing = {
  code: 'overlay-base-without-symbols',
  libfdt: 'FDT_ERR_BADOFFSET',
  message: 'The base has no `/__symbols__`, so that no label of it can be found',
};

function phandleOfSymbol(base: OverlayNode, symbols: OverlayNode, label: string): number | Missing {
  const code = 'overlay-unknown-symbol';
  const symbol = propertyOf(symbols, label);
  if (!symbol) return { code, libfdt: 'FDT_ERR_NOTFOUND', message: `The base has no label '${label}'` };
  const path = textOf(symbol.value);
  const node = nodeAtPath(base, path);
  if (node === 'bad-path' || node === undefined) {
    const libfdt = node === undefined ? 'FDT_ERR_NOTFOUND' : 'FDT_ERR_BADPATH';
    return { code, libfdt, message: `The label '${label}' leads to '${path}', which the base does not have` };
  }
  const phandle = phandleOf(node);
  const message = `The node of the label '${label}' has no phandle`;
  return phandle === 0 ? { code, libfdt: 'FDT_ERR_NOTFOUND', message } : phandle;
}

interface FixupPlace {
  readonly node: OverlayNode;
  readonly property: OverlayProperty;
  readonly offset: number;
}

/** Visits the places `path:property:offset` that a label's property lists; the first that is none ends that. */
function eachPlace(
  overlay: OverlayNode,
  fixups: OverlayNode,
  label: OverlayProperty,
  visit: (place: FixupPlace) => void,
): OverlayFailure | undefined {
  const entries = textsIn(label.value);
  spend(overlay.work, label.value.length);
  for (const entry of entries) {
    const place = entry === undefined ? 'FDT_ERR_BADOVERLAY' : placeAt(overlay, entry);
    if (typeof place === 'string') {
      const message = `'${entry ?? ''}' is no place of the overlay`;
      // fdtoverlay asks for more and more memory where a place lies behind the end of a property.
      const libfdt = place === 'FDT_ERR_NOSPACE' ? 'never ends' : place;
      return { code: 'overlay-bad-fixup', libfdt, message, node: fixups, property: label };
    }
    visit(place);
  }
  return undefined;
}

function placeAt(overlay: OverlayNode, entry: string): FixupPlace | FixupError {
  const [, path, name, digits] = /^([^:]*):([^:]+):[\t-\r ]*([+-]?\d+)$/.exec(entry) ?? [];
  if (path === undefined || name === undefined) return 'FDT_ERR_BADOVERLAY';
  const node = nodeAtPath(overlay, path);
  if (node === 'bad-path') return 'FDT_ERR_BADPATH';
  if (!node) return 'FDT_ERR_BADOVERLAY';
  const property = propertyOf(node, name);
  if (!property) return 'FDT_ERR_NOTFOUND';
  const offset = Number(digits);
  return offset >= 0 && offset + 4 <= property.value.length ? { node, property, offset } : 'FDT_ERR_NOSPACE';
}

type FixupError = 'FDT_ERR_BADOVERLAY' | 'FDT_ERR_BADPATH' | 'FDT_ERR_NOTFOUND' | 'FDT_ERR_NOSPACE';

/** The strings of a value; `undefined` for one without end, and where there is none at all. */
function textsIn(value: Uint8Array): (string | undefined)[] {
  const texts: (string | undefined)[] = [];
  let start = 0;
  do {
    const end = value.indexOf(0, start);
    if (end < 0) return [...texts, undefined];
    texts.push(textOf(value.subarray(start)));
    start = end + 1;
  } while (start < value.length);
  return texts;
}

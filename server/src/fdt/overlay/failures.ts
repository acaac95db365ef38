import { type Cell, type DeviceTree, nameOrigin, type Property, valueOrigin } from '../../devicetree/tree.js';
import type { Finding } from '../../text/finding.js';
import type { Origin } from '../../text/span.js';
import type { OverlayNode, OverlayProperty } from './nodes.js';

/** Why an overlay cannot be applied. */
export interface OverlayFailure {
  readonly code: OverlayFailureCode;
  /** What fdtoverlay prints; absent where it does not notice, and changes memory that is not the property's. */
  readonly libfdt?: string;
  readonly message: string;
  readonly node: OverlayNode;
  /** Of `node`. */
  readonly property?: OverlayProperty;
  /** Of the reference at fault, in bytes from the start of the property's value. */
  readonly offset?: number;
}

/** Public, never renamed. */
export type OverlayFailureCode =
  | 'overlay-unknown-symbol'
  | 'overlay-base-without-symbols'
  | 'overlay-target-not-found'
  | 'overlay-bad-target'
  | 'overlay-bad-phandle'
  | 'overlay-bad-fixup'
  | 'overlay-bad-symbol'
  | 'overlay-too-large';

/** The failure as a finding, where the overlay's text causes it. `overlay` is what the nodes of the failure are made of. */
export function findingOf(failure: OverlayFailure, overlay: DeviceTree): Finding {
  const { code, message, libfdt, node } = failure;
  const printed = libfdt === undefined ? 'fdtoverlay does not notice' : `fdtoverlay: ${libfdt}`;
  const path = node.sources.at(-1)?.thing.path;
  return {
    code,
    severity: 'error',
    at: originOf(failure, overlay),
    message: `${message} (${printed})`,
    ...(path !== undefined && { nodes: [path] }),
  };
}

function originOf({ node, property, offset }: OverlayFailure, tree: DeviceTree): Origin {
  const source = property?.sources.at(-1)?.thing;
  if (source && source.definitions.length > 0) {
    const cell = offset === undefined ? undefined : referenceAt(source, property, offset);
    return cell ? valueOrigin(tree, source, cell) : nameOrigin(tree, source);
  }
  for (let at: OverlayNode | undefined = node; at; at = at.parent) {
    const made = at.sources.at(-1)?.thing;
    if (made && made.definitions.length > 0) return nameOrigin(tree, made);
  }
  return tree.originOf({ start: 0, end: 1 });
}

function referenceAt(source: Property, { phandles }: OverlayProperty, offset: number): Cell | undefined {
  const index = phandles.findIndex((place) => place.offset === offset);
  return referencesIn(source)[index];
}

/** The elements of `<…>` that were written as references, in the order of the value. */
export function referencesIn({ value }: Property): readonly Cell[] {
  return value.flatMap((component) =>
    component.kind === 'cells' && component.bits === 32 ? component.cells.filter(({ reference }) => reference) : [],
  );
}

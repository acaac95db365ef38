import { UNRESOLVED_PHANDLE } from '../devicetree/property-bytes.js';
import { bytesOfValue } from '../devicetree/value-bytes.js';
import type * as ast from '../syntax/ast.js';
import { query } from '../text/query.js';

/** The bytes of a property's value as far as its text tells them. */
export interface EncodedProperty {
  /** With {@link UNRESOLVED_PHANDLE} in place of every phandle. */
  readonly bytes: Uint8Array;
  /** Where the phandles go: offsets are in bytes from the start of the value. */
  readonly phandles: readonly { readonly offset: number; readonly reference: ast.Reference }[];
}

/**
 * Encodes what a property says, once for all boards that share it; `undefined` where more than phandles hangs on the tree:
 * paths of nodes, contents of files, and references that are mistakes.
 */
export const encodeProperty = query(({ value }: ast.Property): EncodedProperty | undefined => {
  for (const component of value) {
    if (component.kind === 'path' || component.kind === 'incbin') return undefined;
    if (component.kind === 'cells' && component.bits !== 32 && component.cells.some(({ reference }) => reference))
      return undefined;
  }
  const { bytes, phandles } = bytesOfValue(value, TEXT_ALONE);
  return { bytes, phandles: phandles.map(({ offset, cell }) => ({ offset, reference: cell.reference! })) };
});

const TEXT_ALONE = { phandleOf: () => UNRESOLVED_PHANDLE, pathOf: () => '', fileOf: () => undefined };

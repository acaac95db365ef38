import { wholeValueOrigin } from '../../devicetree/places.js';
import { type DeviceTree, type Node, nameOrigin } from '../../devicetree/tree.js';
import type { RelatedPlace } from '../../text/finding.js';

/** The length of a value in words: "3 cells", or in bytes where it is no whole number of cells. */
export function countText(bytes: number): string {
  if (bytes % 4 !== 0) return bytesText(bytes);
  return bytes === 4 ? '1 cell' : `${bytes / 4} cells`;
}

/** A length in bytes in words. */
export const bytesText = (bytes: number): string => (bytes === 1 ? '1 byte' : `${bytes} bytes`);

/** Where a bus says how many cells an address and a size have; its name where it does not. */
export function cellCountPlaces(tree: DeviceTree, bus: Node): readonly RelatedPlace[] {
  const places: RelatedPlace[] = [];
  for (const [name, otherwise] of [
    ['#address-cells', 2],
    ['#size-cells', 1],
  ] as const) {
    const property = bus.properties.get(name);
    if (property) places.push({ at: wholeValueOrigin(tree, property), message: `${name} of the bus` });
    else places.push({ at: nameOrigin(tree, bus), message: `The bus has no ${name}, which then is ${otherwise}` });
  }
  return places;
}

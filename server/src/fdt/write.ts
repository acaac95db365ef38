import type { IncbinSource } from '../devicetree/property-bytes.js';
import { isDeleted } from '../devicetree/symbols.js';
import type { DeviceTree } from '../devicetree/tree.js';
import { BlobTooLarge, createBudget, MAX_BLOB_BYTES } from './budget.js';
import { encodeFdt } from './encode.js';
import { type FlatNode, flatNodeOf } from './flat-node.js';
import type { Fdt } from './format.js';
import { addFixups, addLocalFixups, addSymbols } from './generated-nodes.js';

export interface WriteOptions {
  /** The number of the processor that boots, as with dtc's `-b`; 0 in a build of Linux, whatever the tree says. */
  readonly bootCpu?: number;
  /** Reads what `/incbin/` names; without it, that is nothing. */
  readonly fileOf?: IncbinSource;
}

/**
 * The flattened form of a tree, byte for byte that of `dtc -I dts -O dtb -b 0`, and with `-@` if the tree was evaluated
 * with symbols. Whether dtc would write it at all is for dtc's checks and the tree's findings to say. Throws
 * {@link BlobTooLarge}.
 */
export function writeFdt(tree: DeviceTree, options: WriteOptions = {}): Uint8Array {
  return encodeFdt(flatten(tree, options));
}

/** A flattened devicetree that knows what of its tree it was made of. */
export interface FlatTree extends Fdt {
  readonly root?: FlatNode;
}

/** The same as {@link writeFdt}, not yet in bytes. */
export function flatten(tree: DeviceTree, { bootCpu = 0, fileOf = () => undefined }: WriteOptions = {}): FlatTree {
  const { memoryReservations } = tree;
  if (isDeleted(tree.root)) return { bootCpu, memoryReservations };
  const budget = createBudget();
  const root = flatNodeOf(tree, tree.root, fileOf, budget);
  if (tree.symbols) addSymbols(root, budget);
  if (tree.plugin) {
    addFixups(root, budget);
    addLocalFixups(root, budget);
  }
  if (budget.isExceeded) throw new BlobTooLarge(`The blob would have more than ${MAX_BLOB_BYTES} bytes`);
  return { bootCpu, memoryReservations, root };
}

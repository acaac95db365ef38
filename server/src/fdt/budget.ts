/** How much a blob may hold, so that text of a few kilobytes cannot ask for all memory: paths and files multiply. */
export interface Budget {
  /** Whether so many bytes more still fit; from the first that do not, nothing does. */
  take(bytes: number): boolean;
  readonly isExceeded: boolean;
}

export function createBudget(limit = MAX_BLOB_BYTES): Budget {
  let left = limit;
  return {
    take(bytes) {
      left = left >= bytes ? left - bytes : -1;
      return left >= 0;
    },
    get isExceeded() {
      return left < 0;
    },
  };
}

/** The largest blob that is written, in bytes. Those of Linux have 0.3 million, and boot loaders load no more than a few. */
export const MAX_BLOB_BYTES = 64 * 1024 * 1024;

/** A blob would be larger than {@link MAX_BLOB_BYTES}. */
export class BlobTooLarge extends Error {}

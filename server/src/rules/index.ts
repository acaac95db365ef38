import { DTC_TABLE } from './dtc-table.js';
import { hwlockNamesMismatch } from './hwlocks/hwlock-names-mismatch.js';
import { hwlockOutOfRange } from './hwlocks/hwlock-out-of-range.js';
import { hwlockProviderDisabled } from './hwlocks/hwlock-provider-disabled.js';
import { remoteprocMissingHwlocks } from './qualcomm/remoteproc-missing-hwlocks.js';
import { remoteprocWrongHwlock } from './qualcomm/remoteproc-wrong-hwlock.js';
import { smemDuplicate } from './qualcomm/smem-duplicate.js';
import { smemMissing } from './qualcomm/smem-missing.js';
import { smemMissingHwlock } from './qualcomm/smem-missing-hwlock.js';
import { smemWrongHwlock } from './qualcomm/smem-wrong-hwlock.js';
import type { Rule } from './rule.js';
import { specifierCells } from './specification/specifier-cells.js';

/** Every rule, in reading order: dtc's checks as dtc has them, then what goes beyond. */
export const rules: readonly Rule[] = [
  ...DTC_TABLE.flatMap(({ rule }) => rule ?? []),
  specifierCells,
  hwlockOutOfRange,
  hwlockProviderDisabled,
  hwlockNamesMismatch,
  remoteprocMissingHwlocks,
  remoteprocWrongHwlock,
  smemMissing,
  smemDuplicate,
  smemMissingHwlock,
  smemWrongHwlock,
];

import { DTC_TABLE } from './dtc-table.js';
import { hwlockNamesMismatch } from './hwlocks/hwlock-names-mismatch.js';
import { hwlockOutOfRange } from './hwlocks/hwlock-out-of-range.js';
import { hwlockProviderDisabled } from './hwlocks/hwlock-provider-disabled.js';
import { hwlockWindowTooSmall } from './hwlocks/hwlock-window-too-small.js';
import { duplicateRemotePid } from './qualcomm/duplicate-remote-pid.js';
import { duplicateSmemItem } from './qualcomm/duplicate-smem-item.js';
import { fastrpcLabelMismatch } from './qualcomm/fastrpc-label-mismatch.js';
import { ipccClientMismatch } from './qualcomm/ipcc-client-mismatch.js';
import { remotePidMismatch } from './qualcomm/remote-pid-mismatch.js';
import { remoteprocHostMismatch } from './qualcomm/remoteproc-host-mismatch.js';
import { remoteprocInterruptNames } from './qualcomm/remoteproc-interrupt-names.js';
import { remoteprocMissingHwlocks } from './qualcomm/remoteproc-missing-hwlocks.js';
import { remoteprocWrongHwlock } from './qualcomm/remoteproc-wrong-hwlock.js';
import { smemDuplicate } from './qualcomm/smem-duplicate.js';
import { smemHwlockTaken } from './qualcomm/smem-hwlock-taken.js';
import { smemMissing } from './qualcomm/smem-missing.js';
import { smemMissingHwlock } from './qualcomm/smem-missing-hwlock.js';
import { smemStateBit } from './qualcomm/smem-state-bit.js';
import { smemStateNames } from './qualcomm/smem-state-names.js';
import { smemWrongHwlock } from './qualcomm/smem-wrong-hwlock.js';
import { smp2pEntryDirection } from './qualcomm/smp2p-entry-direction.js';
import { smp2pInterruptBit } from './qualcomm/smp2p-interrupt-bit.js';
import { smp2pItemMismatch } from './qualcomm/smp2p-item-mismatch.js';
import { memoryRegionShared } from './reserved-memory/memory-region-shared.js';
import { memoryRegionUnusable } from './reserved-memory/memory-region-unusable.js';
import { reservedMemoryOverlap } from './reserved-memory/reserved-memory-overlap.js';
import { reservedMemoryUnitAddress } from './reserved-memory/reserved-memory-unit-address.js';
import type { Rule } from './rule.js';
import { specifierCells } from './specification/specifier-cells.js';

/** Every rule, in reading order: dtc's checks as dtc has them, then what goes beyond. */
export const rules: readonly Rule[] = [
  ...DTC_TABLE.flatMap(({ rule }) => rule ?? []),
  specifierCells,
  hwlockOutOfRange,
  hwlockProviderDisabled,
  hwlockNamesMismatch,
  hwlockWindowTooSmall,
  remoteprocMissingHwlocks,
  remoteprocWrongHwlock,
  smemMissing,
  smemDuplicate,
  smemMissingHwlock,
  smemWrongHwlock,
  smemHwlockTaken,
  remotePidMismatch,
  remoteprocHostMismatch,
  duplicateRemotePid,
  smp2pItemMismatch,
  duplicateSmemItem,
  smp2pInterruptBit,
  smemStateBit,
  smemStateNames,
  remoteprocInterruptNames,
  smp2pEntryDirection,
  ipccClientMismatch,
  fastrpcLabelMismatch,
  reservedMemoryOverlap,
  reservedMemoryUnitAddress,
  memoryRegionShared,
  memoryRegionUnusable,
];

import { lockOfKnownUser, useOf } from '../known-users.js';
import type { LockUse, Platform } from '../platform.js';

/**
 * Spreadtrum's SoCs: the bus to the power management IC, and parts of that IC, are shared with other processors. The
 * numbers are those of the SC9860 and its SC2731, and of the UMS312.
 */
const LOCK_USES: readonly LockUse[] = [
  {
    lock: 0,
    use: 'the ADI bus',
    takenBy: ['sprd,sc9860-adi'],
    source: 'arch/arm64/boot/dts/sprd/whale2.dtsi',
  },
  {
    lock: 4,
    use: 'the ADC of the SC2731',
    takenBy: ['sprd,sc2731-adc'],
    source: 'arch/arm64/boot/dts/sprd/sc2731.dtsi',
  },
  {
    lock: 8,
    use: 'the eFuse of the UMS312',
    takenBy: ['sprd,ums312-efuse'],
    source: 'the example in nvmem/sprd,ums312-efuse.yaml',
  },
  {
    lock: 12,
    use: 'the eFuse of the SC2731',
    takenBy: ['sprd,sc2731-efuse'],
    source: 'arch/arm64/boot/dts/sprd/sc2731.dtsi',
  },
];

export const spreadtrum: Platform = {
  maker: 'Spreadtrum',
  lockUses: LOCK_USES,
  roleOf: (_, node) => useOf(LOCK_USES, node)?.use.replace(/^the /, ''),
  lockFor: (tree, node) => lockOfKnownUser(tree, spreadtrum, node),
};

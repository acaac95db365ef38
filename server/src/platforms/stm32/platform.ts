import { lockOfKnownUser, useOf } from '../known-users.js';
import type { LockUse, Platform } from '../platform.js';

/** STM32MP1: Linux and the firmware of its Cortex-M4 share registers of pins and of external interrupts. */
const LOCK_USES: readonly LockUse[] = [
  {
    lock: 0,
    use: 'the pin controller',
    takenBy: ['st,stm32mp157-pinctrl', 'st,stm32mp157-z-pinctrl', 'st,stm32mp135-pinctrl'],
    source: "ST's own kernel for the STM32MP1",
  },
  {
    lock: 1,
    use: 'the EXTI interrupt controller',
    takenBy: ['st,stm32mp1-exti', 'st,stm32mp13-exti'],
    source: "ST's own kernel for the STM32MP1",
  },
];

export const stm32: Platform = {
  maker: 'STMicroelectronics',
  lockUses: LOCK_USES,
  roleOf: (_, node) => useOf(LOCK_USES, node)?.use.replace(/^the /, ''),
  lockFor: (tree, node) => lockOfKnownUser(tree, stm32, node),
};

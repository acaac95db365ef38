import { regOf, translateToRoot } from '../devicetree/addresses.js';
import { propertyIndexOf } from '../devicetree/property-index.js';
import { type Specifier, specifiersOf } from '../devicetree/specifiers.js';
import type { DeviceTree, Node, Property } from '../devicetree/tree.js';
import { cellsOf, compatibleOf, u32Of } from '../devicetree/values.js';
import { query } from '../text/query.js';

/** What is known of a kind of lock bank, by its `compatible`. */
export interface LockBankKind {
  readonly compatible: string;
  readonly maker:
    | 'Allwinner'
    | 'CSR'
    | 'Qualcomm'
    | 'Renesas'
    | 'Rockchip'
    | 'Spreadtrum'
    | 'STMicroelectronics'
    | 'Texas Instruments';
  /** How many locks a bank has; absent where that is not known. */
  readonly locks?: LockCount;
  /** Where the register of a lock is, counted from the start of `reg`; absent where that is not known. */
  readonly registers?: LockRegisters;
  /** Where these facts come from. */
  readonly source: string;
}

export interface LockCount {
  readonly count: number;
  /** Whether every bank has as many; else a bank has at most as many, and the driver reads the number at run time. */
  readonly exact: boolean;
}

/** Lock `i` has its register at `base + i * stride`; in bytes. */
export interface LockRegisters {
  readonly base: number;
  readonly stride: number;
}

const exactly = (count: number): LockCount => ({ count, exact: true });
const atMost = (count: number): LockCount => ({ count, exact: false });

const QCOM = 'drivers/hwspinlock/qcom_hwspinlock.c: QCOM_MUTEX_NUM_LOCKS and the match table';
const qualcomm = (compatible: string, base: number, stride: number, source = QCOM): LockBankKind => ({
  compatible,
  maker: 'Qualcomm',
  locks: exactly(32),
  registers: { base, stride },
  source,
});

const OMAP =
  'drivers/hwspinlock/omap_hwspinlock.c: SYSSTATUS[31:24] times 32; technical reference manuals: 256 on DRA7 and AM57';
const texasInstruments = (compatible: string): LockBankKind => ({
  compatible,
  maker: 'Texas Instruments',
  locks: atMost(256),
  registers: { base: 0x800, stride: 4 },
  source: OMAP,
});

/** Every kind of lock bank that Linux, or a maker's own kernel, has a driver for. */
export const LOCK_BANK_KINDS: readonly LockBankKind[] = [
  qualcomm('qcom,sfpb-mutex', 0x4, 0x4),
  qualcomm('qcom,tcsr-mutex', 0, 0x1000),
  qualcomm('qcom,apq8084-tcsr-mutex', 0, 0x80),
  qualcomm('qcom,msm8226-tcsr-mutex', 0, 0x80),
  qualcomm('qcom,msm8974-tcsr-mutex', 0, 0x80),
  qualcomm('qcom,msm8994-tcsr-mutex', 0, 0x80),
  qualcomm(
    'qcom,ipq6018-tcsr-mutex',
    0,
    0x1000,
    'qcom-hwspinlock.yaml; since 2023 the driver matches its fallback qcom,tcsr-mutex, which has this stride',
  ),
  {
    compatible: 'sprd,hwspinlock-r3p0',
    maker: 'Spreadtrum',
    locks: exactly(32),
    registers: { base: 0x800, stride: 4 },
    source: 'drivers/hwspinlock/sprd_hwspinlock.c: SPRD_HWLOCKS_NUM',
  },
  {
    compatible: 'st,stm32-hwspinlock',
    maker: 'STMicroelectronics',
    locks: exactly(32),
    registers: { base: 0, stride: 4 },
    source: 'drivers/hwspinlock/stm32_hwspinlock.c: STM32_MUTEX_NUM_LOCKS',
  },
  {
    compatible: 'allwinner,sun6i-a31-hwspinlock',
    maker: 'Allwinner',
    locks: atMost(256),
    registers: { base: 0x100, stride: 4 },
    source: 'drivers/hwspinlock/sun6i_hwspinlock.c: SYSSTATUS[31:28]',
  },
  texasInstruments('ti,omap4-hwspinlock'),
  texasInstruments('ti,am64-hwspinlock'),
  texasInstruments('ti,am654-hwspinlock'),
  {
    compatible: 'renesas,r8a78000-mfis',
    maker: 'Renesas',
    source: 'a system controller of 2026 in drivers/soc/renesas; also a mailbox',
  },
  {
    compatible: 'sirf,hwspinlock',
    maker: 'CSR',
    locks: exactly(30),
    registers: { base: 0x404, stride: 4 },
    source: 'drivers/hwspinlock/sirf_hwspinlock.c, removed in Linux 5.13',
  },
  {
    compatible: 'rockchip,hwspinlock',
    maker: 'Rockchip',
    source: "Rockchip's own kernel and U-Boot, which disagree on the number of locks",
  },
];

/** A node with `#hwlock-cells`: a bank of locks, of whatever make. */
export interface LockBank {
  readonly node: Node;
  /** What the table knows of it, by the first of its compatibles that the table has. */
  readonly kind?: LockBankKind;
  /**
   * The cells of a specifier, the first of which is the lock's index. Every schema says 1 and Linux refuses anything else
   * (`of_hwspin_lock_simple_xlate`), but ST's own kernel has 2. Absent where the property is not one number.
   */
  readonly cells?: number;
  readonly locks?: LockCount;
  readonly registers?: LockRegisters;
}

const kinds = new Map(LOCK_BANK_KINDS.map((kind) => [kind.compatible, kind]));

/** The facts of a lock bank; `undefined` for a node without `#hwlock-cells`. */
export const lockBankOf: (node: Node) => LockBank | undefined = query((node: Node) => {
  const cellsProperty = node.properties.get('#hwlock-cells');
  if (!cellsProperty) return undefined;
  const kind = compatibleOf(node)
    .map((compatible) => kinds.get(compatible))
    .find((known) => known !== undefined);
  const cells = u32Of(cellsProperty);
  const registers = registersInSyscon(node) ?? kind?.registers;
  return {
    node,
    ...(kind && { kind }),
    ...(cells !== undefined && { cells }),
    ...(kind?.locks && { locks: kind.locks }),
    ...(registers && { registers }),
  };
});

/** Qualcomm's older form, which vendor trees keep: `syscon = <&block OFFSET STRIDE>` in place of `reg`. */
function registersInSyscon(node: Node): LockRegisters | undefined {
  const [, base, stride] = cellsOf(node.properties.get('syscon')) ?? [];
  return base && stride && !base.unknown && !stride.unknown ? { base: base.value, stride: stride.value } : undefined;
}

/** The register of a lock as the processors address it; `undefined` where that cannot be told. */
export function lockRegisterOf({ node, registers, locks }: LockBank, lock: number): bigint | undefined {
  if (!registers || (locks && lock >= locks.count)) return undefined;
  const block = cellsOf(node.properties.get('syscon'))?.[0]?.phandleOf ?? node;
  const [reg] = regOf(block);
  const offset = BigInt(registers.base) + BigInt(registers.stride) * BigInt(lock);
  return reg && translateToRoot(block, reg.address + offset);
}

/** How many locks have their register in a window of `size` bytes; `undefined` where the layout is not known. */
export function locksInWindow(bank: LockBank, size: number): number | undefined {
  if (!bank.registers) return undefined;
  return Math.max(0, Math.floor((size - bank.registers.base) / bank.registers.stride));
}

/** One entry of a `hwlocks` property. */
export interface HwlockReference {
  /** The node that has the property. */
  readonly user: Node;
  readonly property: Property;
  readonly specifier: Specifier;
  /** Present where the phandle names a lock bank. */
  readonly bank?: LockBank;
  /** The lock's index in the bank; present where the whole specifier is known. */
  readonly lock?: number;
}

/**
 * Every entry of every `hwlocks` property, in the order of the tree. A bank's phandle elsewhere is no lock: on msm8974
 * `qcom,halt-regs` names the same node as a syscon.
 */
export const hwlockReferencesOf: (tree: DeviceTree) => readonly HwlockReference[] = query((tree: DeviceTree) => {
  const references: HwlockReference[] = [];
  for (const property of propertyIndexOf(tree).named('hwlocks')) {
    const user = property.node;
    for (const specifier of specifiersOf(tree, property, '#hwlock-cells')) {
      const bank = specifier.provider && lockBankOf(specifier.provider);
      const lock = specifier.defect ? undefined : specifier.cells[0]?.value;
      references.push({ user, property, specifier, ...(bank && { bank }), ...(lock !== undefined && { lock }) });
    }
  }
  return references;
});

/** The entries of one node's `hwlocks`. */
export function hwlocksOf(tree: DeviceTree, user: Node): readonly HwlockReference[] {
  return hwlocksByUser(tree).get(user) ?? [];
}

const hwlocksByUser = query((tree: DeviceTree): ReadonlyMap<Node, readonly HwlockReference[]> => {
  const byUser = new Map<Node, HwlockReference[]>();
  for (const reference of hwlockReferencesOf(tree)) {
    const known = byUser.get(reference.user);
    if (known) known.push(reference);
    else byUser.set(reference.user, [reference]);
  }
  return byUser;
});

/** Who names a lock: the entries that name lock `lock` of the bank. */
export function holdersOf(tree: DeviceTree, bank: Node, lock: number): readonly HwlockReference[] {
  return hwlockReferencesOf(tree).filter((reference) => reference.bank?.node === bank && reference.lock === lock);
}

/** Every lock bank of the tree, in its order. */
export const lockBanksOf: (tree: DeviceTree) => readonly LockBank[] = query((tree: DeviceTree) =>
  propertyIndexOf(tree)
    .named('#hwlock-cells')
    .map(({ node }) => lockBankOf(node))
    .filter((bank) => bank !== undefined),
);

import { regOf } from '../../../server/src/devicetree/addresses.js';
import type { DeviceTree, Node, Property } from '../../../server/src/devicetree/tree.js';
import { cellsOf, isLive } from '../../../server/src/devicetree/values.js';
import type { LockBank } from '../../../server/src/platforms/hwlock-providers.js';
import type { SmemLock } from '../../../server/src/platforms/qualcomm/smem.js';
import { ipcTopology } from '../../../server/src/platforms/qualcomm/topology.js';
import type { RuleContext } from '../../../server/src/rules/rule.js';
import type { TextEdit } from '../../../server/src/text/finding.js';
import { addBehind, append, dropProperty, setCell, setValue, valueText } from '../edits.js';
import type { Mutation } from '../mutation.js';

/** The ways to get SMEM's lock or its bank wrong. */
export const hwlockMutations: readonly Mutation[] = [
  {
    code: 'hwlocks-property',
    mistake: 'the index of SMEM\'s lock is left out, or the bank has no "#hwlock-cells"',
    ways: onLock(({ tree }, { lock }) => [
      setValue(tree, lock.property, `<${phandleText({ tree }, lock)}>`),
      dropProperty(tree, lock.bank.node.properties.get('#hwlock-cells')),
    ]),
  },
  {
    code: 'hwlock-out-of-range',
    mistake: "SMEM's lock is one behind the last of the bank",
    ways: onLock(({ tree }, { lock }) => [setCell(tree, lock.property, lock.specifier.cells[0]!, '32')]),
  },
  {
    code: 'hwlock-provider-disabled',
    mistake: 'the bank is disabled',
    ways: onLock(({ tree }, { lock }) => {
      const { node } = lock.bank;
      if (node.properties.has('status')) return [];
      return [addBehind(tree, node.properties.get('#hwlock-cells'), 'status = "disabled";')];
    }),
  },
  {
    code: 'hwlock-names-mismatch',
    mistake: 'two names for the one lock of SMEM',
    ways: onLock(({ tree }, { lock }) => [addBehind(tree, lock.property, 'hwlock-names = "smem", "apps";')]),
  },
  {
    code: 'hwlock-window-too-small',
    mistake: 'the window of the bank holds 8 locks, as on ipq6018 until November 2023',
    historic: ['ipq6018'],
    ways: onLock(({ tree }, { lock }) => {
      const window = sizeCellOf(lock.bank);
      const { base, stride } = lock.bank.registers ?? { base: 0, stride: 0 };
      return window ? [setCell(tree, window.property, window.cell, `0x${(base + 8 * stride).toString(16)}`)] : [];
    }),
  },
  {
    code: 'smem-wrong-hwlock',
    mistake: 'SMEM names lock 0, as on four SoCs until November 2023',
    historic: ['ipq8074', 'ipq6018', 'ipq5332', 'ipq9574'],
    ways: onLock(({ tree }, { lock }) => [setCell(tree, lock.property, lock.specifier.cells[0]!, '0')]),
  },
  {
    code: 'smem-missing-hwlock',
    mistake: 'SMEM names no lock',
    ways: onLock(({ tree }, { lock }) => [dropProperty(tree, lock.property)]),
  },
  {
    code: 'smem-hwlock-taken',
    mistake: "an SMP2P link takes SMEM's lock for itself",
    ways: onLock(({ tree }, { lock }) =>
      ipcTopology(tree)
        .smp2p.filter(({ node }) => isLive(node))
        .map(({ node }) => {
          const line = `hwlocks = <${phandleText({ tree }, lock)} ${lock.index}>;`;
          return addBehind(tree, node.properties.get('qcom,remote-pid'), line);
        }),
    ),
  },
  {
    code: 'smem-missing',
    mistake: 'the SMEM node is disabled',
    ways: onLock(({ tree }, { lock, node }) =>
      node.properties.has('status') || !isUsed(tree) ? [] : [addBehind(tree, lock.property, 'status = "disabled";')],
    ),
  },
  {
    code: 'smem-duplicate',
    mistake: 'the board describes SMEM a second time',
    ways: onLock(({ tree, expansion }, { lock }) => {
      const hwlocks = `hwlocks = <${phandleText({ tree }, lock)} ${lock.index}>;`;
      return [
        append(expansion.root, `\n/ {\n\tsmem-again {\n\t\tcompatible = "qcom,smem";\n\t\t${hwlocks}\n\t};\n};\n`),
      ];
    }),
  },
];

/** Some boards describe SMEM and nothing that is in it. */
function isUsed(tree: DeviceTree): boolean {
  const { smp2p, smsm, processors } = ipcTopology(tree);
  return (
    [...smp2p, ...smsm].some(({ live }) => live) || processors.some(({ live, evidence }) => live && evidence.length > 0)
  );
}

/** What a mutation does with the one SMEM node of a board that has a lock; nothing where there is none. */
function onLock(
  ways: (
    board: RuleContext,
    smem: { readonly node: Node; readonly lock: SmemLock },
  ) => readonly (readonly TextEdit[])[],
): Mutation['ways'] {
  return (board) => {
    const { sharedMemory } = ipcTopology(board.tree);
    return sharedMemory ? ways(board, sharedMemory) : [];
  };
}

function phandleText({ tree }: Pick<RuleContext, 'tree'>, { property, specifier }: SmemLock): string {
  return valueText(tree, property, specifier.phandle);
}

function sizeCellOf({
  node,
}: LockBank): { property: Property; cell: NonNullable<ReturnType<typeof cellsOf>>[number] } | undefined {
  const property = node.properties.get('reg');
  const cells = cellsOf(property) ?? [];
  const cell = regOf(node).length === 1 ? cells.at(-1) : undefined;
  return property && cell && { property, cell };
}

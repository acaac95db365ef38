import { insertProperty } from '../../../server/src/devicetree/edits.js';
import { hwlocksOf } from '../../../server/src/platforms/hwlock-providers.js';
import { lockSpecifierText } from '../../../server/src/platforms/qualcomm/smem.js';
import { ipcTopology, type RemoteProcessor } from '../../../server/src/platforms/qualcomm/topology.js';
import type { RuleContext } from '../../../server/src/rules/rule.js';
import { dropProperty, setCell } from '../edits.js';
import type { Mutation } from '../mutation.js';

/** No processor of mainline names a lock: a board is correct once all of them do. */
const prepare = ({ tree }: RuleContext) => {
  const { sharedMemory } = ipcTopology(tree);
  if (!sharedMemory) return [];
  const line = `hwlocks = <${lockSpecifierText(sharedMemory.lock)}>;`;
  return provenProcessors({ tree }).flatMap(
    ({ node }) => insertProperty(tree, node, line, ['qcom,smem-state-names']) ?? [],
  );
};

/** The ways to get the lock of a remote processor wrong. */
export const remoteprocHwlockMutations: readonly Mutation[] = [
  {
    code: 'remoteproc-missing-hwlocks',
    mistake: 'of the processors that all name the lock one does not, or none',
    prepare,
    ways: ({ tree }) =>
      provenProcessors({ tree }).length < 2
        ? []
        : [
            ...provenProcessors({ tree }).map(({ hwlocks }) => dropProperty(tree, hwlocks)),
            provenProcessors({ tree }).flatMap(({ hwlocks }) => dropProperty(tree, hwlocks)),
          ],
  },
  {
    code: 'remoteproc-wrong-hwlock',
    mistake: "a processor names another lock than SMEM's",
    prepare,
    ways: ({ tree }) =>
      provenProcessors({ tree }).map(({ node }) => {
        const [entry] = hwlocksOf(tree, node);
        return entry ? setCell(tree, entry.property, entry.specifier.cells[0]!, '5') : [];
      }),
  },
];

function provenProcessors({ tree }: Pick<RuleContext, 'tree'>): readonly RemoteProcessor[] {
  return ipcTopology(tree).processors.filter(({ evidence }) => evidence.length > 0);
}

import type { BindingStore } from '../../bindings/store.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { compatibleOf } from '../../devicetree/values.js';
import { hwlocksOf, type LockBank } from '../../platforms/hwlock-providers.js';
import type { SmemLock } from '../../platforms/qualcomm/smem.js';
import { ipcTopology, type RemoteProcessor } from '../../platforms/qualcomm/topology.js';
import type { Severity } from '../../text/finding.js';
import { query } from '../../text/query.js';
import { restsOnDoubt } from './wording.js';

/** Whether `remoteproc-missing-hwlocks` flags a processor, and why; the rule and its explanation both ask here. */
export type Judgement =
  | { readonly flagged: true; readonly lock: SmemLock; readonly stance: Stance; readonly severity: Severity }
  | { readonly flagged: false; readonly because: Acquittal };

export type Acquittal =
  /** There is not exactly one live SMEM node whose lock is known. */
  | 'no-shared-memory'
  /** The node has `hwlocks`; whether they are the right ones is another rule's matter. */
  | 'has-hwlocks'
  /** Nothing shows that the firmware uses SMEM. */
  | 'no-evidence'
  /** Something that the finding would rest on has a mistake or leads to nothing. */
  | 'doubt';

/** How a tree stands to `hwlocks` on a processor's node, which decides how grave it is that the property is missing. */
export type Stance = 'no-bindings' | 'named-on-board' | BindingStance;

/** What the bindings of a tree say of `hwlocks` on a node. */
export type BindingStance = 'binding-allows' | 'binding-refuses' | 'no-binding';

export function judgeMissingHwlocks(context: JudgementContext, processor: RemoteProcessor): Judgement {
  const { sharedMemory } = ipcTopology(context.tree);
  if (!sharedMemory) return { flagged: false, because: 'no-shared-memory' };
  if (processor.hwlocks) return { flagged: false, because: 'has-hwlocks' };
  if (processor.evidence.length === 0) return { flagged: false, because: 'no-evidence' };
  if (restsOnDoubt(processor)) return { flagged: false, because: 'doubt' };
  const { lock } = sharedMemory;
  const stance = stanceOf(context, processor, lock);
  return { flagged: true, lock, stance, severity: SEVERITY[stance] };
}

export interface JudgementContext {
  readonly tree: DeviceTree;
  readonly bindings?: BindingStore;
}

/** Whether the bindings of the node's compatibles allow `hwlocks`. A compatible that none documents says nothing for it. */
export function bindingStanceOf(bindings: BindingStore, node: Node): BindingStance {
  const known = compatibleOf(node)
    .map((compatible) => bindings.forCompatible(compatible))
    .filter((binding) => binding !== undefined);
  if (known.length === 0) return 'no-binding';
  return known.every((binding) => binding.allows('hwlocks')) ? 'binding-allows' : 'binding-refuses';
}

/** The processors of the board that name SMEM's lock. */
export function processorsNaming(tree: DeviceTree, lock: SmemLock): readonly RemoteProcessor[] {
  return processorsByLock(tree).get(lock.bank)?.get(lock.index) ?? [];
}

/** The processors that name a lock, by its bank and its number. */
const processorsByLock = query((tree: DeviceTree) => {
  const naming = new Map<LockBank, Map<number, Set<RemoteProcessor>>>();
  for (const processor of ipcTopology(tree).processors) {
    for (const { bank, lock } of hwlocksOf(tree, processor.node)) {
      if (!bank || lock === undefined) continue;
      const ofBank = naming.get(bank) ?? new Map<number, Set<RemoteProcessor>>();
      naming.set(bank, ofBank.set(lock, (ofBank.get(lock) ?? new Set()).add(processor)));
    }
  }
  return new Map(
    [...naming].map(([bank, locks]) => [bank, new Map([...locks].map(([lock, found]) => [lock, [...found]]))]),
  );
});

/** A tree whose schemas refuse the property has not chosen it, unless another of its processors has it. */
function stanceOf({ tree, bindings }: JudgementContext, { node }: RemoteProcessor, lock: SmemLock): Stance {
  if (!bindings) return 'no-bindings';
  return processorsNaming(tree, lock).length > 0 ? 'named-on-board' : bindingStanceOf(bindings, node);
}

const SEVERITY: Readonly<Record<Stance, Severity>> = {
  'no-bindings': 'warning',
  'named-on-board': 'warning',
  'binding-allows': 'warning',
  'binding-refuses': 'information',
  'no-binding': 'information',
};

import { isCompatible } from '../../devicetree/values.js';
import type { LockUse, Platform, ValueOffer, ValueQuestion } from '../platform.js';
import { doorbellInterruptOffers, mailboxOffers } from './doorbell-offers.js';
import { itemOffers, remotePidOffers } from './link-offers.js';
import {
  interruptNameOffers,
  interruptOffers,
  memoryOffers,
  stateNameOffers,
  stateOffers,
} from './processor-offers.js';
import { templatesFor } from './processor-template.js';
import { SMEM_LOCK_INDEX } from './smem.js';
import { smemLockOf } from './smem-lock.js';
import { processorAt } from './topology.js';
import { notesOn } from './value-notes.js';

const LOCK_USES: readonly LockUse[] = [
  {
    lock: SMEM_LOCK_INDEX,
    use: 'the allocation of SMEM',
    takenBy: ['qcom,smem'],
    source: 'every board of mainline; Linux commit 5fe8508e2bc8',
  },
  {
    lock: 11,
    use: 'the global synchronisation memory of IPCLite (Synx)',
    takenBy: ['qcom,ipclite'],
    source: "the makers' trees of waipio, anorak, neo, pineapple, sun and tuna",
  },
];

/** What is known of the values of each property; the first that has to do with the node answers. */
const OFFERS: ReadonlyMap<string, readonly ((question: ValueQuestion) => readonly ValueOffer[] | undefined)[]> =
  new Map([
    ['qcom,remote-pid', [remotePidOffers]],
    ['qcom,smem', [itemOffers]],
    ['qcom,smem-states', [stateOffers]],
    ['qcom,smem-state-names', [stateNameOffers]],
    ['interrupts-extended', [interruptOffers, doorbellInterruptOffers]],
    ['interrupt-names', [interruptNameOffers]],
    ['memory-region', [memoryOffers]],
    ['mboxes', [mailboxOffers]],
  ]);

/** SMEM, SMP2P, edges and the processors behind them. */
export const qualcomm: Platform = {
  maker: 'Qualcomm',
  lockUses: LOCK_USES,
  ownerTokens:
    'The register of a taken lock holds its owner: the SMEM host number + 1, so that 1 is Linux; 0 is a free lock.',
  roleOf(tree, node) {
    if (isCompatible(node, 'qcom,smem')) return 'SMEM';
    return isCompatible(node, 'qcom,ipclite') ? 'IPCLite' : processorAt(tree, node)?.title;
  },
  lockFor: smemLockOf,
  valuesAt(question) {
    for (const offer of OFFERS.get(question.property) ?? []) {
      const offers = offer(question);
      if (offers) return offers;
    }
    return undefined;
  },
  templatesFor,
  notesOn,
};

import type { BindingStore } from '../../bindings/store.js';
import type { DeviceTree } from '../../devicetree/tree.js';
import { compatibleOf } from '../../devicetree/values.js';
import { hwlocksOf } from '../../platforms/hwlock-providers.js';
import { ownerToken, smemHost } from '../../platforms/qualcomm/hosts.js';
import { SMEM_HOST_IDS } from '../../platforms/qualcomm/remoteprocs.js';
import { lockSpecifierText } from '../../platforms/qualcomm/smem.js';
import { ipcTopology, type RemoteProcessor } from '../../platforms/qualcomm/topology.js';
import { bindingStanceOf, type JudgementContext } from '../../rules/qualcomm/missing-hwlocks-judgement.js';
import { evidencePlaces, whatMainlineDoes } from '../../rules/qualcomm/wording.js';
import { baseNameOf } from '../../text/uri.js';
import { link, placeLink } from '../markdown/links.js';
import { code, enumerate, plain } from '../markdown/text.js';
import { hostText } from './hosts.js';
import { entryText, registerText } from './locks.js';

/** "**ADSP** remote processor, SMEM host 2"; the host's own name where it is another. */
export function processorTitle({ title, host }: RemoteProcessor): string {
  const named = title === 'Remote processor' ? `**${title}**` : `**${title}** remote processor`;
  if (host === undefined) return named;
  return `${named}, SMEM ${smemHost(host)?.title === title ? `host ${host}` : hostText(host)}`;
}

/** The processor in the middle of a sentence: a name in capitals stays, a common noun does not begin with one. */
export function processorName({ title }: RemoteProcessor): string {
  return /^[A-Z]+[0-9]*$/.test(title) ? title : title.toLowerCase();
}

/** Each proof that the firmware uses SMEM, with where the sources show it. */
export function evidenceTexts(tree: DeviceTree, { evidence }: RemoteProcessor): readonly string[] {
  return evidencePlaces(tree, evidence).map(({ at, message }, index) => {
    const host = evidence[index]?.host;
    return `${plain(message)} (${host === undefined ? '' : `host ${host}, `}${placeLink(at.span)})`;
  });
}

/** Under which lock the firmware allocates, and whether the node names it. */
export function lockUseText(tree: DeviceTree, { node, evidence, hwlocks }: RemoteProcessor): string {
  const { sharedMemory } = ipcTopology(tree);
  const named = hwlocks
    ? `this node names ${enumerate(hwlocksOf(tree, node).map(entryText))}`
    : 'this node names no hwlock';
  if (evidence.length === 0) return `Nothing shows that its firmware uses SMEM; ${named}.`;
  if (!sharedMemory) return `Its firmware uses SMEM, under a lock that this tree does not tell; ${named}.`;
  return `Its firmware allocates from SMEM under ${code(`<${lockSpecifierText(sharedMemory.lock)}>`)}; ${named}.`;
}

/** Whether mainline's driver releases SMEM's lock when the processor dies, and why. */
export function releaseText(processor: RemoteProcessor): string {
  const sentence = whatMainlineDoes(processor);
  return `If the firmware dies holding the lock, ${plain(sentence.charAt(0).toLowerCase() + sentence.slice(1))} ${releaseReason(processor)}`;
}

/** `qcom_pas_stop` in drivers/remoteproc/qcom_q6v5_pas.c, and `qcom_smem_bust_hwspin_lock_by_host` in drivers/soc/qcom/smem.c. */
function releaseReason({ node, smemHostId }: RemoteProcessor): string {
  if (smemHostId !== undefined) {
    const compatible = compatibleOf(node).find((name) => SMEM_HOST_IDS.has(name)) ?? '';
    return `When it stops ${code(compatible)}, ${code('qcom_q6v5_pas')} has ${code('hwspin_lock_bust')} free the lock if its register holds **${ownerToken(smemHostId)}** (the call is there since Linux 6.11).`;
  }
  const [first] = compatibleOf(node);
  return first?.endsWith('-pas')
    ? `Of its driver ${code('qcom_q6v5_pas')} only some compatibles have a ${code('smem_host_id')}, and this one has none.`
    : `Only the driver ${code('qcom_q6v5_pas')} releases a lock at all, and this processor is another driver's.`;
}

/** Where the lock's register is, and what stands in it while this firmware holds the lock. */
export function ownerText(tree: DeviceTree, { host, evidence }: RemoteProcessor): string | undefined {
  const lock = ipcTopology(tree).sharedMemory?.lock;
  const register = lock && registerText(tree, lock.bank, lock.index);
  if (!register || evidence.length === 0) return undefined;
  const token =
    host === undefined ? '' : `, which holds **${ownerToken(host)}** (host ${host} + 1) while this firmware has it`;
  return `The lock's register: ${register}${token}.`;
}

/** What this tree's bindings say of `hwlocks` on the processor; `undefined` for a tree without bindings. */
export function bindingText({ bindings }: JudgementContext, { node }: RemoteProcessor): string | undefined {
  if (!bindings) return undefined;
  switch (bindingStanceOf(bindings, node)) {
    case 'binding-allows':
      return `The binding of its compatible allows ${code('hwlocks')}${bindingLinks(bindings, node)}.`;
    case 'binding-refuses':
      return `${code('hwlocks')} is not in the binding of its compatible${bindingLinks(bindings, node)}: ${PROPOSAL}`;
    case 'no-binding':
      return `No binding of this tree documents its compatible; mainline's know no ${code('hwlocks')} there: ${PROPOSAL}`;
  }
}

const PROPOSAL =
  'version 1 of "Add support for hwspinlock bust" (May 2024) proposed it, the maintainers refused it (NAK), and it was not merged.';

function bindingLinks(bindings: BindingStore, node: RemoteProcessor['node']): string {
  const links = compatibleOf(node)
    .map((compatible) => bindings.forCompatible(compatible))
    .filter((binding) => binding !== undefined)
    .map(({ file }) => link(plain(baseNameOf(file.uri)), { file, start: 0, end: 0 }));
  return links.length === 0 ? '' : ` (${enumerate([...new Set(links)])})`;
}

import { interruptParentOf, interruptsOf } from '../../devicetree/interrupts.js';
import { referenceTo } from '../../devicetree/places.js';
import { specifierState } from '../../devicetree/specifier-state.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { cellsOf, compatibleOf, isCompatible, isLive, stringsOf } from '../../devicetree/values.js';
import type { ValueOffer, ValueQuestion } from '../platform.js';
import { reservedMemoryOf } from '../reserved-memory.js';
import { edgeRising } from './doorbell-offers.js';
import { MODEM, smemHost } from './hosts.js';
import { impliedHostOf } from './implied-host.js';
import { isFromSmp2p, SMP2P_INTERRUPT_BITS } from './processor-interrupts.js';
import { isLoadedProcessor, processorKindOf } from './remoteprocs.js';
import type { EntryDirection } from './smp2p.js';
import { ipcTopology, processorAt } from './topology.js';

/** `qcom,smem-states` of a processor: the outbound entry of its host, with the bit of each name. */
export function stateOffers(question: ValueQuestion): readonly ValueOffer[] | undefined {
  const { tree, node, cells } = question;
  if (!isLoadedProcessor(node)) return undefined;
  const names = stateNamesOf(node);
  const state = specifierState(tree, cells, '#qcom,smem-state-cells');
  if (state.next === 'unknown') return undefined;
  const left = names.slice(state.entry);
  if (state.next === 'cell') {
    const [name] = left;
    return name === undefined
      ? []
      : [{ text: `${bitOfState(name, names)}`, means: name, detail: 'bit', isCertain: true }];
  }
  if (left.length === 0) return [];
  return entriesFor(tree, node, 'outbound').map(({ reference, host }) => ({
    text: left.map((name) => `${reference} ${bitOfState(name, names)}`).join('>, <'),
    means: left.join(', '),
    detail: `outbound entry of the link to ${host}`,
    isCertain: true,
  }));
}

/** `qcom,smem-state-names` of a processor: what Linux can ask of its firmware. */
export function stateNameOffers({ node, strings }: ValueQuestion): readonly ValueOffer[] | undefined {
  if (!isLoadedProcessor(node)) return undefined;
  return restOf(stateNamesOf(node), strings.length, 'what Linux asks of the firmware');
}

/** `interrupts-extended` of a processor: of each name that SMP2P has a bit for, the inbound entry of its host with that bit. */
export function interruptOffers(question: ValueQuestion): readonly ValueOffer[] | undefined {
  const { tree, node, cells } = question;
  if (!isLoadedProcessor(node)) return undefined;
  const state = specifierState(tree, cells, '#interrupt-cells');
  if (state.next === 'unknown') return undefined;
  const names = interruptNamesFor(tree, node);
  const left = names.slice(state.entry);
  const [name] = left;
  if (state.next === 'cell') {
    if (!isInboundEntry(state.provider)) return undefined;
    if (state.index > 0) return [{ text: edgeRising(question), detail: 'trigger', isCertain: true }];
    const bit = name === undefined ? undefined : SMP2P_INTERRUPT_BITS.get(name);
    return bit === undefined ? [] : [{ text: `${bit}`, means: name!, detail: 'bit', isCertain: true, continues: true }];
  }
  if (name === undefined) return [];
  if (!SMP2P_INTERRUPT_BITS.has(name)) return ownLines(tree, node, name);
  const some = left.slice(0, left.findIndex((each) => !SMP2P_INTERRUPT_BITS.has(each)) >>> 0);
  return entriesFor(tree, node, 'inbound').flatMap(({ reference, host }) => {
    const specifiers = some.map((each) => `${reference} ${SMP2P_INTERRUPT_BITS.get(each)} ${edgeRising(question)}`);
    const detail = `inbound entry of the link to ${host}`;
    const one: ValueOffer = { text: specifiers[0]!, means: name, detail, isCertain: specifiers.length < 2 };
    // Names and interrupts agree in number only when all are there.
    return specifiers.length < 2
      ? [one]
      : [{ text: specifiers.join('>, <'), means: some.join(', '), detail, isCertain: true }, one];
  });
}

/** `interrupt-names` of a processor: the name of each bit that its interrupts have. */
export function interruptNameOffers({ tree, node, strings }: ValueQuestion): readonly ValueOffer[] | undefined {
  if (!isLoadedProcessor(node)) return undefined;
  const interrupts = interruptsOf(tree, node);
  const usual = usualNames(tree, node);
  if (interrupts.length === 0) return restOf(usual, strings.length, 'interrupt of the firmware');
  const others = usual.filter((name) => !SMP2P_INTERRUPT_BITS.has(name));
  const names = interrupts.map((interrupt) => {
    if (isFromSmsm(interrupt.controller)) return 'fatal';
    if (!isFromSmp2p(interrupt)) return others.shift() ?? 'wdog';
    const bit = interrupt.specifier[0]?.value;
    return [...SMP2P_INTERRUPT_BITS].find(([, each]) => each === bit)?.[0] ?? `bit${bit}`;
  });
  return restOf(names, strings.length, 'the name of this interrupt');
}

/** `memory-region` of a processor: live regions that nobody else's firmware is loaded to, its own by name first. */
export function memoryOffers({ tree, node, cells }: ValueQuestion): readonly ValueOffer[] | undefined {
  if (!isLoadedProcessor(node)) return undefined;
  const kinds = wordsOf(tree, node);
  return freeRegions(tree, node)
    .filter((region) => !cells.includes(referenceTo(region)))
    .map((region) => ({
      text: referenceTo(region),
      means: region.path,
      detail: 'reserved memory that no other processor has',
      isCertain: kinds.some((word) => isNamedFor(region, word)),
    }))
    .sort((a, b) => Number(b.isCertain) - Number(a.isCertain));
}

/** The regions that a name says are for the processor, in the order of the tree. */
export function regionsNamedFor(tree: DeviceTree, node: Node, words: readonly string[]): readonly Node[] {
  return freeRegions(tree, node).filter((region) => words.some((word) => isNamedFor(region, word)));
}

/** The entry of each link that a processor's node can refer to: that of its host, where it is told. */
export function entriesFor(
  tree: DeviceTree,
  node: Node,
  direction: EntryDirection,
  host = impliedHostOf(tree, node)?.number,
): readonly { readonly reference: string; readonly host: string }[] {
  const { smp2p, processors } = ipcTopology(tree);
  const used = new Set(processors.filter((other) => other.node !== node).map((other) => other.host));
  return smp2p
    .filter((link) => link.live && (host === undefined ? !used.has(link.host) : link.host === host))
    .flatMap((link) => {
      const entries = link.entries.filter((entry) => entry.direction === direction);
      const entry = entries.find(({ name }) => name === USUAL_NAMES[direction]) ?? entries[0];
      const title = link.host === undefined ? undefined : smemHost(link.host)?.title;
      return entry ? [{ reference: referenceTo(entry.node), host: title ?? `host ${link.host ?? '?'}` }] : [];
    });
}

/**
 * The names of a processor's interrupts that others of its SoC have, the modem, which has more, the last to be asked; those
 * of most SoCs where there is no other.
 */
export function usualNames(tree: DeviceTree, node: Node): readonly string[] {
  const others = ipcTopology(tree).processors.filter((other) => other.node !== node && isLoadedProcessor(other.node));
  const [first] = others
    .map((other) => ({ other, names: stringsOf(other.node.properties.get('interrupt-names')) }))
    .filter(({ names }) => names.includes('fatal'))
    .sort((a, b) => Number(a.other.host === MODEM) - Number(b.other.host === MODEM));
  return first?.names ?? ['wdog', 'fatal', 'ready', 'handover', 'stop-ack'];
}

/**
 * The names of a processor's states: those that it has; else WCSS, where Linux loads it, is told to shut down before it is
 * told to stop.
 */
export function stateNamesOf(node: Node): readonly string[] {
  const names = stringsOf(node.properties.get('qcom,smem-state-names'));
  if (names.length > 0) return names;
  return compatibleOf(node).some((name) => /-wcss-.*pil$/.test(name)) ? ['shutdown', 'stop'] : ['stop'];
}

export function bitOfState(name: string, names: readonly string[]): number {
  return name === 'stop' && names.includes('shutdown') ? 1 : 0;
}

const USUAL_NAMES: Readonly<Record<EntryDirection, string>> = { inbound: 'slave-kernel', outbound: 'master-kernel' };

function interruptNamesFor(tree: DeviceTree, node: Node): readonly string[] {
  const own = stringsOf(node.properties.get('interrupt-names'));
  return own.length > 0 ? own : usualNames(tree, node);
}

/** The name at a place, and all from there on. */
function restOf(names: readonly string[], from: number, detail: string): readonly ValueOffer[] {
  const left = names.slice(from);
  const [name] = left;
  if (name === undefined) return [];
  const one = { text: name, detail, isCertain: left.length < 2 };
  return left.length < 2
    ? [one]
    : [{ text: left.join('", "'), detail: `${detail}, and those behind it`, isCertain: true }, one];
}

/** The controllers to which the same line of other processors goes, and the one that all interrupts of the SoC go to. */
function ownLines(tree: DeviceTree, node: Node, name: string): readonly ValueOffer[] {
  const controllers = new Set<Node>();
  for (const { node: other } of ipcTopology(tree).processors) {
    const at = stringsOf(other.properties.get('interrupt-names')).indexOf(name);
    const interrupt = interruptsOf(tree, other).find(({ index }) => index === at);
    if (interrupt && !isInboundEntry(interrupt.controller)) controllers.add(interrupt.controller);
  }
  const parent = interruptParentOf(tree, node);
  if (parent) controllers.add(parent);
  return [...controllers].map((controller) => ({
    text: `${referenceTo(controller)} `,
    means: name,
    detail: "a line of its own, whose number the SoC's manual has",
    continues: true,
  }));
}

/** SMSM has one bit for a processor whose firmware died. */
const isFromSmsm = ({ parent }: Node) => parent !== undefined && isCompatible(parent, 'qcom,smsm');

function isInboundEntry(node: Node): boolean {
  return (
    node.parent !== undefined && node.properties.has('interrupt-controller') && isCompatible(node.parent, 'qcom,smp2p')
  );
}

function freeRegions(tree: DeviceTree, node: Node): readonly Node[] {
  const taken = new Set<Node>();
  for (const { node: other } of ipcTopology(tree).processors) {
    if (other === node) continue;
    for (const cell of cellsOf(other.properties.get('memory-region')) ?? [])
      if (cell.phandleOf) taken.add(cell.phandleOf);
  }
  return [...(reservedMemoryOf(tree)?.children.values() ?? [])].filter(
    (region) => region.labels.length > 0 && isLive(region) && !taken.has(region) && !isCompatible(region, 'qcom,smem'),
  );
}

/** The words by which memory is called that is a processor's. */
function wordsOf(tree: DeviceTree, node: Node): readonly string[] {
  const kind = processorAt(tree, node)?.kind ?? processorKindOf(node);
  const host = impliedHostOf(tree, node)?.number;
  return [...(kind ? [kind.name] : []), ...(host === undefined ? [] : (smemHost(host)?.names ?? []))];
}

const isNamedFor = ({ name, labels }: Node, word: string) =>
  [name, ...labels].some((text) => text.toLowerCase().includes(word));

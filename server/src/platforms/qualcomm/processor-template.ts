import { type Interrupt, interruptsOf } from '../../devicetree/interrupts.js';
import { referenceTo, writtenPart, writtenValue } from '../../devicetree/places.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { cellsOf, compatibleOf, stringsOf, u32Of } from '../../devicetree/values.js';
import { hwlocksOf } from '../hwlock-providers.js';
import type { Template, TemplatePart, TemplateQuestion, TemplateStatement } from '../platform.js';
import { doorbellText, edgeRising } from './doorbell-offers.js';
import { edgesBelow } from './edges.js';
import { MODEM, smemHost } from './hosts.js';
import { hostOfName } from './implied-host.js';
import { SMP2P_INTERRUPT_BITS } from './processor-interrupts.js';
import { bitOfState, entriesFor, regionsNamedFor, stateNamesOf, usualNames } from './processor-offers.js';
import { isLoadedProcessor, PROCESSOR_KINDS, type ProcessorKind, processorKindOf } from './remoteprocs.js';
import { lockSpecifierText } from './smem.js';
import { ipcTopology, type RemoteProcessor } from './topology.js';

/**
 * The bodies of processors that the SoC has a link to and no node for, each after the pattern of a processor that it has:
 * what follows from the host is written, what is the same for all of them is taken over, and all else is a hole.
 */
export function templatesFor(question: TemplateQuestion): readonly Template[] {
  const { tree, node } = question;
  if (!isEmptyProcessor(node)) return [];
  const pattern = patternFor(tree, node);
  if (!pattern) return [];
  const { smp2p, processors } = ipcTopology(tree);
  const taken = new Set(processors.filter((other) => other.node !== node).map(({ host }) => host));
  const own = processorKindOf(node)?.host;
  const named = hostOfName(node)?.number;
  const hosts = smp2p.flatMap(({ live, host }) => (live && host !== undefined && !taken.has(host) ? [host] : []));
  return [...new Set(hosts)]
    .filter((host) => own === undefined || host === own)
    .sort((a, b) => Number(b === named) - Number(a === named))
    .flatMap((host) => templateOf(question, pattern, host) ?? []);
}

/** A node that is called one, or says so by its compatible, and has nothing yet of what makes one work. */
function isEmptyProcessor(node: Node): boolean {
  const isNamed = /^remoteproc\b/.test(node.name) || isLoadedProcessor(node);
  return isNamed && ESSENTIAL.every((name) => !node.properties.has(name)) && edgesBelow(node).length === 0;
}

const ESSENTIAL = ['interrupts', 'interrupts-extended', 'clocks', 'memory-region', 'qcom,smem-states'];

/**
 * A processor of the same file rather than another, loaded by TrustZone rather than by Linux, no modem, which differs from
 * the others; of those the one with the most proofs.
 */
function patternFor(tree: DeviceTree, node: Node): RemoteProcessor | undefined {
  const fileOf = ({ definitions: [first] }: Node) => first && tree.originOf(first.nameRange).span.file;
  const file = fileOf(node);
  const rank = (other: RemoteProcessor) =>
    (fileOf(other.node) === file ? 20 : 0) +
    (compatibleOf(other.node)[0]?.endsWith('-pas') ? 10 : 0) +
    (other.host === MODEM ? 0 : 5) +
    Math.min(other.evidence.length, 4);
  const known = ipcTopology(tree).processors.filter(
    (other) =>
      other.node !== node && isLoadedProcessor(other.node) && other.host !== undefined && other.evidence.length > 0,
  );
  return known.reduce<RemoteProcessor | undefined>(
    (best, one) => (best && rank(best) >= rank(one) ? best : one),
    undefined,
  );
}

function templateOf(question: TemplateQuestion, pattern: RemoteProcessor, host: number): Template | undefined {
  const { tree, node, written } = question;
  const known = smemHost(host);
  const kind = processorKindOf(node) ?? kindLike(pattern, host);
  if (!known || !kind) return undefined;
  const compatible = compatibleOf(node)[0] ?? compatibleLike(pattern, kind);
  const groups: readonly (readonly TemplateStatement[])[] = [
    [
      ...(compatible && !written.has('compatible') ? [text(`compatible = "${compatible}";`)] : []),
      ...(written.has('reg') ? [] : reg(node)),
    ],
    interrupts(question, pattern, host),
    clocks(tree, pattern),
    powerDomains(pattern),
    memory(tree, node, [kind.name, ...known.names]),
    sameForAll(tree, 'qcom,qmp'),
    states(tree, node, host),
    locks(question, compatible),
    written.has('status') || !pattern.node.properties.has('status') ? [] : [text('status = "disabled";')],
    edge(question, pattern, host),
  ];
  const statements = groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : ['gap' as const, ...group]));
  return {
    label: `${kind.title} remote processor (SMEM host ${host})`,
    detail: `after the pattern of ${pattern.node.labels[0] ?? pattern.node.name}`,
    statements,
  };
}

/** The kind of a host as the pattern's generation names it: TrustZone loads an `mpss`, Linux an `mss`. */
function kindLike({ node, kind }: RemoteProcessor, host: number): ProcessorKind | undefined {
  const isPas = compatibleOf(node).some((name) => name.endsWith('-pas'));
  const kinds = PROCESSOR_KINDS.filter((each) => each.host === host && each.name !== (isPas ? 'mss' : 'mpss'));
  // Where one processor is numbered or called NSP, so are all.
  const alike = kinds.find(({ name }) => /^nsp/.test(name) === /^nsp/.test(kind?.name ?? ''));
  return alike ?? kinds[0];
}

function compatibleLike({ node, kind }: RemoteProcessor, own: ProcessorKind): string | undefined {
  const compatible = compatibleOf(node)[0];
  return kind && compatible?.replace(`-${kind.name}-`, `-${own.name}-`);
}

function reg(node: Node): readonly TemplateStatement[] {
  const { unitAddress, parent } = node;
  if (unitAddress === undefined || !/^[0-9a-f]{1,16}$/i.test(unitAddress)) return [];
  const cells = (number: bigint, count: number) =>
    Array.from(
      { length: count },
      (_, index) => `0x${((number >> BigInt(32 * (count - 1 - index))) & MASK).toString(16)}`,
    );
  const address = cells(BigInt(`0x${unitAddress}`), u32Of(parent?.properties.get('#address-cells')) ?? 2);
  const high = Array.from({ length: (u32Of(parent?.properties.get('#size-cells')) ?? 1) - 1 }, () => '0x0');
  if (address.length > 2 || high.length > 1) return [];
  return [{ property: [`reg = <${[...address, ...high].join(' ')} `, { hole: 'size' }, '>;'] }];
}

const MASK = 0xffffffffn;

function interrupts(
  question: TemplateQuestion,
  { node: pattern }: RemoteProcessor,
  host: number,
): readonly TemplateStatement[] {
  const { tree, node } = question;
  const [entry] = entriesFor(tree, node, 'inbound', host);
  if (!entry) return [];
  const patternNames = stringsOf(pattern.properties.get('interrupt-names'));
  const names = patternNames.includes('fatal') ? patternNames : usualNames(tree, node);
  const lines = interruptsOf(tree, pattern);
  const specifiers = names.map((name): { readonly name: string; readonly parts: readonly TemplatePart[] } => {
    const bit = SMP2P_INTERRUPT_BITS.get(name);
    if (bit !== undefined) return { name, parts: [`<${entry.reference} ${bit} ${edgeRising(question)}>`] };
    const line = lines.find(({ index }) => patternNames[index] === name);
    return { name, parts: line ? ownLine(tree, line) : ['<', { hole: `${name} interrupt` }, '>'] };
  });
  const whole = specifiers.filter(({ parts }) => parts.every((part) => typeof part === 'string'));
  const value = (list: typeof specifiers) =>
    list.flatMap(({ parts }, index) =>
      index === 0 ? parts : [`,\n${' '.repeat('interrupts-extended = '.length)}`, ...parts],
    );
  const nameList = (list: typeof specifiers) =>
    `interrupt-names = ${list.map(({ name }) => `"${name}"`).join(`,\n${' '.repeat('interrupt-names = '.length)}`)};`;
  if (whole.length === 0) return [];
  return [
    {
      property: ['interrupts-extended = ', ...value(specifiers), ';'],
      whole: `interrupts-extended = ${value(whole).join('')};`,
    },
    { property: [nameList(specifiers)], whole: nameList(whole) },
  ];
}

/** A line of the processor's own at the controller that the pattern has it at, without the pattern's number. */
function ownLine(tree: DeviceTree, { specifier, property, range }: Interrupt): readonly TemplatePart[] {
  const words = writtenPart(tree, property, range).split(' ');
  // The first of three cells says what kind of line it is, in all that have three.
  const number = specifier.length < 3 ? 1 : 2;
  if (words.length !== specifier.length + 1 || !words[0]!.startsWith('&')) return ['<', { hole: 'interrupt' }, '>'];
  const [before, after] = [words.slice(0, number), words.slice(number + 1)];
  return [`<${before.join(' ')} `, { hole: 'number' }, `${after.map((word) => ` ${word}`).join('')}>`];
}

/** The oscillator alone is the same for all; any other clocks are a processor's own. */
function clocks(tree: DeviceTree, { node }: RemoteProcessor): readonly TemplateStatement[] {
  const property = node.properties.get('clocks');
  if (!property) return [];
  if (stringsOf(node.properties.get('clock-names')).join() === 'xo')
    return [text(`clocks = ${writtenValue(tree, property)};`), text('clock-names = "xo";')];
  return [
    { property: ['clocks = <', { hole: 'clocks' }, '>;'] },
    { property: ['clock-names = "', { hole: 'names' }, '";'] },
  ];
}

function powerDomains({ node }: RemoteProcessor): readonly TemplateStatement[] {
  const provider = cellsOf(node.properties.get('power-domains'))?.[0]?.phandleOf;
  if (!provider) return [];
  return [
    { property: [`power-domains = <${referenceTo(provider)} `, { hole: 'domain' }, '>;'] },
    { property: ['power-domain-names = "', { hole: 'name' }, '";'] },
  ];
}

function memory(tree: DeviceTree, node: Node, words: readonly string[]): readonly TemplateStatement[] {
  const references = regionsNamedFor(tree, node, words).map((region) => referenceTo(region));
  const [only, ...others] = references;
  if (only !== undefined && others.length === 0) return [text(`memory-region = <${only}>;`)];
  // Which of several, and in which order, is the driver's matter.
  return [{ property: ['memory-region = <', { hole: references.join('>, <') || '&region' }, '>;'] }];
}

/** A property that all processors that have it have alike. */
function sameForAll(tree: DeviceTree, name: string): readonly TemplateStatement[] {
  const values = ipcTopology(tree).processors.flatMap(({ node }) => {
    const property = node.properties.get(name);
    return property ? [writtenValue(tree, property)] : [];
  });
  return values.length > 0 && values.every((value) => value === values[0]) ? [text(`${name} = ${values[0]};`)] : [];
}

function states(tree: DeviceTree, node: Node, host: number): readonly TemplateStatement[] {
  const [entry] = entriesFor(tree, node, 'outbound', host);
  if (!entry) return [];
  const names = stateNamesOf(node);
  const value = names.map((name) => `<${entry.reference} ${bitOfState(name, names)}>`).join(', ');
  return [
    text(`qcom,smem-states = ${value};`),
    text(`qcom,smem-state-names = ${names.map((name) => `"${name}"`).join(', ')};`),
  ];
}

/** Where the tree has chosen the property, by another processor or by a binding. */
function locks({ tree, allowsHwlocks }: TemplateQuestion, compatible = ''): readonly TemplateStatement[] {
  const { sharedMemory, processors } = ipcTopology(tree);
  if (!sharedMemory) return [];
  const { lock } = sharedMemory;
  const isNamed = processors.some(({ node }) =>
    hwlocksOf(tree, node).some((entry) => entry.bank === lock.bank && entry.lock === lock.index),
  );
  return isNamed || allowsHwlocks(compatible) ? [text(`hwlocks = <${lockSpecifierText(lock)}>;`)] : [];
}

function edge(question: TemplateQuestion, { node }: RemoteProcessor, host: number): readonly TemplateStatement[] {
  const [like] = edgesBelow(node);
  if (!like) return [];
  const doorbell = like.kind === 'glink-edge' ? doorbellText(question, host, 'glink-edge') : undefined;
  const pid = like.node.properties.has('qcom,smd-edge') ? 'qcom,smd-edge' : undefined;
  const groups: TemplateStatement[][] = [
    doorbell
      ? [text(`interrupts-extended = <${doorbell} ${edgeRising(question)}>;`), text(`mboxes = <${doorbell}>;`)]
      : [
          { property: ['interrupts = <', { hole: 'interrupt' }, '>;'] },
          { property: ['mboxes = <', { hole: 'mailbox' }, '>;'] },
        ],
    [...(pid ? [{ property: [`${pid} = <`, { hole: 'edge' }, '>;'] }] : []), text(`qcom,remote-pid = <${host}>;`)],
    [{ property: ['label = "', { hole: smemHost(host)?.names[0] ?? 'label' }, '";'] }],
  ];
  const statements = groups.flatMap((group, index) => (index === 0 ? group : ['gap' as const, ...group]));
  return [{ child: like.kind, statements }];
}

const text = (property: string): TemplateStatement => ({ property: [property] });

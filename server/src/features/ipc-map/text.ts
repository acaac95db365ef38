import type {
  IpcDoorbell,
  IpcLink,
  IpcLock,
  IpcMap,
  IpcProcessor,
  IpcProvider,
  IpcSmem,
} from '../../platforms/qualcomm/ipc-map.js';
import type { IpcPlace, IpcRange, IpcRegion, IpcSpace } from '../../platforms/qualcomm/ipc-map-regions.js';
import { byteSize } from '../markdown/numbers.js';
import { hostNameOf } from './host-names.js';

/** The map for people to read, in lines. Only what there is has a section. */
export function textOf(map: IpcMap): string {
  const locks = locksByBank(map);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Lock banks', map.providers.flatMap((provider) => bankLines(provider, locks.get(provider.path) ?? []))],
    ['SMEM', [...map.smem.flatMap(smemLines), ...hostLine(map)]],
    ['SMP2P links', map.smp2p.flatMap((link) => linkLines(map, link))],
    [
      'SMSM',
      map.smsm.flatMap(({ path, live, entries, doorbells }) => [
        `${path}${off(live)}`,
        ...entries.map((entry) => `  ${entry}`),
        ...doorbellLines(doorbells),
      ]),
    ],
    ['Remote processors', map.remoteprocs.flatMap((processor) => processorLines(map, processor))],
    ['Reserved memory', regionLines(map)],
  ];
  const written = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => `  ${printable(line)}\n`).join('')}`);
  const body =
    written.length > 0 ? written.join('\n') : 'Nothing of this board has to do with locks, SMEM or processors.\n';
  return `IPC map of ${printable(map.board)}\n\n${body}`;
}

function bankLines(
  { path, compatible, live, locks, exact }: IpcProvider,
  named: readonly IpcLock[],
): readonly string[] {
  const count = locks === null ? 'an unknown number of locks' : `${exact ? '' : 'at most '}${locks} locks`;
  const sorted = [...named].sort((a, b) => (a.lock ?? -1) - (b.lock ?? -1));
  return [`${path} (${compatible[0] ?? 'no compatible'}), ${count}${off(live)}`, ...sorted.map(lockLine)];
}

function locksByBank({ hwlocks }: IpcMap): ReadonlyMap<string | null, readonly IpcLock[]> {
  const byBank = new Map<string | null, IpcLock[]>();
  for (const lock of hwlocks) {
    const known = byBank.get(lock.provider);
    if (known) known.push(lock);
    else byBank.set(lock.provider, [lock]);
  }
  return byBank;
}

function lockLine({ lock, register, user, name }: IpcLock): string {
  const at = register === null ? '' : ` at ${register}`;
  return `  lock ${lock ?? '?'}${at}: ${user}${name === null ? '' : ` "${name}"`}`;
}

function smemLines({ path, live, ranges, lock, messageRam }: IpcSmem): string[] {
  return [
    `${path}${off(live)}`,
    `  memory: ${ranges.map(rangeText).join(', ') || 'not known'}`,
    `  lock: ${lock ? `${lock.args.join(' ')} of ${lock.provider}` : 'not known'}`,
    ...(messageRam === null ? [] : [`  message RAM: ${messageRam}`]),
  ];
}

function hostLine(map: IpcMap): string[] {
  const names = map.hosts.map(({ number }) => hostOf(map, number));
  return names.length === 0 ? [] : [`hosts: host 0 (apps, Linux), ${names.join(', ')}`];
}

function linkLines(map: IpcMap, { path, live, host, items, usualItems, entries, doorbells }: IpcLink): string[] {
  const usual = usualItems === null ? '' : usualItems ? ', as everywhere' : ', unlike everywhere else';
  return [
    `${hostOf(map, host)}: ${path}${off(live)}`,
    `  items: inbound ${items[0] ?? '?'}, outbound ${items[1] ?? '?'}${usual}`,
    ...entries.map(
      (entry) =>
        `  ${entry.direction ?? 'neither'}: ${entry.name ?? 'no name'} in item ${entry.item ?? '?'} (${entry.path})`,
    ),
    ...doorbellLines(doorbells),
  ];
}

function doorbellLines(doorbells: readonly IpcDoorbell[]): string[] {
  return doorbells.map(({ kind, controller, args }) => `  ${kind}: ${controller} <${args.join(' ')}>`);
}

function processorLines(map: IpcMap, processor: IpcProcessor): string[] {
  const { path, compatible, live, host, evidence, interrupts, states, edges, regions } = processor;
  return [
    `${hostOf(map, host)}: ${path} (${compatible[0] ?? 'no compatible'})${off(live)}`,
    ...evidence.map(({ kind, node }) => `  uses SMEM by ${kind}: ${node}`),
    `  lock: ${lockUse(processor)}`,
    ...interrupts.map(({ name, controller, args }) => `  interrupt ${name ?? '?'}: ${controller} <${args.join(' ')}>`),
    ...states.map(({ name, entry, args }) => `  state ${name ?? '?'}: ${entry} <${args.join(' ')}>`),
    ...edges.flatMap((edge) => [
      `  ${edge.kind} to ${hostOf(map, edge.host)}${edge.overSmem ? '' : ', not in SMEM'}`,
      ...doorbellLines(edge.doorbells).map((line) => `  ${line}`),
    ]),
    ...regions.map((region) => `  memory: ${region}`),
  ];
}

function lockUse({ smemLock, named, driverReleases, smemHostId }: IpcProcessor): string {
  if (!smemLock) return 'nothing shows under which lock it uses SMEM';
  const release = driverReleases
    ? `the driver releases it (smem_host_id ${smemHostId})`
    : 'the driver does not release it';
  return `${smemLock.args.join(' ')} of ${smemLock.provider}, ${named ? 'named' : 'not named'} by the node; ${release}`;
}

/** Regions and the gaps and overlaps between them, in the order of their addresses. */
function regionLines({ regions, gaps, overlaps }: IpcMap): string[] {
  const spaces = new Map<string, string[]>();
  for (const [what, list] of [
    ['free', gaps],
    ['OVERLAP', overlaps],
  ] as const)
    for (const space of list) spaces.set(space.before, [...(spaces.get(space.before) ?? []), spaceLine(what, space)]);
  return regions.flatMap((region) => {
    const before = spaces.get(region.path) ?? [];
    spaces.delete(region.path);
    return [...before, ...regionLine(region)];
  });
}

function regionLine({ path, live, noMap, ranges, owners, history }: IpcRegion): string[] {
  const place = ranges.map(rangeText).join(', ') || 'placed by the kernel';
  const owned = owners.length === 0 ? '' : ` <- ${owners.join(', ')}`;
  return [
    `${place}: ${path}${noMap ? ', no-map' : ''}${off(live)}${owned}`,
    ...(history.length < 2
      ? []
      : history.map(
          (step) => `  ${placeText(step)} gave it ${step.ranges.map(rangeText).join(', ') || 'nothing readable'}`,
        )),
  ];
}

function spaceLine(what: string, { address, size, after, movedBy }: IpcSpace): string {
  const moved = movedBy.length === 0 ? '' : `, moved by ${movedBy.map(placeText).join(', ')}`;
  return `${rangeText({ address, size })}: ${what}${what === 'free' ? '' : ` with ${after}`}${moved}`;
}

const placeText = ({ file, line }: IpcPlace) => `${file}:${line}`;
const rangeText = ({ address, size }: IpcRange) => `${address} +${byteSize(BigInt(size))}`;
const off = (live: boolean) => (live ? '' : ', disabled');
const hostText = (number: number, name: string | undefined) =>
  `host ${number}${name === undefined ? '' : ` (${name})`}`;

function hostOf(map: IpcMap, number: number | null): string {
  return number === null ? 'no host' : hostText(number, hostNameOf(map, number));
}

/** Names are anybody's text: a terminal is to show them and do nothing else. */
const printable = (text: string) => text.replace(/[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');

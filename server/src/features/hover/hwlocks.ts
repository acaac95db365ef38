import { specifierRange } from '../../devicetree/places.js';
import { isCompatible, stringsOf } from '../../devicetree/values.js';
import { type HwlockReference, hwlocksOf } from '../../platforms/hwlock-providers.js';
import { lockUseOf, platformOf, wantedLockOf } from '../../platforms/index.js';
import { ipcTopology, processorAt } from '../../platforms/qualcomm/topology.js';
import { bankText, entryText, lockText, otherHolders, registerText, usersText } from '../facts/locks.js';
import { bindingText, releaseText } from '../facts/processors.js';
import { bullets, code, enumerate, plain, table } from '../markdown/text.js';
import { type PropertySubject, pointedAt } from './subject.js';

/** `hwlocks`: each lock with its bank, its register, and who else names it; one entry, where that is pointed at. */
export function explainHwlocks(subject: PropertySubject): readonly string[] {
  const entries = hwlocksOf(subject.tree, subject.node);
  const [entry, ...others] = pointedAt(subject, entries, ({ specifier }) => specifierRange(specifier));
  if (!entry) return ['No entries.'];
  const meanings = (shown: readonly HwlockReference[]) => [...knownUses(subject, shown), ...meaning(subject, shown)];
  if (others.length === 0) return [...explainEntry(subject, entry), ...meanings([entry])];
  return [entryTable(subject, entries), ...meanings(entries)];
}

function explainEntry({ tree }: PropertySubject, entry: HwlockReference): readonly string[] {
  const { bank, lock, specifier } = entry;
  if (specifier.defect === 'not-cells') return ['The value is no list of phandles and numbers.'];
  if (!bank) return [`${entryText(entry)}: ${DEFECTS[specifier.defect ?? 'no-provider'] ?? DEFECTS['no-provider']}`];
  const register = lock === undefined ? undefined : registerText(tree, bank, lock);
  const others = otherHolders(tree, entry);
  return [
    `${entryText(entry)}: ${lockText(entry)} in ${bankText(tree, bank)}`,
    bullets([
      ...(register === undefined ? [] : [`Register: ${register}`]),
      ...(lock !== undefined && platformOf(bank)?.ownerTokens ? [platformOf(bank)!.ownerTokens!] : []),
      others.length > 0 ? `Also named by ${usersText(tree, others)}` : 'No other node names this lock',
    ]),
  ];
}

const DEFECTS: Readonly<Record<string, string>> = {
  'no-provider': 'leads to no lock bank',
  'no-cell-count': 'leads to a node without `#hwlock-cells`, which is no lock bank',
  unknown: 'cannot be told, since something in it is not known',
};

function entryTable({ tree, node }: PropertySubject, entries: readonly HwlockReference[]): string {
  const names = stringsOf(node.properties.get('hwlock-names'));
  const header = ['Entry', 'Lock', 'Bank', 'Register', 'Also named by'];
  const rows = entries.map((entry, index) => {
    const { bank, lock } = entry;
    const name = names[index];
    return [
      name === undefined ? `${index}` : `${index} ${code(name)}`,
      `${entryText(entry)}: ${lockText(entry)}`,
      bank ? bankText(tree, bank) : 'none',
      (bank && lock !== undefined ? registerText(tree, bank, lock) : undefined) ?? '',
      usersText(tree, otherHolders(tree, entry)),
    ];
  });
  return table(header, rows);
}

/** What platforms know of the locks, and of the lock that the node ought to take; Qualcomm's own nodes have more to say. */
function knownUses({ tree, node }: PropertySubject, entries: readonly HwlockReference[]): readonly string[] {
  if (isCompatible(node, 'qcom,smem') || processorAt(tree, node)) return [];
  const uses = entries.flatMap(({ bank, lock }) => (bank && lock !== undefined ? (lockUseOf(bank, lock) ?? []) : []));
  const wanted = wantedLockOf(tree, node);
  const isNamed = entries.some(({ bank, lock }) => bank === wanted?.bank && lock === wanted?.lock);
  return [
    ...uses.map(({ lock, use, source }) => `Lock **${lock}** is known to be for ${use} (${plain(source)}).`),
    ...(wanted && !isNamed
      ? [`This node is known to take another lock, ${code(`<${wanted.text}>`)}. ${plain(wanted.reason)}.`]
      : []),
  ];
}

/** What the locks are for, where that is known: SMEM's, and those of a remote processor. */
function meaning(subject: PropertySubject, entries: readonly HwlockReference[]): readonly string[] {
  const { tree, node } = subject;
  const { sharedMemory, processors } = ipcTopology(tree);
  if (isCompatible(node, 'qcom,smem')) {
    const users = processors.filter(({ evidence }) => evidence.length > 0).map(({ title }) => title);
    const here = users.length > 0 ? ` (here: ${enumerate(users)})` : '';
    return [`Guards allocation in SMEM; the firmware of every processor takes the same lock${here}.`];
  }
  const processor = processorAt(tree, node);
  const isSmems = ({ bank, lock }: HwlockReference) =>
    sharedMemory !== undefined && bank === sharedMemory.lock.bank && lock === sharedMemory.lock.index;
  const smems = entries.filter(isSmems);
  if (!processor) return smems.length > 0 ? ["This is SMEM's lock."] : [];
  const binding = bindingText(subject, processor);
  const use =
    smems.length > 0
      ? [`${enumerate(smems.map(entryText))} is SMEM's lock, which has to be released if the firmware dies holding it.`]
      : sharedMemory
        ? [entries.length === 1 ? "This is not SMEM's lock." : "None of these is SMEM's lock."]
        : ["This tree does not tell SMEM's lock."];
  const release = smems.length > 0 ? [releaseText(processor)] : [];
  return [...use, ...release, ...(binding === undefined ? [] : [binding])];
}

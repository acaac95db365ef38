import { type DtbNode, readDtb } from './oracle/dtb.js';

/** Where two blobs of one source differ, in words: the first node or property, else that only the layout does. */
export function blobDifference(theirs: Buffer, ours: Buffer): string {
  try {
    return nodeDifference(readDtb(theirs), readDtb(ours)) ?? layoutDifference(theirs, ours);
  } catch (error) {
    return `a blob cannot be read: ${error instanceof Error ? error.message : error}`;
  }
}

function nodeDifference(theirs: DtbNode, ours: DtbNode): string | undefined {
  const [left, right] = [[...theirs.props.keys()].join(' '), [...ours.props.keys()].join(' ')];
  if (left !== right) return `${theirs.path} has the properties '${left}', ours '${right}'`;
  for (const [name, value] of theirs.props) {
    const own = ours.props.get(name)!;
    if (!value.equals(own)) return `${theirs.path}:${name} is ${brief(value)}, ours ${brief(own)}`;
  }
  const [children, ownChildren] = [namesOf(theirs), namesOf(ours)];
  if (children !== ownChildren) return `${theirs.path} has the children '${children}', ours '${ownChildren}'`;
  for (const [index, child] of theirs.children.entries()) {
    const difference = nodeDifference(child, ours.children[index]!);
    if (difference) return difference;
  }
  return undefined;
}

const namesOf = (node: DtbNode) => node.children.map(({ name }) => name).join(' ');

const brief = (value: Buffer) => `${value.toString('hex').slice(0, 80)} (${value.length} bytes)`;

function layoutDifference(theirs: Buffer, ours: Buffer): string {
  let at = 0;
  while (at < theirs.length && theirs[at] === ours[at]) at++;
  return `the same tree, but other bytes from ${at} on (${theirs.length} bytes, ours ${ours.length})`;
}

import { bytesOf } from '../../server/src/devicetree/property-bytes.js';
import type { DeviceTree, Node } from '../../server/src/devicetree/tree.js';
import { compositeUnit, type OverlayUnit } from '../../server/src/workspace/composite-unit.js';
import type { Composite } from '../../server/src/workspace/composites.js';
import type { Workspace } from '../../server/src/workspace/workspace.js';
import { type DtbNode, readDtb } from './oracle/dtb.js';

/** Where the tree that rules judge of a composite differs from the blob of the kernel's tools, or from the sources that it names. */
export async function compositeTreeDifference(
  workspace: Workspace,
  composite: Composite,
  blob: Buffer,
): Promise<string | undefined> {
  const session = workspace.parser.open();
  try {
    const base = await workspace.loadUnit(composite.base, session);
    const overlays: OverlayUnit[] = [];
    for (const { source, symbols } of composite.overlays) {
      const unit = await workspace.loadUnit(source, session);
      if (unit) overlays.push({ unit, symbols });
    }
    if (!base || overlays.length < composite.overlays.length) return 'a part is missing';
    const { tree } = compositeUnit({ base, overlays });
    return nodeDifference(readDtb(blob), tree.root, tree);
  } finally {
    session.close();
  }
}

function nodeDifference(theirs: DtbNode, ours: Node, tree: DeviceTree): string | undefined {
  const names = [...ours.properties.keys()];
  if (names.join(' ') !== [...theirs.props.keys()].join(' ')) return `the tree has ${names.join(' ')} at ${ours.path}`;
  for (const [name, property] of ours.properties) {
    const own = bytesOf(property, () => undefined);
    if (!theirs.props.get(name)!.equals(own)) return `the tree has another value of ${ours.path}:${name}`;
    const written = property.definitions.at(-1);
    if (!written) continue;
    const { file, start, end } = tree.originOf(written.nameRange).span;
    // A name that comes out of a macro is written as the macro's use, whose name has capitals.
    if (!file.text.slice(start, end).includes(name) && !/[A-Z]/.test(file.text.slice(start, end)))
      return `the tree says that ${ours.path}:${name} is written as '${file.text.slice(start, end)}'`;
  }
  // What only tools wrote is not in the tree.
  const children = theirs.children.filter(({ name }) => name !== '__symbols__');
  const own = [...ours.children.values()];
  if (own.map(({ name }) => name).join(' ') !== children.map(({ name }) => name).join(' '))
    return `the tree has ${own.map(({ name }) => name).join(' ')} below ${ours.path}`;
  for (const [index, child] of own.entries()) {
    const difference = nodeDifference(children[index]!, child, tree);
    if (difference) return difference;
  }
  return undefined;
}

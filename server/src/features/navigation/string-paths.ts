import { locate } from '../../devicetree/locate.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import type { Range } from '../../text/span.js';
import type { TranslationUnit } from '../../workspace/translation-unit.js';

/** A string that names a node. The range is of the expanded text. */
export interface StringPath extends Range {
  /** The node's full path name. */
  readonly path: string;
}

/** The path in a string at an offset of the expanded text; strings are taken for paths in `aliases` and `chosen` only. */
export function pathAt({ document, tree }: TranslationUnit, offset: number): StringPath | undefined {
  const { kind, node, property, start, end } = locate(document, tree, offset);
  if (kind !== 'string' || !property || (node?.path !== '/aliases' && node?.path !== '/chosen')) return undefined;
  const component = property.syntax.value.find((each) => property.start + each.start === start);
  if (component?.kind !== 'string') return undefined;
  const target = namedNode(tree, component.value);
  return target && { start, end, path: target.path };
}

/** The node of `/soc/serial@1000`, or of an alias; behind a colon stand options (`serial0:115200n8`). */
function namedNode(tree: DeviceTree, text: string): Node | undefined {
  const [name = ''] = text.split(':');
  if (name.startsWith('/')) return tree.nodeAt(name);
  const [alias] = tree.nodeAt('/aliases')?.properties.get(name)?.value ?? [];
  if (alias?.kind === 'path') return alias.target;
  return alias?.kind === 'string' ? tree.nodeAt(alias.value) : undefined;
}

import type { Node } from 'jsonc-parser';

/** The value that a path of keys and indices leads to. Of a key that stands several times, the last counts, as in all JSON. */
export function valueAt(root: Node | undefined, path: readonly (string | number)[]): Node | undefined {
  return path.reduce<Node | undefined>((node, step) => {
    if (typeof step === 'number') return node?.type === 'array' ? node.children?.[step] : undefined;
    return node?.type === 'object'
      ? node.children?.findLast((property) => keyOf(property) === step)?.children?.[1]
      : undefined;
  }, root);
}

/** The keys that a later one of the same object takes the place of, and of what counts nothing else. */
export function keysWithoutEffect(node: Node): readonly Node[] {
  const children = node.children ?? [];
  if (node.type !== 'object') return children.flatMap(keysWithoutEffect);
  const last = new Map(children.map((property) => [keyOf(property), property]));
  return children.flatMap((property) => {
    const [key, value] = property.children!;
    if (!key || !value) return [];
    return last.get(keyOf(property)) === property ? keysWithoutEffect(value) : [key];
  });
}

/** The key of a property; none where no value stands behind it, so that it says nothing. */
const keyOf = ({ children = [] }: Node): string | undefined => (children[1] ? children[0]?.value : undefined);

import type * as ast from './ast.js';

/** What evaluation asks of a body again and again; worked out once, since bodies are shared between versions and boards. */
export function indexBody(
  items: readonly ast.Item[],
): Pick<ast.Node, 'propertyPlaces' | 'plainProperties' | 'referringProperties'> {
  const places = new Map<string, number[]>();
  const properties: ast.Property[] = [];
  const referring: ast.Property[] = [];
  let writings = 0;
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!;
    if (item.kind !== 'property' && item.kind !== 'delete-property') continue;
    writings++;
    const known = places.get(item.name);
    if (known) known.push(at);
    else places.set(item.name, [at]);
    if (item.kind !== 'property') continue;
    properties.push(item);
    if (item.references.length > 0) referring.push(item);
  }
  const isPlain = writings === properties.length && writings === places.size;
  return {
    propertyPlaces: places,
    ...(isPlain && { plainProperties: properties }),
    referringProperties: referring,
  };
}

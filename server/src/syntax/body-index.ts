import type * as ast from './ast.js';

/** What evaluation asks of a body again and again; worked out once, since bodies are shared between versions and boards. */
export function indexBody(items: readonly ast.Item[]): Pick<ast.Node, 'propertyPlaces' | 'referringProperties'> {
  const places = new Map<string, number[]>();
  const referring = new Set<string>();
  for (const [at, item] of items.entries()) {
    if (item.kind !== 'property' && item.kind !== 'delete-property') continue;
    const known = places.get(item.name);
    if (known) known.push(at);
    else places.set(item.name, [at]);
    if (item.kind === 'property' && item.references.length > 0) referring.add(item.name);
  }
  return { propertyPlaces: places, referringProperties: [...referring] };
}

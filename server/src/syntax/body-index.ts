import type * as ast from './ast.js';

/** What evaluation asks of a body again and again; worked out once, since bodies are shared between versions and boards. */
export function indexBody(items: readonly ast.Item[]): BodyIndex {
  const places = new Map<string, number[]>();
  const properties: ast.Property[] = [];
  const referring: ast.Property[] = [];
  let countNames: string[] | undefined;
  let writings = 0;
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!;
    if (item.kind !== 'property' && item.kind !== 'delete-property') continue;
    writings++;
    const known = places.get(item.name);
    if (known) known.push(at);
    else {
      places.set(item.name, [at]);
      if (item.name.startsWith('#')) {
        countNames ??= [];
        countNames.push(item.name);
      }
    }
    if (item.kind !== 'property') continue;
    properties.push(item);
    if (item.references.length > 0) referring.push(item);
  }
  const isPlain = writings === properties.length && writings === places.size;
  return {
    propertyPlaces: places,
    ...(isPlain && { plainProperties: trimmed(properties) }),
    referringProperties: trimmed(referring),
    differentReferences: differentReferences(referring),
    countNames: countNames ?? NO_NAMES,
    isOrdinary: isPlain && properties.every(isOrdinary),
    namesPhandle: PHANDLE_PROPERTIES.some((name) => places.has(name)),
  };
}

/** An array that grows has room for seventeen, and most bodies say one or two things: there are as many of these as nodes. */
const trimmed = <Item>(list: readonly Item[]): readonly Item[] => list.slice();

export type BodyIndex = Pick<
  ast.Node,
  | 'propertyPlaces'
  | 'plainProperties'
  | 'referringProperties'
  | 'differentReferences'
  | 'countNames'
  | 'namesPhandle'
  | 'isOrdinary'
>;

function differentReferences(properties: readonly ast.Property[]): readonly ast.ValueReference[] {
  if (properties.length === 0) return NO_REFERENCES;
  const different = new Map<string, ast.ValueReference>();
  for (const { references } of properties)
    for (const each of references) {
      const { label = '', path = '' } = each.reference;
      const key = `${each.inCells ? '<' : ''}${label}/${path}`;
      if (!different.has(key)) different.set(key, each);
    }
  return [...different.values()];
}

const isOrdinary = ({ name, labels, valueLabels }: ast.Property) =>
  labels.length === 0 && valueLabels.length === 0 && !LOOKED_AT.has(name) && !ODD_LETTER.test(name);

/** A letter that no property's name can have (DTSpec 2.2.4, table 2.2). */
export const ODD_LETTER = /[^\w,.+*#?-]/;

/** The properties in which a node can have its phandle; the second is the name from before the standard. */
export const PHANDLE_PROPERTIES = ['phandle', 'linux,phandle'] as const;

const LOOKED_AT: ReadonlySet<string> = new Set(['name', ...PHANDLE_PROPERTIES]);

const NO_REFERENCES: readonly ast.ValueReference[] = [];
const NO_NAMES: readonly string[] = [];

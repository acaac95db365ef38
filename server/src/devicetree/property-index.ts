import type * as ast from '../syntax/ast.js';
import { query } from '../text/query.js';

/**
 * For each property name in a body: where in `items` it is defined or deleted, in order. Bodies are shared between the
 * versions of a text and between boards, so this is worked out once for all of them.
 */
export const propertyIndex = query((body: ast.Node): ReadonlyMap<string, readonly number[]> => {
  const index = new Map<string, number[]>();
  for (const [at, item] of body.items.entries()) {
    if (item.kind !== 'property' && item.kind !== 'delete-property') continue;
    const known = index.get(item.name);
    if (known) known.push(at);
    else index.set(item.name, [at]);
  }
  return index;
});

/** The names of the properties of a body that refer to other nodes. */
export const referringProperties = query((body: ast.Node): readonly string[] => {
  const names = new Set<string>();
  for (const item of body.items) if (item.kind === 'property' && item.hasReferences) names.add(item.name);
  return [...names];
});

/** The references of a property, in the order of writing, and whether each stands in `<…>` and so asks for a phandle. */
export const referencesOf = query(
  (property: ast.Property): readonly { reference: ast.Reference; inCells: boolean }[] => {
    const references: { reference: ast.Reference; inCells: boolean }[] = [];
    for (const component of property.value) {
      if (component.kind === 'path') references.push({ reference: component.reference, inCells: false });
      else if (component.kind === 'cells') {
        for (const { reference } of component.cells) if (reference) references.push({ reference, inCells: true });
      }
    }
    return references;
  },
);

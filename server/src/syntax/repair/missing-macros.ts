import type * as ast from '../ast.js';

/**
 * Whether all mistakes of what the parser could read are names within `<…>` that no macro replaced, as many as there are
 * where an `#include` is broken: their place is known, and no token is missing or too much there.
 */
export function lacksMacrosOnly(list: ast.ItemList): boolean {
  return (
    list.errors.length === 0 &&
    list.items.every((item) => {
      if (item.kind === 'node') return !item.hasErrors || lacksMacrosOnly(item);
      return item.kind !== 'property' || item.errors.every((error) => isMissingMacro(error, item.value));
    })
  );
}

function isMissingMacro({ code, start }: ast.SyntaxProblem, value: readonly ast.ValueComponent[]): boolean {
  return (
    code === 'undefined-macro' &&
    value.some((component) => component.kind === 'cells' && component.start < start && start < component.end)
  );
}

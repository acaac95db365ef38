import { CompletionItemKind } from 'vscode-languageserver-protocol';
import type { ItemSource } from './ask.js';

/** Macros in `<…>`, once a letter of their name is there. */
export const macros: ItemSource = ({ place, unit }) => {
  if (place.value?.enclosure !== '<' || !/^[A-Za-z_]\w*$/.test(place.prefix)) return undefined;
  const typed = place.prefix.toLowerCase();
  const items = [];
  for (const { name, body, parameters } of unit.expansion.macros.values()) {
    if (!name.toLowerCase().startsWith(typed) || name.startsWith('__')) continue;
    items.push({
      label: name,
      kind: parameters ? CompletionItemKind.Function : CompletionItemKind.Constant,
      detail: parameters ? `(${parameters.join(', ')}) ${body}`.slice(0, MAX_DETAIL) : body.slice(0, MAX_DETAIL),
      ...(parameters && { snippet: `${name}($0)`, text: name }),
    });
  }
  return items;
};

const MAX_DETAIL = 80;

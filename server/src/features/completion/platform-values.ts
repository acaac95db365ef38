import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { firstOf } from '../../platforms/index.js';
import type { ValueOffer } from '../../platforms/platform.js';
import type { ItemSource } from './ask.js';
import { escapeSnippet, type Item } from './item.js';

/** Values that a platform knows: what the topology around the node implies, with what it means. */
export const platformValues: ItemSource = ({ tree, node, place, unit }) => {
  const { value } = place;
  if (!value || !node || value.property === '' || value.enclosure === '[') return undefined;
  const { property, enclosure, cells, strings, macro } = value;
  const isText = property.endsWith('-names');
  if (enclosure !== undefined && (enclosure === '"') !== isText) return undefined;
  const hasMacro = (name: string) => unit.expansion.macros.has(name);
  const question = { tree, node, property, enclosure, cells, strings, hasMacro };
  const offers = firstOf((platform) => platform.valuesAt?.(question));
  const isOpen = enclosure !== undefined || (macro !== undefined && place.prefix.startsWith('&'));
  return offers?.map((offer, index) => itemOf(offer, index, isOpen ? ['', ''] : isText ? ['"', '"'] : ['<', '>']));
};

function itemOf(
  { text, means, detail, isCertain, continues }: ValueOffer,
  index: number,
  [open, close]: readonly [string, string],
): Item {
  const isReference = text.startsWith('&') && continues === true;
  return {
    label: text.trim(),
    ...(means !== undefined && { holder: means }),
    kind: isReference ? CompletionItemKind.Reference : CompletionItemKind.Value,
    text: continues ? `${open}${text}` : `${open}${text}${close}`,
    ...(continues && open !== '' && { snippet: `${escapeSnippet(open + text)}$0${close}` }),
    detail,
    rank: isCertain ? 0 : 2,
    ...(isCertain && index === 0 && { preselect: true }),
    ...(continues && { continues }),
  };
}

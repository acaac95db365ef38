import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { stringsOf } from '../../devicetree/values.js';
import type { ItemSource } from './ask.js';

/** The values of properties that are strings of known words: `status`, `hwlock-names`. */
export const stringValues: ItemSource = ({ place, tree }) => {
  const { value } = place;
  if (!value || (value.enclosure !== undefined && value.enclosure !== '"')) return undefined;
  const words = value.property === 'status' ? STATUS : value.property === 'hwlock-names' ? lockNames() : undefined;
  if (!words) return undefined;
  return words.map(([word, detail]) => ({
    label: word,
    text: value.enclosure === '"' ? word : `"${word}"`,
    kind: CompletionItemKind.EnumMember,
    detail,
  }));

  /** The names that other nodes give; Linux looks locks up by them (`of_hwspin_lock_get_id_byname`). */
  function lockNames(): readonly (readonly [string, string])[] {
    const names = new Set<string>();
    for (const node of tree.nodes()) for (const name of stringsOf(node.properties.get('hwlock-names'))) names.add(name);
    return [...names].map((name) => [name, 'a name that another node gives'] as const);
  }
};

/** DTSpec 2.3.4. */
const STATUS: readonly (readonly [string, string])[] = [
  ['okay', 'The device is operational'],
  ['disabled', 'The device is not operational now, but may become so'],
  ['reserved', 'The device is operational, but another program controls it'],
  ['fail', 'The device is not operational because of a serious error'],
];

import { CompletionItemKind } from 'vscode-languageserver-protocol';
import type { ItemSource } from './ask.js';
import type { Item } from './item.js';
import { isWritten } from './property-names.js';

/** Words in slashes, and what `/delete-node/` and `/delete-property/` can delete. */
export const keywords: ItemSource = ({ place, node, isTop }) => {
  if (place.kind === 'deleted-property')
    return named([...(node?.properties.keys() ?? [])].filter(isWritten), CompletionItemKind.Property);
  if (place.kind === 'deleted-node') {
    return isTop ? undefined : named([...(node?.children.keys() ?? [])], CompletionItemKind.Struct);
  }
  if (place.kind !== 'keyword') return undefined;
  return named(isTop ? AT_THE_TOP : IN_A_NODE, CompletionItemKind.Keyword);
};

function named(labels: readonly string[], kind: CompletionItemKind): Item[] {
  return labels.map((label) => ({ label, kind }));
}

const AT_THE_TOP = ['/dts-v1/', '/plugin/', '/delete-node/', '/omit-if-no-ref/', '/memreserve/', '/include/'];
const IN_A_NODE = ['/delete-node/', '/delete-property/', '/omit-if-no-ref/'];

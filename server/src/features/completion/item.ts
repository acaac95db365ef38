import {
  type CompletionItem,
  type CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Range,
} from 'vscode-languageserver-protocol';
import type { FeatureContext } from '../feature.js';
import { withoutMarkup } from '../markdown/markup.js';

/** Something that can be typed at the cursor, in place of the word there. */
export interface Item {
  readonly label: string;
  /** What stands behind the label, as in "3: SMEM /reserved-memory/smem@81d00000". */
  readonly holder?: string;
  readonly kind: CompletionItemKind;
  /** What is inserted; the label where absent. */
  readonly text?: string;
  /** What is compared with the word that is typed; the text where absent. */
  readonly filter?: string;
  /** The same with `$0` where the cursor goes, for clients that can. */
  readonly snippet?: string;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Items of a lower rank stand before those of a higher; within a rank the sources' order stays. */
  readonly rank?: number;
  readonly preselect?: boolean;
  /** Whether the text has several lines with their indentation, which the client is to leave alone. */
  readonly isLaidOut?: boolean;
  /** Whether a client that can asks again once the item is inserted, because more follows. */
  readonly continues?: boolean;
}

/** An item as the protocol writes it. `order` is its place among all, from 0; `gap` goes before what is inserted. */
export function completionItem(
  item: Item,
  order: number,
  range: Range,
  { client, suggestCommand }: FeatureContext,
  gap: string,
): CompletionItem {
  const able = client.textDocument?.completion?.completionItem;
  const usesSnippet = item.snippet !== undefined && able?.snippetSupport === true;
  const newText = usesSnippet ? item.snippet! : (item.text ?? item.label);
  const markdown = able?.documentationFormat?.includes(MarkupKind.Markdown) ?? false;
  return {
    label: able?.labelDetailsSupport || !item.holder ? item.label : `${item.label}: ${item.holder}`,
    ...(able?.labelDetailsSupport && item.holder && { labelDetails: { detail: `: ${item.holder}` } }),
    kind: item.kind,
    ...(item.detail && { detail: item.detail }),
    ...(item.documentation && {
      documentation: markdown
        ? { kind: MarkupKind.Markdown, value: item.documentation }
        : withoutMarkup(item.documentation),
    }),
    sortText: `${item.rank ?? DEFAULT_RANK}${String(order).padStart(6, '0')}`,
    // The editor compares what is typed with this: it begins as the text does, with `&` or `<`.
    filterText: filterOf(item),
    ...(item.preselect && { preselect: true }),
    ...(usesSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    ...(item.isLaidOut && able?.insertTextModeSupport && { insertTextMode: InsertTextMode.asIs }),
    textEdit: { range, newText: `${gap}${newText}` },
    ...(item.continues && suggestCommand && { command: { title: 'Suggest', command: suggestCommand } }),
  };
}

/** What decides whether an item fits the word that is typed. */
export function filterOf({ filter, text, label }: Item): string {
  return filter ?? text ?? label;
}

/** From 0 to 9. */
const DEFAULT_RANK = 5;

/** A text with nothing in it that a snippet would take for its own. */
export const escapeSnippet = (text: string) => text.replace(/[$}\\]/g, '\\$&');

import {
  type CompletionList,
  type CompletionParams,
  CompletionRequest,
  CompletionTriggerKind,
} from 'vscode-languageserver-protocol';
import { defineFeature } from '../feature.js';
import { offsetOf, rangeOf } from '../positions.js';
import { type Ask, askAt, type ItemSource } from './ask.js';
import { hwlocks } from './hwlocks.js';
import { completionItem, filterOf, type Item } from './item.js';
import { keywords } from './keywords.js';
import { macros } from './macros.js';
import { platformValues } from './platform-values.js';
import { propertyNames } from './property-names.js';
import { references } from './references.js';
import { stringValues } from './string-values.js';

/** Every source of items; the first that has to do with a place answers for it. */
const SOURCES: readonly ItemSource[] = [
  hwlocks,
  platformValues,
  stringValues,
  references,
  macros,
  keywords,
  propertyNames,
];

/** What can be typed at the cursor, however little of the statement is there. */
export const completion = defineFeature<CompletionParams, CompletionList>({
  request: CompletionRequest.type,
  capabilities: { completionProvider: { triggerCharacters: [...'&<"= /,'] } },
  looksAt: 'draft',
  neutral: { isIncomplete: false, items: [] },
  handle(context, { position, context: trigger }) {
    const { file } = context.view;
    const ask = askAt(context, offsetOf(file, position));
    if (!ask || (trigger?.triggerKind === CompletionTriggerKind.TriggerCharacter && !isWanted(ask)))
      return { isIncomplete: false, items: [] };
    const items = itemsAt(ask);
    const { start } = ask.statement;
    const { word } = ask.place;
    const range = rangeOf({ file, start: start + word.start, end: start + word.end });
    const gap = isGlued(ask, file.text[start + word.start - 1]) ? ' ' : '';
    return {
      isIncomplete: items.length > MAX_ITEMS,
      items: items.slice(0, MAX_ITEMS).map((item, order) => completionItem(item, order, range, context, gap)),
    };
  },
});

function itemsAt(ask: Ask): readonly Item[] {
  const { prefix, value } = ask.place;
  if (value && !value.isExpected) return [];
  for (const source of SOURCES) {
    const items = source(ask);
    if (items) return prefix === '' ? items : matching(items, prefix);
  }
  return [];
}

/** A client filters by itself, by letters in their order; what cannot match is left out before items are counted. */
function matching(items: readonly Item[], prefix: string): readonly Item[] {
  const letters = prefix.replace(/^[&<"]/, '').toLowerCase();
  return items.filter((item) => hasInOrder(filterOf(item).toLowerCase(), letters));
}

function hasInOrder(text: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Whether a value is about to be written right behind its `=` or comma, where authors put a blank. */
function isGlued({ place: { value } }: Ask, before = ''): boolean {
  return value !== undefined && value.enclosure === undefined && value.macro === undefined && /[=,]/.test(before);
}

/** A blank that begins the next word of a statement brings up no list of property names. */
const isWanted = ({ place }: Ask) => place.kind !== 'name' || place.prefix !== '';

/** More than this nobody reads; the client asks again with more letters. */
const MAX_ITEMS = 1000;

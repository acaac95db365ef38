/*
 * Names and values of devicetrees are anybody's text: here they become Markdown that shows them and does nothing else.
 */

/** The longest text of a source that is shown, in characters. */
export const MAX_TEXT = 400;
/** The most rows or items that are shown of a list. */
export const MAX_ROWS = 20;

/** A text as inline code, on one line and shortened. */
export function code(text: string, limit = MAX_TEXT): string {
  const shown = visible(text, limit);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const gap = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${shown}${gap}${fence}`;
}

/** A text that nothing in Markdown or HTML is made of, on one line and shortened. */
export function plain(text: string, limit = MAX_TEXT): string {
  // Within a word an underscore means nothing.
  return visible(text, limit).replace(/[\\`*{}[\]<>&~#!|]|(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])/g, '\\$&');
}

/** `items` joined by commas; of a long list the beginning, and how many more there are. */
export function enumerate(items: readonly string[], limit = MAX_ROWS): string {
  const rest = items.length - limit;
  return rest > 0 ? `${items.slice(0, limit).join(', ')} and ${rest} more` : items.join(', ');
}

/** A list with bullets; of a long one the end, which is what holds, and how many came before. */
export function history(items: readonly string[], limit = MAX_ROWS): string {
  const hidden = items.length - limit;
  const shown = hidden > 0 ? [`… ${hidden} before`, ...items.slice(hidden)] : items;
  return bullets(shown);
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** A table of finished Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[], limit = MAX_ROWS): string {
  const rest = rows.length - limit;
  const more = rest > 0 ? [[`… and ${rest} more`, ...header.slice(1).map(() => '')]] : [];
  const lines = [header, header.map(() => '---'), ...rows.slice(0, limit), ...more];
  return lines.map((cells) => `| ${cells.map(asCell).join(' | ')} |`).join('\n');
}

/** A backslash before the bar would make the bar end the cell, so both become the one that does not. */
const asCell = (text: string) => text.replace(/\\*\|/g, '\\|');

/** Blanks are one blank; what would not show, or would turn the reading direction, and halves of pairs show as �. */
function visible(text: string, limit: number): string {
  const start = text
    .slice(0, limit * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(INVISIBLE, '\ufffd');
  if (start === '') return '(empty)';
  if (start.length <= limit && text.length <= limit * 4) return start;
  return `${start.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const INVISIBLE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu;

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

import type { Scanner } from './scanner.js';

/**
 * Reads the string whose opening quote was peeked at; decides which quote of the line is missing or one too many. Gives
 * whether there was a string at all.
 */
export function scanString(scanner: Scanner, name: string): boolean {
  const { text, at } = scanner;
  const end = scanner.lineEnd();
  for (let quote = closingQuote(text, at + 1, end); ; ) {
    if (quote < 0) return endUnclosedString(scanner, name, end);
    const rest = text.slice(quote + 1, Math.min(end, quote + 80));
    if (FOLLOWER.test(rest) || LONE_QUOTE.test(rest) || !hasOddQuotes(text, quote + 1, end)) {
      scanner.take(quote + 1 - scanner.at);
      return true;
    }
    // Of two quotes side by side the first may be the one too many.
    if (quote > at && text.slice(at + 1, quote).trim() === '' && /^[^\s"]/.test(rest)) {
      scanner.remove(at, at + 1);
      scanner.peek();
      return scanString(scanner, name);
    }
    // The quote opens the next string if the text before it looks like what stands between two strings.
    if (/,\s*$/.test(text.slice(Math.max(at, quote - 20), quote))) {
      closeBefore(scanner, quote, name);
      return true;
    }
    scanner.remove(quote, quote + 1, `'"' is not expected here`);
    quote = closingQuote(text, quote + 1, end);
  }
}

/** Whether the quote that was peeked at belongs to no string. */
export function isLoneQuote(scanner: Scanner): boolean {
  return LONE_QUOTE.test(scanner.text.slice(scanner.at, Math.min(scanner.lineEnd(), scanner.at + 80)));
}

/** Whether the word that was peeked at is the beginning of a string whose opening quote is missing. */
export function opensMissingQuote(scanner: Scanner): boolean {
  const { text, at } = scanner;
  const end = scanner.lineEnd();
  const quote = closingQuote(text, at, end);
  return quote >= 0 && !/[<>{}=;]/.test(text.slice(at, quote)) && hasOddQuotes(text, at, end);
}

/** Reads it up to its closing quote. */
export function scanQuotelessString(scanner: Scanner, name: string): void {
  const { text, at } = scanner;
  scanner.insertAt(at, '"', `Expected '"' before this value of \`${name}\``);
  scanner.take(closingQuote(text, at, scanner.lineEnd()) + 1 - at);
}

/** The first quote in `[at, end)` that no backslash hides; negative if there is none. */
function closingQuote(text: string, at: number, end: number): number {
  for (let quote = at; quote < end; quote++) {
    const code = text.charCodeAt(quote);
    if (code === BACKSLASH) quote++;
    else if (code === QUOTE) return quote;
  }
  return -1;
}

function hasOddQuotes(text: string, at: number, end: number): boolean {
  let isOdd = false;
  for (let quote = closingQuote(text, at, end); quote >= 0; quote = closingQuote(text, quote + 1, end)) isOdd = !isOdd;
  return isOdd;
}

function endUnclosedString(scanner: Scanner, name: string, end: number): boolean {
  const { text } = scanner;
  // dtc reads strings over several lines; one that was meant so is followed by what may follow a string.
  const next = closingQuote(text, end, text.length);
  if (next >= 0 && /^\s*[,;)]/.test(text.slice(next + 1, next + 80))) {
    scanner.take(next + 1 - scanner.at);
    scanner.lineStart = text.lastIndexOf('\n', next) + 1;
    return true;
  }
  // Before what is no text the quote is likely to be the mistake.
  if (/^"\s*(?:[<[]|&\w+\s*;)/.test(text.slice(scanner.at, Math.min(end, scanner.at + 80)))) {
    scanner.remove(scanner.at, scanner.at + 1);
    return false;
  }
  closeBefore(scanner, end, name);
  return true;
}

/** Ends the string before `end`, without the punctuation that is likely to be the property's own. */
function closeBefore(scanner: Scanner, end: number, name?: string): void {
  const { text, at } = scanner;
  let close = end;
  while (close > at + 1 && /[\s;,)]/.test(text.charAt(close - 1))) close--;
  scanner.take(close - at);
  const whose = name === undefined ? '' : ` of \`${name}\``;
  scanner.insert('"', `This string${whose} is never closed`, '"');
}

/** What may stand behind a string. */
const FOLLOWER = /^\s*(?:$|[,;)}]|\/[/*]|[a-zA-Z_]\w*:)/;
const LONE_QUOTE = /^\s*"\s*(?:[;,)>]|$)/;
const QUOTE = 34;
const BACKSLASH = 92;

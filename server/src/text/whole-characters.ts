import type { Span } from './span.js';

/** The offset itself, or the one behind the character in the midst of which it lies: some take two code units of UTF-16. */
export const behindCharacter = (text: string, offset: number): number => offset + (splits(text, offset) ? 1 : 0);

/** The span with the characters whole that it cuts at its ends. */
export function wholeSpan(span: Span): Span {
  const { file, start, end } = span;
  const [cutsStart, cutsEnd] = [splits(file.text, start), splits(file.text, end)];
  return cutsStart || cutsEnd ? { ...span, start: start - (cutsStart ? 1 : 0), end: end + (cutsEnd ? 1 : 0) } : span;
}

/**
 * What is said of a place, with each half of a character replaced by the whole one that stands there; a message with halves
 * is none that every client can read.
 */
export function wholeMessage(message: string, { file, start }: Span): string {
  if (!HALF.test(message)) return message;
  const there = String.fromCodePoint(file.text.codePointAt(start) ?? 0xfffd);
  return message.replace(HALVES, (half) => (there.length > 1 && there.startsWith(half) ? there : '\ufffd'));
}

const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const HALVES = new RegExp(HALF, 'g');

function splits(text: string, offset: number): boolean {
  return (text.charCodeAt(offset) & 0xfc00) === 0xdc00 && (text.charCodeAt(offset - 1) & 0xfc00) === 0xd800;
}

/**
 * A copy of `text` that owns its characters. A slice of a long string keeps the whole string alive in V8 (from 13
 * characters on), so what outlives the text it was cut from must be copied, or every edit would leave a whole text behind.
 */
export function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

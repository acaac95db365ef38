import { detached } from '../text/detached.js';

/** What the graph of a tree's sources needs to know of one of them: little enough to be kept from one start to the next. */
export interface SourceScan {
  /** The file names of its includes as written, with their quotes or angle brackets. */
  readonly includes: readonly string[];
  /** The last `compatible` of its root node, which names the SoC; only where the text has it in plain strings. */
  readonly soc?: string;
}

/** Reads the includes of a source, those within comments and conditionals too. */
export function scanSource(text: string): SourceScan {
  const includes = new Set<string>();
  // A search for a plain word is many times faster than one for a pattern.
  for (let at = text.indexOf(WORD); at >= 0; at = text.indexOf(WORD, at + WORD.length)) {
    const name = text[at - 1] === '/' ? dtcInclude(text, at) : cppInclude(text, at);
    if (name !== undefined && includes.size < MAX_INCLUDES) includes.add(detached(name));
  }
  const soc = ROOT_COMPATIBLE.exec(text)?.[1];
  return { includes: [...includes], ...(soc !== undefined && { soc: detached(soc) }) };
}

const WORD = 'include';

/** More than any source has: it bounds what hostile ones make others work. */
const MAX_INCLUDES = 2000;
const MAX_NAME = 1024;

/** `#include "name"`, with the word at `at`. */
function cppInclude(text: string, at: number): string | undefined {
  let before = at - 1;
  while (isBlank(text.charCodeAt(before))) before--;
  if (text[before] !== '#') return undefined;
  do before--;
  while (isBlank(text.charCodeAt(before)));
  if (before >= 0 && text[before] !== '\n' && text[before] !== '\r') return undefined;
  return nameAt(text, at + WORD.length, isBlank);
}

/** `/include/ "name"`, with the word at `at`. */
function dtcInclude(text: string, at: number): string | undefined {
  const end = at + WORD.length;
  return text[end] === '/' ? nameAt(text, end + 1, isSpace) : undefined;
}

/** The name behind some space, with what is around it. */
function nameAt(text: string, from: number, isSkipped: (code: number) => boolean): string | undefined {
  let start = from;
  while (isSkipped(text.charCodeAt(start))) start++;
  const close = { '"': '"', '<': '>' }[text[start] ?? ''];
  if (close === undefined) return undefined;
  for (let end = start + 1; end < text.length && end - start < MAX_NAME; end++) {
    if (text[end] === close) return end === start + 1 ? undefined : text.slice(start, end + 1);
    if (text[end] === '\n') return undefined;
  }
  return undefined;
}

const isBlank = (code: number) => code === 0x20 || code === 0x09;
const isSpace = (code: number) => isBlank(code) || (code >= 0x0a && code <= 0x0d);

/** Before the first child of the first root node; bounded, because the text may be hostile. */
const ROOT_COMPATIBLE =
  /^\/\s{0,99}\{[^{}]{0,4000}?\bcompatible\s{0,99}=\s{0,99}(?:"[^"\n]{0,99}"\s{0,99},\s{0,99}){0,20}"([^"\n]{1,99})"\s{0,99};/m;

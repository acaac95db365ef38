import { type Version, VersionMemo } from './kept.js';
import { createLineIndex, type LineIndex } from './line-index.js';
import type { Uri } from './uri.js';

/** One immutable version of one file. Two versions of a file are two objects. */
export interface SourceFile extends Version {
  readonly uri: Uri;
  /** Counts up with every change of the content; meaningful only together with the URI. */
  readonly version: number;
  /** The content without byte order mark. A byte that is not UTF-8 is kept as a lone surrogate U+DC80 … U+DCFF. */
  readonly text: string;
  readonly lines: LineIndex;
  readonly defect?: SourceDefect;
}

/** Why the text of a file is not, or not wholly, what is on disk. */
export type SourceDefect =
  /** `offset`: of the first byte that is not UTF-8, in `text`. */
  | { readonly kind: 'not-utf8'; readonly offset: number }
  /** The file has more than {@link MAX_SOURCE_BYTES} and was not read: `text` is empty. */
  | { readonly kind: 'too-large'; readonly bytes: number };

/** The largest file that is analysed, in bytes. The largest devicetree source of Linux has 0.6 MB. */
export const MAX_SOURCE_BYTES = 4 * 1024 * 1024;

/** `previous`: the version before, which most probably differs in one place only. */
export function createSourceFile(
  uri: Uri,
  version: number,
  text: string,
  { defect, previous }: { readonly defect?: SourceDefect; readonly previous?: SourceFile | undefined } = {},
): SourceFile {
  const content = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const lines = createLineIndex(content, previous?.lines);
  return { uri, version, text: content, lines, ...(defect && { defect }), memo: new VersionMemo() };
}

/** A source file from the bytes on disk; never fails: what is wrong with the bytes is in `defect`. */
export function decodeSourceFile(uri: Uri, version: number, bytes: Uint8Array): SourceFile {
  if (bytes.length > MAX_SOURCE_BYTES)
    return createSourceFile(uri, version, '', { defect: { kind: 'too-large', bytes: bytes.length } });
  try {
    return createSourceFile(uri, version, strictDecoder.decode(bytes));
  } catch {
    const { text, firstInvalid } = decodeKeepingInvalidBytes(bytes);
    return createSourceFile(uri, version, text, { defect: { kind: 'not-utf8', offset: firstInvalid } });
  }
}

// TextDecoder exists in Node and in every browser but not in the ES library that the core is compiled against.
declare const TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string };
const strictDecoder = new TextDecoder('utf-8', { fatal: true });

/** Decodes well-formed sequences and keeps each other byte as U+DC00 + byte, so that no byte is lost. */
function decodeKeepingInvalidBytes(bytes: Uint8Array): { text: string; firstInvalid: number } {
  const parts: string[] = [];
  let length = 0;
  let firstInvalid = -1;
  const push = (part: string) => {
    parts.push(part);
    length += part.length;
  };
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    const size = sequenceLength(bytes, at);
    if (size === 0) {
      if (firstInvalid < 0) firstInvalid = length;
      push(String.fromCharCode(0xdc00 + bytes[at]!));
      at++;
      continue;
    }
    let end = at + size;
    for (let next = sequenceLength(bytes, end); next > 0 && end - at < 4096; next = sequenceLength(bytes, end))
      end += next;
    push(strictDecoder.decode(bytes.subarray(at, end)));
    at = end;
  }
  return { text: parts.join(''), firstInvalid };
}

/** The length of the well-formed UTF-8 sequence at `at` (Unicode 15, table 3-7), 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  if (lead === undefined) return 0;
  if (lead < 0x80) return 1;
  const size =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  for (let i = 1; i < size; i++) if ((bytes[at + i] ?? 0) >> 6 !== 2) return 0;
  const second = bytes[at + 1] ?? 0;
  const overlongOrSurrogate =
    (lead === 0xe0 && second < 0xa0) ||
    (lead === 0xed && second > 0x9f) ||
    (lead === 0xf0 && second < 0x90) ||
    (lead === 0xf4 && second > 0x8f);
  return overlongOrSurrogate ? 0 : size;
}

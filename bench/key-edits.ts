import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import type { EditorClient } from '../test/editor-client.js';
import type { EditorDocument } from '../test/editor-document.js';
import { openFile } from './kernel-documents.js';

/** One key that changes what a source means. */
export interface Key {
  readonly kind: 'value' | 'label' | 'property' | 'node' | 'include' | 'macro';
  /** Where the key is typed. */
  readonly at: number;
  readonly key: string;
}

/** A key in a line of a source, which breaks it, with the code of what has to be found. */
export interface LineKey extends Key {
  readonly code: string;
}

/**
 * Keys in the middle of a source, so that no stage can be skipped: a letter behind a reference, at the definition of a label
 * that the source refers to, in a property's name, in a node's name.
 */
export function lineKeysIn(text: string): readonly LineKey[] {
  const reference = middle(text, /<&\w+/g);
  const property = middle(text, /^\t+status(?= = )/gm);
  const node = middle(text, /^\t+(?:\w+: )?[a-z-]+(?=@[0-9a-f]+ \{$)/gm);
  return [
    { kind: 'value', at: endOf(reference), key: 'z', code: 'unknown-label' },
    { kind: 'label', at: referredLabel(text), key: 'z', code: 'unknown-label' },
    { kind: 'property', at: endOf(property), key: '@', code: 'property-name-chars' },
    { kind: 'node', at: endOf(node), key: '*', code: 'node-name-chars' },
  ];
}

/** A key in a document, and what the server has to find because of it. */
export interface KeyEdit extends Key {
  readonly document: EditorDocument;
  /** Whether the findings of the watched document show that the key was understood. */
  isAnswered(found: readonly Diagnostic[]): boolean;
}

/**
 * Keys of every kind: those of {@link lineKeysIn}, one in an include's file name, and one at the definition of a macro that the
 * source uses. `board` is asked for an include where the source has none.
 */
export function keyEditsOf(
  client: EditorClient,
  kernel: string,
  document: EditorDocument,
  board: EditorDocument,
): readonly KeyEdit[] {
  const { text } = document;
  const including = /^#include </m.test(text) ? document : board;
  const include = /^#include [<"][^>"\n]*/m.exec(including.text)!;
  const header = headerOf(kernel, [document, board]);
  const opened = openFile(client, kernel, header.path);
  const finds = (code: string) => (found: readonly Diagnostic[]) => found.some((each) => each.code === code);
  return [
    ...lineKeysIn(text).map(({ code, ...key }) => ({ ...key, document, isAnswered: finds(code) })),
    {
      kind: 'include',
      document: including,
      at: include.index + include[0].length,
      key: 'z',
      // In the watched source itself the include is missing; else what it brought is.
      isAnswered: including === document ? finds('missing-include') : () => true,
    },
    {
      kind: 'macro',
      document: opened,
      at: header.at,
      key: 'z',
      isAnswered: finds('undefined-macro'),
    },
  ];
}

/** Behind the definition of a label to which the same source refers. */
function referredLabel(text: string): number {
  const definitions = [...text.matchAll(/^\t+(\w+)(?=: )/gm)];
  for (const definition of definitions.slice(definitions.length >> 1))
    if (new RegExp(`<&${definition[1]}\\b`).test(text)) return definition.index + definition[0].length;
  throw new Error('The source refers to none of its own labels');
}

/** A header that one of the sources includes, and the end of the name of a macro in it that the first source uses. */
function headerOf(
  kernel: string,
  documents: readonly EditorDocument[],
): { readonly path: string; readonly at: number } {
  const [{ text }] = documents as [EditorDocument];
  const names = documents.flatMap((each) => [...each.text.matchAll(/^#include <(dt-bindings\/[^>]+)>/gm)]);
  for (const [, name] of [...names, ...FURTHER_HEADERS.map((each) => ['', each])]) {
    const path = join('include', name!);
    const header = readFileSync(join(kernel, path), 'utf8');
    for (const definition of header.matchAll(/^#define\s+(\w+)(?=\s)/gm))
      if (new RegExp(`\\b${definition[1]}\\b`).test(text)) return { path, at: endOf(definition) };
  }
  throw new Error('No header has a macro that the source uses');
}

/** What sources use that their including sources include. */
const FURTHER_HEADERS = ['dt-bindings/interrupt-controller/arm-gic.h', 'dt-bindings/interrupt-controller/irq.h'];

function middle(text: string, pattern: RegExp): RegExpExecArray {
  const matches = [...text.matchAll(pattern)];
  const match = matches[matches.length >> 1];
  if (!match) throw new Error(`Nothing in the source is like ${pattern}`);
  return match;
}

const endOf = (match: RegExpExecArray | RegExpMatchArray) => match.index! + match[0].length;

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EditorClient } from '../test/editor-client.js';
import { type EditorDocument, openDocument } from '../test/editor-document.js';

/** The kernel tree over which a server is started. */
export interface Place {
  readonly kernel: string;
  /** The same as a URI. */
  readonly folder: string;
}

/** Opens a file of the kernel with the text that it has on disk. */
export function openFile(client: EditorClient, kernel: string, path: string): EditorDocument {
  const file = join(kernel, path);
  return openDocument(client, pathToFileURL(file).href, readFileSync(file, 'utf8'));
}

import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { type EditorClient, type EditorOptions, startEditor } from '../editor-client.js';
import { type EditorDocument, openDocument } from '../editor-document.js';

/* The example tree in an editor, for the tests of the built server. */

const examples = fileURLToPath(new URL('../../examples', import.meta.url));

/** An editor over the example tree. */
export interface ExampleEditor {
  readonly client: EditorClient;
  uriOf(file: string): string;
  /** A path of a file in the tree, which a test may write if it asked for a copy. */
  pathOf(file: string): string;
  /** Opens a source of the example's boards with the text that it has on disk, or with another. */
  open(file: string, text?: string): EditorDocument;
}

/** Starts the built server over the example tree, or over a copy of it, until the test is over. */
export async function editExamples(
  options: Omit<EditorOptions, 'folder'> & { readonly copy?: boolean } = {},
): Promise<ExampleEditor> {
  const root = options.copy ? copyOfExamples() : examples;
  const client = await startEditor({ ...options, folder: pathToFileURL(root).href });
  onTestFinished(() => client.kill());
  const pathOf = (file: string) => join(root, file.includes('/') ? file : `${BOARDS}/${file}`);
  const uriOf = (file: string) => pathToFileURL(pathOf(file)).href;
  return {
    client,
    uriOf,
    pathOf,
    open: (file, text) => openDocument(client, uriOf(file), text ?? readFileSync(pathOf(file), 'utf8')),
  };
}

const BOARDS = 'arch/arm64/boot/dts/acme';

function copyOfExamples(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dts-analyzer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(examples, folder, { recursive: true });
  return folder;
}

/** What a test compares of diagnostics: the codes, sorted. */
export const codesOf = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code).sort();

import type { Diagnostic } from 'vscode-languageserver-protocol';
import { diskLoader } from '../server/src/disk/disk-loader.js';
import { diagnosticsOf } from '../server/src/features/diagnostics.js';
import type { ParseSession } from '../server/src/syntax/parser.js';
import { createSourceFile } from '../server/src/text/source-file.js';
import type { Uri } from '../server/src/text/uri.js';
import { DEFAULT_SETTINGS } from '../server/src/workspace/settings.js';
import { createViews, type Views } from '../server/src/workspace/views.js';
import { createWorkspace } from '../server/src/workspace/workspace.js';
import { testParser } from './parser.js';

/** What a server that has just started says of documents with these texts, opened in this order. */
export async function freshDiagnostics(texts: ReadonlyMap<Uri, string>): Promise<ReadonlyMap<Uri, Diagnostic[]>> {
  const { views, close } = await freshViews();
  try {
    for (const [uri, text] of texts) views.setOpen(uri, createSourceFile(uri, 1, text));
    return await diagnosticsOfAll(views, [...texts.keys()]);
  } finally {
    close();
  }
}

/** Views of the files on disk, of which nothing is known yet. `close` gives the memory of their parser's trees back. */
export async function freshViews(): Promise<{ readonly views: Views; close(): void }> {
  const parser = await testParser();
  const sessions: ParseSession[] = [];
  const open = () => {
    const session = parser.open();
    sessions.push(session);
    return session;
  };
  return {
    views: createViews(createWorkspace(diskLoader, { ...parser, open }, DEFAULT_SETTINGS)),
    close() {
      for (const session of sessions) session.close();
    },
  };
}

/** The diagnostics of documents as a server would send them. */
export async function diagnosticsOfAll(views: Views, uris: readonly Uri[]): Promise<ReadonlyMap<Uri, Diagnostic[]>> {
  const result = new Map<Uri, Diagnostic[]>();
  for (const uri of uris) {
    const view = await views.checkedViewOf(uri);
    if (!view) throw new Error(`There is no view of ${uri}`);
    result.set(
      uri,
      diagnosticsOf({
        view,
        uri,
        client: {},
        settings: DEFAULT_SETTINGS,
        documentationOf: (code) => `${PAGES}/${code}.md`,
      }),
    );
  }
  return result;
}

/** Where the pages about codes are, for a server whose diagnostics are to be compared with these. */
export const PAGES = 'docs:/rules';

/** Diagnostics without what a background pass adds to them at some time. */
export function withoutBoards(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const isOfOthers = ({ message, relatedInformation = [] }: Diagnostic) =>
    / \(on [^()]+(?: \(\d+ more\))?\)$/.test(typeof message === 'string' ? message : message.value) &&
    relatedInformation.some(isAboutBoards);
  return diagnostics
    .filter((diagnostic) => !isOfOthers(diagnostic))
    .map(({ relatedInformation = [], ...diagnostic }) => ({
      ...diagnostic,
      relatedInformation: relatedInformation.filter((each) => !isAboutBoards(each)),
    }));
}

const isAboutBoards = ({ message }: { readonly message: string }) => /^Holds on \d+ board/.test(message);

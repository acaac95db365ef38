import { normalizeUri, type Uri } from '../text/uri.js';
import type { Session } from './session.js';

/**
 * Follows which folders a person has open, whose files sources may name; `onChange` runs when they have become others.
 * What it returns is to run when the client is initialized.
 */
export function followFolders({ connection, params, workspace, views }: Session, onChange: () => void): () => void {
  const given = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
  let folders: readonly Uri[] = given.map(normalizeUri);
  workspace.setFolders(folders);
  return () => {
    if (!params.capabilities.workspace?.workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => normalizeUri(uri)));
      folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => normalizeUri(uri))];
      workspace.setFolders(folders);
      views.settingsChanged();
      onChange();
    });
  };
}

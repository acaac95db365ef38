import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { isUri, normalizeUri, resolvePath, type Uri } from '../text/uri.js';
import { readSettings } from '../workspace/read-settings.js';
import { guarded } from './dispatch.js';
import type { Session } from './session.js';

/**
 * Takes the client's settings at the start and at each change; `onChange` runs when they have become others. What it
 * returns is to run when the client is initialized.
 */
export function followConfiguration(session: Session, onChange: () => void): () => Promise<void> {
  const { connection, params, options, workspace, views } = session;
  const canAsk = params.capabilities.workspace?.configuration === true;
  let told = '';
  const take = (values: unknown) => {
    const { settings: read, problems } = readSettings(values);
    const settings = { ...read, includePaths: read.includePaths.map((path) => folderAt(session, path)) };
    const complaint = problems.join('\n');
    if (complaint !== '' && complaint !== told) connection.console.warn(complaint);
    told = complaint;
    if (JSON.stringify(settings) === JSON.stringify(workspace.settings)) return;
    workspace.configure(settings);
    views.settingsChanged();
    onChange();
  };
  let asked = 0;
  const ask = () =>
    guarded(session, 'workspace/configuration', undefined, async () => {
      const question = ++asked;
      const values = await connection.workspace.getConfiguration(SECTION);
      // Answers may come in another order than they were asked for.
      if (question === asked) take(values ?? sectionOf(options.settings));
    });
  connection.onDidChangeConfiguration(({ settings }) => {
    if (canAsk) ask();
    else take(sectionOf(settings) ?? sectionOf(options.settings));
  });
  return async () => {
    if (!canAsk) {
      if (options.settings !== undefined) take(sectionOf(options.settings));
      return;
    }
    await ask();
    if (params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration)
      await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
  };
}

/** A path that is relative is so to whichever folder of the workspace holds the source. */
function folderAt({ params }: Session, path: string): Uri | string {
  if (isUri(path)) return normalizeUri(path);
  const folder = params.workspaceFolders?.[0]?.uri ?? params.rootUri ?? 'file:///';
  return path.startsWith('/') ? resolvePath(normalizeUri(folder), path) : path;
}

const SECTION = 'dts-analyzer';

/** Clients that push their settings send the section's value or, more often, an object that holds it; some an empty one. */
function sectionOf(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null || Object.keys(settings).length === 0) return undefined;
  return (settings as Readonly<Record<string, unknown>>)[SECTION] ?? settings;
}

import type { ServerFacts } from '../features/command.js';
import type { DebugReport, Health } from '../features/requests.js';
import { baseNameOf, isUri, isWithin, relativePath, type Uri } from '../text/uri.js';
import type { Session } from './session.js';

/** What commands may know of the server itself. */
export function factsOf(session: Session): ServerFacts {
  return {
    documentationOf: session.documentationOf,
    health: () => healthOf(session),
    report: () => reportOf(session),
  };
}

/** How the server is. */
export function healthOf({ host, timings, workspace, views }: Session): Health {
  return {
    requests: timings.summary(),
    memory: host.memory?.() ?? {},
    boards: views.boards.map((board) => shortened(board, workspace.folders)),
    caches: { ...workspace.sizes, ...views.sizes },
  };
}

async function reportOf(session: Session): Promise<DebugReport> {
  const { version, params, workspace, views, failures } = session;
  const { name = 'unknown', version: clientVersion = '' } = params.clientInfo ?? {};
  const { folders } = workspace;
  const trees = new Map((await Promise.all(views.openFiles.map(workspace.treeOf))).map((tree) => [tree.root, tree]));
  return {
    version,
    client: `${name} ${clientVersion}`.trim(),
    trees: [...trees.values()].map(({ root, layout }) => `${layout} at ${shortened(root, folders)}`),
    settings: {
      ...workspace.settings,
      includePaths: workspace.settings.includePaths.map((path) => (isUri(path) ? shortened(path, folders) : path)),
    },
    projects: [...new Set(views.openFiles.map((uri) => workspace.lookup.projectOf(uri)?.uri))].flatMap((uri) =>
      uri === undefined ? [] : shortened(uri, folders),
    ),
    health: healthOf(session),
    failures: failures.recent,
  };
}

/** A path as it may be shown to strangers: from the folder of the workspace, or, outside of it, nothing but the name. */
function shortened(uri: Uri, folders: readonly Uri[]): string {
  const folder = folders.find((each) => isWithin(uri, each));
  if (folder === undefined) return `…/${baseNameOf(uri)}`;
  return relativePath(uri, folder) || '.';
}

import type { Uri } from '../text/uri.js';
import { filesBelow } from './boards.js';
import type { Workspace } from './workspace.js';

/** The root sources below a folder whose names pass, each by its one name: those behind a link of a layout have another place. */
export async function rootsBelow(
  workspace: Workspace,
  folder: Uri,
  passes: (name: string) => boolean,
  onOutside?: (uri: Uri) => void,
): Promise<readonly Uri[]> {
  const { loader } = workspace;
  const found = await filesBelow(
    folder,
    loader,
    await workspace.reachBelow(folder),
    passes,
    onOutside && { onOutside },
  );
  const names = await Promise.all(found.map(async (uri) => (await workspace.treeOf(uri)).canonicalUri(uri)));
  return found.filter((uri, index) => names[index] === uri);
}

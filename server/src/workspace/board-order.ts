import { folderOf, resolvePath, type Uri } from '../text/uri.js';
import type { SourceTree } from './source-tree.js';
import type { Workspace } from './workspace.js';

/**
 * The roots in an order in which those that begin alike follow each other, so that each is parsed as an edit of the one
 * before: by the source that each includes first, and that one in turn, which is the file of the SoC for nearly all.
 */
export async function inOrderOfBeginnings(workspace: Workspace, roots: readonly Uri[]): Promise<readonly Uri[]> {
  const firsts = new Map<Uri, Promise<Uri | undefined>>();
  const beginningOf = async (root: Uri): Promise<string> => {
    const chain = [root];
    for (let at: Uri | undefined = root; at !== undefined && chain.length < MAX_CHAIN; ) {
      const first: Promise<Uri | undefined> = firsts.get(at) ?? firstInclude(workspace, at);
      firsts.set(at, first);
      at = await first;
      if (at !== undefined) chain.push(at);
    }
    return chain.reverse().join('\n');
  };
  const keyed: { readonly root: Uri; readonly beginning: string }[] = [];
  for (const root of roots) keyed.push({ root, beginning: await beginningOf(root) });
  return keyed.sort((a, b) => (a.beginning < b.beginning ? -1 : 1)).map(({ root }) => root);
}

/** Includes nest less deeply; sources may also include each other in a circle. */
const MAX_CHAIN = 20;

/** The first source that a source includes, as far as its text alone tells. */
async function firstInclude(workspace: Workspace, source: Uri): Promise<Uri | undefined> {
  const text = (await workspace.readFile(source))?.text ?? '';
  const [, quoted, angled] = INCLUDE.exec(text) ?? [];
  const name = quoted ?? angled;
  if (name === undefined) return undefined;
  const tree = await workspace.treeOf(source);
  for (const candidate of candidates(tree, source, name, quoted !== undefined))
    if (await workspace.readFile(candidate)) return candidate;
  return undefined;
}

function candidates(tree: SourceTree, source: Uri, name: string, isQuoted: boolean): Uri[] {
  const folders = [...(isQuoted ? [folderOf(source)] : []), ...tree.includePaths(source)];
  return folders.map((folder) => tree.canonicalUri(resolvePath(folder, name.startsWith('/') ? name : `./${name}`)));
}

const INCLUDE = /(?:^[ \t]*#[ \t]*include[ \t]*|\/include\/\s*)(?:"([^"\n]+\.dtsi?)"|<([^>\n]+\.dtsi?)>)/m;

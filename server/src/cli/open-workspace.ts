import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { diskLoader } from '../disk/disk-loader.js';
import { readParserModules } from '../disk/parser-modules.js';
import { createSyntaxParser } from '../syntax/parser.js';
import { folderOf, normalizeUri, type Uri } from '../text/uri.js';
import { DEFAULT_SETTINGS } from '../workspace/settings.js';
import type { SettingsPolicy } from '../workspace/settings-lookup.js';
import { createWorkspace, type Workspace } from '../workspace/workspace.js';

/** A workspace over the disk, for one run of a command, whose flags are in `policy`, about what `named` leads to. */
export async function openWorkspace(policy: SettingsPolicy, named: readonly string[] = []): Promise<Workspace> {
  const parser = await createSyntaxParser(readParserModules());
  const current = toUri('.');
  const workspace = createWorkspace(diskLoader, parser, DEFAULT_SETTINGS, { base: current, ...policy });
  // Who stands at the root of the disk has not chosen it.
  const isChosen = (uri: Uri) => folderOf(uri) !== uri && !uri.endsWith('/');
  workspace.setFolders([...new Set([current, ...named.map(toUri)])].filter(isChosen));
  return workspace;
}

/** The URI of a path as given on the command line. */
export function toUri(path: string): Uri {
  return normalizeUri(pathToFileURL(resolve(path)).href);
}

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { diskLoader } from '../disk/disk-loader.js';
import { readParserModules } from '../disk/parser-modules.js';
import { createSyntaxParser } from '../syntax/parser.js';
import { folderOf, normalizeUri, type Uri } from '../text/uri.js';
import { DEFAULT_SETTINGS } from '../workspace/settings.js';
import type { SettingsPolicy } from '../workspace/settings-lookup.js';
import { createWorkspace, type Workspace } from '../workspace/workspace.js';

/** A workspace over the disk, for one run of a command, whose flags are in `policy`. */
export async function openWorkspace(policy: SettingsPolicy): Promise<Workspace> {
  const parser = await createSyntaxParser(readParserModules());
  const current = toUri('.');
  const workspace = createWorkspace(diskLoader, parser, DEFAULT_SETTINGS, { base: current, ...policy });
  // Who stands at the root of the disk has not chosen it.
  if (folderOf(current) !== current && !current.endsWith('/')) workspace.setFolders([current]);
  return workspace;
}

/** The URI of a path as given on the command line. */
export function toUri(path: string): Uri {
  return normalizeUri(pathToFileURL(resolve(path)).href);
}

import type { Finding } from '../../text/finding.js';
import { folderOf, resolvePath, type Uri } from '../../text/uri.js';
import type { SourceTree } from '../source-tree.js';
import type { TreeMarks } from './marks.js';

/** Trusted Firmware-A has its boot stages in folders of their own, and sources of devicetrees in `fdts`. */
export const recognizeTfA = ({ root, folders }: TreeMarks): SourceTree | undefined =>
  ['bl31', 'fdts', 'include', 'plat'].every((name) => folders.has(name)) ? tfATree(root) : undefined;

/**
 * How Trusted Firmware-A 2.12 compiles a source (its Makefile, `DTC_CPPFLAGS`), but for the macros and the folders that the
 * Makefiles of a platform add: the platform is chosen for each build (`PLAT`), and no source names it.
 */
function tfATree(root: Uri): SourceTree {
  const shared = ['include', 'fdts'].map((path) => resolvePath(root, `./${path}`));
  return {
    layout: 'tf-a',
    root,
    hasMakefiles: false,
    // A platform that has sources of its own searches their folder.
    includePaths: (file) => [...shared, folderOf(file)],
    canonicalUri: (uri) => uri,
    boardFolders: async () => ['fdts', 'plat'].map((path) => resolvePath(root, `./${path}`)),
    retell: retellWithoutPlatform,
  };
}

/**
 * What only a platform may define or bring is no mistake of a source. Its names have one cause, and most sources that use
 * one use dozens: the first of each file is told.
 */
function retellWithoutPlatform(findings: readonly Finding[]): readonly Finding[] {
  const told = new Set<Uri>();
  const lacksFiles = findings.some(({ code }) => code === 'missing-include');
  return findings.flatMap((finding): readonly Finding[] => {
    const { code, message } = finding;
    const { uri } = finding.at.span.file;
    if (code === 'missing-include') return [asInformation(finding, `${message} ${OF_PLATFORM} may bring it.`)];
    // A macro that stands for a statement.
    if (code === 'syntax-error' && lacksFiles)
      return [asInformation(finding, `${message}. A file is missing that may say more`)];
    if (code !== 'undefined-macro') return [finding];
    if (told.has(uri)) return [];
    told.add(uri);
    return [asInformation(finding, `${message}. ${OF_PLATFORM} may define it, and more that this file uses`)];
  });
}

const OF_PLATFORM = 'The platform for which Trusted Firmware-A is built, and which no source names,';

const asInformation = (finding: Finding, message: string): Finding => ({
  ...finding,
  severity: 'information',
  message,
});

import { URI, Utils } from 'vscode-uri';

/**
 * The name of a file or folder, as the Language Server Protocol writes it: `file:///home/me/linux/board.dts`,
 * `vscode-vfs://github/…`. Always in the normal form that {@link normalizeUri} gives, so that two names are equal
 * exactly if they are the same string.
 */
export type Uri = string;

/**
 * The one spelling of `uri` that the core uses: percent-encoding and drive letters as `vscode-uri` writes them. A client may
 * say anything; what can be no URI gets a name under which nobody finds a file.
 */
export function normalizeUri(uri: string): Uri {
  // `file:////host/share` is an older spelling of `file://host/share` (RFC 8089, E.3.2).
  const spelled = wellFormed(uri)
    .replace(/^([a-z][a-z0-9+.-]*:)\/{4,}/i, '$1//')
    .replace(UNSAVED, 'file:///');
  try {
    return URI.parse(spelled).toString();
  } catch {
    return URI.from({ scheme: 'unknown', path: `/${spelled}` }).toString();
  }
}

/** How an editor names a new file of which it knows where it will be: what it includes is beside that place. */
const UNSAVED = /^untitled:\/(?!\/)/;

/** A text without halves of characters, which have no place in a URI. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/**
 * `path` (with `/` or, as dtc on Windows allows, `\`) taken relative to the folder `folder`; an absolute path replaces
 * the folder's path and keeps its scheme and authority. `.` and `..` are resolved by name.
 */
export function resolvePath(folder: Uri, path: string): Uri {
  // To take a URI apart costs more than to read a folder; the plain names that nearly all files have need none of it.
  if (PLAIN_NAME.test(path) && !folder.endsWith('/')) return folder + path.slice(1);
  const parsed = URI.parse(folder);
  // The root of a virtual file system may be written without its slash: `vscode-test-web://mount`.
  const base = parsed.path === '' && parsed.authority !== '' ? parsed.with({ path: '/' }) : parsed;
  if (!path.startsWith('/')) return Utils.joinPath(base, path).toString();
  // Slashes in a row are one, and at the beginning a URI without an authority may not have them.
  return base.with({ path: path.replace(/^\/+/, '/') }).toString();
}

const PLAIN_NAME = /^\.\/(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*\/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;

/** The folder that holds `uri`, without a slash at its end (but for a root). */
export function folderOf(uri: Uri): Uri {
  const slash = uri.lastIndexOf('/');
  const schemeEnd = uri.indexOf('://');
  return slash < 0 || (schemeEnd >= 0 && slash <= schemeEnd + 2) ? uri : uri.slice(0, slash);
}

/** The last part of the name of `uri`, percent-decoded. */
export function baseNameOf(uri: Uri): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

/** Whether `uri` is `folder` itself or anything below it. */
export function isWithin(uri: Uri, folder: Uri): boolean {
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Whether a text names a place by a URI, rather than by a path. */
export const isUri = (text: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(text);

/** The path of `uri`, percent-decoded. */
export function pathOf(uri: Uri): string {
  return URI.parse(uri).path;
}

/** The path of `uri` below `folder`, percent-decoded and with `/`; `undefined` where it is not below it. */
export function relativePath(uri: Uri, folder: Uri): string | undefined {
  if (uri === folder) return '';
  if (!isWithin(uri, folder)) return undefined;
  return decodeURIComponent(uri.slice(folder.endsWith('/') ? folder.length : folder.length + 1));
}

import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type FileContent,
  type FolderContent,
  type FolderParams,
  LIST_FOLDER,
  READ_FILES,
  type ReadFilesParams,
} from '../../server/src/features/requests.js';

/** Gives a server without a disk the files and folders of the workspace. */
export function answerFileRequests(client: BaseLanguageClient): void {
  client.onRequest(READ_FILES, ({ uris }: ReadFilesParams) => Promise.all(uris.map(contentOf)));
  client.onRequest(LIST_FOLDER, ({ uri }: FolderParams) => entriesOf(uri));
}

/** What no source reaches; the server leaves larger files alone. */
const MAX_BYTES = 4 * 1024 * 1024;

async function contentOf(spelled: string): Promise<FileContent> {
  try {
    const uri = vscode.Uri.parse(spelled, true);
    const { size, type } = await vscode.workspace.fs.stat(uri);
    // A pipe or a device may never end.
    if ((type & vscode.FileType.File) === 0) return null;
    if (size > MAX_BYTES) return { tooLarge: size };
    return { base64: base64Of(await vscode.workspace.fs.readFile(uri)) };
  } catch {
    return null;
  }
}

async function entriesOf(spelled: string): Promise<FolderContent | null> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(spelled, true));
    return entries.flatMap(([name, type]) => {
      const kind = kindOf(type);
      return kind ? [{ name, kind }] : [];
    });
  } catch {
    return null;
  }
}

/** A link has the bit of what it points to, and no other bit when that is gone. */
function kindOf(type: vscode.FileType): 'file' | 'folder' | undefined {
  if (type & vscode.FileType.Directory) return 'folder';
  return type & vscode.FileType.File ? 'file' : undefined;
}

/** Bytes as text for a message. */
export function base64Of(bytes: Uint8Array): string {
  let characters = '';
  // In parts, because a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 8192)
    characters += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(characters);
}

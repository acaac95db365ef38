import { type DocumentLink, type DocumentLinkParams, DocumentLinkRequest } from 'vscode-languageserver-protocol';
import { defineFeature } from './feature.js';
import { includedFiles } from './navigation/included-files.js';
import { rangeOf } from './positions.js';

/** Links from the file names in `#include`, `/include/` and `/incbin/`. */
export const documentLinks = defineFeature<DocumentLinkParams, DocumentLink[]>({
  request: DocumentLinkRequest.type,
  capabilities: { documentLinkProvider: { resolveProvider: false } },
  neutral: [],
  handle: ({ view }) =>
    includedFiles(view).map(({ start, end, target }) => ({ range: rangeOf({ file: view.file, start, end }), target })),
});

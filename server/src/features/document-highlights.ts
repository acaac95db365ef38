import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
  DocumentHighlightRequest,
} from 'vscode-languageserver-protocol';
import { defineFeature } from './feature.js';
import { usesAt } from './navigation/uses.js';
import { offsetOf, rangeOf } from './positions.js';

/** The places of the open file that name what the cursor is at. */
export const documentHighlights = defineFeature<DocumentHighlightParams, DocumentHighlight[]>({
  request: DocumentHighlightRequest.type,
  capabilities: { documentHighlightProvider: true },
  neutral: [],
  handle: ({ view }, { position }) =>
    usesAt(view, offsetOf(view.file, position))
      .filter(({ span }) => span.file === view.file)
      .map(({ span, writes }) => ({
        range: rangeOf(span),
        kind: writes ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
});

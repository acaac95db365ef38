import { type Location, type ReferenceParams, ReferencesRequest } from 'vscode-languageserver-protocol';
import { defineFeature } from './feature.js';
import { usesAt } from './navigation/uses.js';
import { locationOf, offsetOf } from './positions.js';

/** Every place in the files of the unit that names the node or property under the cursor; of a macro, those in the file. */
export const references = defineFeature<ReferenceParams, Location[]>({
  request: ReferencesRequest.type,
  capabilities: { referencesProvider: true },
  neutral: [],
  handle({ view }, { position, context }) {
    const uses = usesAt(view, offsetOf(view.file, position));
    return uses
      .filter(({ role }) => role !== 'companion' && (context.includeDeclaration || role !== 'declaration'))
      .map(({ span }) => locationOf(span));
  },
});

import { codeActions } from './code-actions/code-actions.js';
import { codeLenses } from './code-lenses.js';
import type { ServerCommand } from './command.js';
import { collectDebugInformation } from './commands/collect-debug-information.js';
import { openDocumentation } from './commands/open-documentation.js';
import { showHealth } from './commands/show-health.js';
import { why } from './commands/why.js';
import { completion } from './completion/completion.js';
import { definition } from './definition.js';
import { diagnostics } from './diagnostics.js';
import { documentHighlights } from './document-highlights.js';
import { documentLinks } from './document-links.js';
import { documentSymbols } from './document-symbols.js';
import type { CheckingFeature, Feature } from './feature.js';
import { foldingRanges } from './folding-ranges.js';
import { hover } from './hover/hover.js';
import { inlayHints } from './inlay-hints.js';
import { ipcMap } from './ipc-map/ipc-map.js';
import { references } from './references.js';

/** Every request that the server answers about a file. */
// biome-ignore lint/suspicious/noExplicitAny: each feature has parameters and a result of its own.
export const features: readonly (Feature<any, any> | CheckingFeature<any, any>)[] = [
  diagnostics,
  definition,
  references,
  documentHighlights,
  documentSymbols,
  foldingRanges,
  documentLinks,
  hover,
  completion,
  codeActions,
  inlayHints,
  codeLenses,
  ipcMap,
];

/** Every command that the server carries out. */
// biome-ignore lint/suspicious/noExplicitAny: each command has an argument and a result of its own.
export const commands: readonly ServerCommand<any, any>[] = [
  why,
  openDocumentation,
  showHealth,
  collectDebugInformation,
];

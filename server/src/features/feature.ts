import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver-protocol';
import type { Finding } from '../text/finding.js';
import type { Uri } from '../text/uri.js';
import type { BoardSurvey } from '../workspace/board-survey.js';
import type { Settings } from '../workspace/settings.js';
import type { FileView } from '../workspace/views.js';

/** One request of the protocol about a place in a file: what it is called, what it lets a client expect, how it is answered. */
export interface Feature<Params = unknown, Result = unknown> {
  /** The request, as `vscode-languageserver-protocol` defines it. */
  readonly request: { readonly method: string };
  readonly capabilities: ServerCapabilities;
  /** Whether it looks at the tree through `evaluateWith` only, so that the text as it is need not be evaluated for it. */
  readonly isAboutDraft?: true;
  /** The answer about a file that nobody knows, and after a failure. */
  readonly neutral: Result;
  /** Answers. It may throw; whoever called logs that and gives the neutral answer. */
  handle(context: FeatureContext, params: Params): Result;
}

/** What a feature may know. */
export interface FeatureContext {
  /** The file of the request's `textDocument`. */
  readonly view: FileView;
  readonly client: ClientCapabilities;
  readonly settings: Settings;
  /** The page about a code of findings, as a URI. */
  documentationOf(code: string): string | undefined;
  /** The client's command that asks for completion again after an item was inserted, if it has one. */
  readonly suggestCommand?: string;
  /** The boards on which a finding holds, once that is known. */
  boardsWith?(finding: Finding): readonly Uri[] | undefined;
  /** What the boards that include a file have in it, once that is known and while it holds. */
  readonly survey?: Pick<BoardSurvey, 'of'>;
}

export function defineFeature<Params, Result>(feature: Feature<Params, Result>): Feature<Params, Result> {
  return feature;
}

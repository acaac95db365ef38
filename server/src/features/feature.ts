import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver-protocol';
import type { Finding } from '../text/finding.js';
import type { Uri } from '../text/uri.js';
import type { BoardSurvey } from '../workspace/board-survey.js';
import type { CheckedView, FileView } from '../workspace/file-view.js';
import type { Settings } from '../workspace/settings.js';

/** One request of the protocol about a place in a file: what it is called, what it lets a client expect, how it is answered. */
export interface Feature<Params = unknown, Result = unknown> extends Answerable<Result> {
  /** Whether it looks at the tree through `evaluateWith` only, so that the text as it is need not be evaluated for it. */
  readonly looksAt?: 'draft';
  /** Answers. It may throw; whoever called logs that and gives the neutral answer. */
  handle(context: FeatureContext, params: Params): Result;
}

/** A request that is answered with what is found in the file; no other has to wait for that. */
export interface CheckingFeature<Params = unknown, Result = unknown> extends Answerable<Result> {
  readonly looksAt: 'findings';
  handle(context: CheckedContext, params: Params): Result;
}

interface Answerable<Result> {
  /** The request, as `vscode-languageserver-protocol` defines it. */
  readonly request: { readonly method: string };
  readonly capabilities: ServerCapabilities;
  /** The answer about a file that nobody knows, and after a failure. */
  readonly neutral: Result;
}

/** What a feature may know. */
export interface FeatureContext {
  /** The file of the request's `textDocument`. */
  readonly view: FileView;
  /** The name that the client has for it; that of {@link view} may be another one of the same file. */
  readonly uri: string;
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

/** What a feature may know that looks at findings. */
export interface CheckedContext extends FeatureContext {
  readonly view: CheckedView;
}

export function defineFeature<Params, Result>(feature: Feature<Params, Result>): Feature<Params, Result> {
  return feature;
}

export function defineCheckingFeature<Params, Result>(
  feature: CheckingFeature<Params, Result>,
): CheckingFeature<Params, Result> {
  return feature;
}

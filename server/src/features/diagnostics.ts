import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
} from 'vscode-languageserver-protocol';
import type { Finding, FindingTag, Severity } from '../text/finding.js';
import { baseNameOf } from '../text/uri.js';
import { defineFeature, type FeatureContext } from './feature.js';
import { locationOf, rangeOf } from './positions.js';

/** What stands before a message in an editor's list. */
const SOURCE = 'dts-analyzer';

/** The findings of one file, for a client that pulls them. */
export const diagnostics = defineFeature<DocumentDiagnosticParams, DocumentDiagnosticReport>({
  request: DocumentDiagnosticRequest.type,
  capabilities: {
    diagnosticProvider: { identifier: SOURCE, interFileDependencies: true, workspaceDiagnostics: false },
  },
  neutral: { kind: DocumentDiagnosticReportKind.Full, items: [] },
  handle: (context) => ({ kind: DocumentDiagnosticReportKind.Full, items: diagnosticsOf(context) }),
});

/** The findings of the context's file as the protocol writes them. */
export function diagnosticsOf(context: FeatureContext): Diagnostic[] {
  return context.view.findings.map((finding) => diagnosticOf(finding, context));
}

/** What a diagnostic needs to know; settings have no view. */
type DiagnosticContext = Pick<FeatureContext, 'documentationOf' | 'boardsWith'> & Partial<Pick<FeatureContext, 'view'>>;

export function diagnosticOf(finding: Finding, context: DiagnosticContext): Diagnostic {
  const href = context.documentationOf(finding.code);
  const tags = finding.tags?.map((tag) => TAGS[tag]);
  const related = [...relatedInformation(finding), ...boardsInformation(finding, context)];
  return {
    range: rangeOf(finding.at.span),
    severity: SEVERITY[finding.severity],
    source: SOURCE,
    code: finding.code,
    message: finding.message,
    ...(href !== undefined && { codeDescription: { href } }),
    ...(tags && { tags }),
    ...(related.length > 0 && { relatedInformation: related }),
  };
}

/** The places of the finding's own, then the macro from whose body the text came. */
function relatedInformation({ at, related = [] }: Finding): DiagnosticRelatedInformation[] {
  const places = related.map(({ at: place, message }) => ({ location: locationOf(place.span), message }));
  for (const step of at.via) {
    if (step.kind === 'macro' && step.definition)
      places.push({ location: locationOf(step.definition), message: `From the macro ${step.name}` });
  }
  return places;
}

/** On how many boards the finding of a shared file holds. */
function boardsInformation(finding: Finding, { view, boardsWith }: DiagnosticContext): DiagnosticRelatedInformation[] {
  const boards = boardsWith?.(finding) ?? [];
  const root = view?.unit?.root;
  if (!root || boards.length === 0) return [];
  const names = boards.slice(0, MAX_NAMES).map((board) => baseNameOf(board).replace(/\.dts$/, ''));
  const rest = boards.length > names.length ? `, … (${boards.length - names.length} more)` : '';
  const message = `Holds on ${boards.length === 1 ? '1 board' : `${boards.length} boards`}: ${names.join(', ')}${rest}`;
  return [{ location: locationOf({ file: root, start: 0, end: 0 }), message }];
}

/** How many boards are named before the others are only counted. */
const MAX_NAMES = 8;

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const TAGS: Readonly<Record<FindingTag, DiagnosticTag>> = {
  unnecessary: DiagnosticTag.Unnecessary,
  deprecated: DiagnosticTag.Deprecated,
};

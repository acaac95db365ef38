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
import type { MergedFinding } from '../workspace/merge.js';
import { boardNames, findingsElsewhere, holdsOn } from './facts/boards.js';
import { type CheckedContext, defineCheckingFeature } from './feature.js';
import { locationOf, rangeOf } from './positions.js';

/** What stands before a message in an editor's list. */
const SOURCE = 'dts-analyzer';

/** The findings of one file, for a client that pulls them. */
export const diagnostics = defineCheckingFeature<DocumentDiagnosticParams, DocumentDiagnosticReport>({
  request: DocumentDiagnosticRequest.type,
  capabilities: {
    diagnosticProvider: { identifier: SOURCE, interFileDependencies: true, workspaceDiagnostics: false },
  },
  looksAt: 'findings',
  neutral: { kind: DocumentDiagnosticReportKind.Full, items: [] },
  handle: (context) => ({ kind: DocumentDiagnosticReportKind.Full, items: diagnosticsOf(context) }),
});

/** The findings of the context's file as the protocol writes them: those on the board that is shown, then those on others only. */
export function diagnosticsOf(context: CheckedContext): Diagnostic[] {
  const own = context.view.findings.map((finding) => diagnosticOf(finding, context));
  return [...own, ...findingsElsewhere(context).map((finding) => diagnosticElsewhere(finding, context))];
}

/** What a diagnostic needs to know; settings have no view. */
type DiagnosticContext = Pick<CheckedContext, 'documentationOf' | 'boardsWith' | 'survey'> &
  Partial<Pick<CheckedContext, 'view'>>;

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

/** A finding that the board that is shown does not have: its message says which do. */
function diagnosticElsewhere(finding: MergedFinding, context: CheckedContext): Diagnostic {
  const diagnostic = diagnosticOf(
    { ...finding, message: `${finding.message} (on ${boardNames(finding.boards)})` },
    context,
  );
  const { root } = context.view.unit ?? {};
  if (!root) return diagnostic;
  return {
    ...diagnostic,
    relatedInformation: [...(diagnostic.relatedInformation ?? []), holdsOn(finding.boards, root)],
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

/** On which boards the finding of a shared file holds, unless it holds on all, or nobody has looked since the last change. */
function boardsInformation(
  finding: Finding,
  { view, boardsWith, survey }: DiagnosticContext,
): DiagnosticRelatedInformation[] {
  const boards = boardsWith?.(finding) ?? [];
  if (!view) return [];
  const { root } = view.unit ?? {};
  const known = survey?.of(view.file.uri);
  if (!root || !known || boards.length === 0 || boards.length === known.boards.length) return [];
  return [holdsOn(boards, root)];
}

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

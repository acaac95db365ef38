import { PREPROCESSOR_CODES } from '../preprocessor/findings.js';
import { DTC_STEPS } from '../rules/dtc-steps.js';
import { rules } from '../rules/index.js';
import type { Severity } from '../text/finding.js';
import { CONFIGURATION_CODES } from './configuration-codes.js';
import { EVALUATION_CODES } from './evaluation-codes.js';
import { OVERLAY_CODES } from './overlay-codes.js';

/** What can be said of a code of findings, whichever layer they come from. */
export interface FindingCode {
  readonly code: string;
  readonly severity: Severity;
  /** One line. */
  readonly title: string;
  /** Markdown. */
  readonly docs: string;
  readonly basis?: string;
}

/** Every code that a finding can have, in reading order. */
export const findingCodes: readonly FindingCode[] = [
  ...rules.map(({ code, severity, docs, basis }) => ({ code, severity, docs, basis, title: firstSentence(docs) })),
  ...DTC_STEPS.map(({ code, level, docs, basis }) => ({
    code,
    severity: level === 'error' ? level : ('warning' as const),
    docs,
    basis,
    title: firstSentence(docs),
  })),
  ...EVALUATION_CODES,
  ...OVERLAY_CODES,
  ...PREPROCESSOR_CODES,
  ...CONFIGURATION_CODES,
];

/** Documentation begins with what the finding is, in one sentence. */
function firstSentence(docs: string): string {
  const paragraph = docs
    .trim()
    .split(/\n\s*\n/)[0]!
    .replace(/\s+/g, ' ');
  return /^.*?[.:](?= |$)/.exec(paragraph)?.[0].replace(/[.:]$/, '') ?? paragraph;
}

import { type Finding, fixesOf } from '../server/src/text/finding.js';

/** Findings with their fixes worked out, so that one can compare them. */
export function withFixes(findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => {
    const { fixes, fixesLater, ...rest } = finding;
    return fixes || fixesLater ? { ...rest, fixes: fixesOf(finding) } : rest;
  });
}

import { rules } from '../../rules/index.js';
import type { RuleContext } from '../../rules/rule.js';
import type { Finding } from '../../text/finding.js';
import type { Uri } from '../../text/uri.js';
import { canJudge, lacksFiles } from '../check-tree.js';
import { EVALUATION_CODES } from '../evaluation-codes.js';
import type { UnitJudge } from '../unit-judge.js';
import { commentFindings, isKnownCode } from './comment-findings.js';
import type { SuppressionLedger } from './ledger.js';
import { type Suppression, suppressionsOf, withoutSuppressed } from './suppress.js';

/** A unit that has been judged, as far as its suppressions need to know it. */
export interface JudgedUnit {
  readonly context: RuleContext;
  /** What it is called where boards are listed. */
  readonly board: Uri;
  readonly judge: UnitJudge;
  /** Whether dtc's checks ran as dtc runs them, which leaves out whole checks where something else is wrong. */
  readonly asDtc: boolean;
}

/**
 * What is left of a unit's findings, which the settings have been applied to, with what is wrong with the comments
 * themselves. Which suppressions were used, and which certainly were not, is noted.
 */
export function suppressInUnit(findings: readonly Finding[], unit: JudgedUnit, ledger: SuppressionLedger): Finding[] {
  const {
    context: { expansion },
    board,
  } = unit;
  const files = expansion.files.filter((file) => suppressionsOf(file).length > 0 || commentFindings(file).length > 0);
  if (files.length === 0) return [...findings];
  const used = new Set<Suppression>();
  const left = withoutSuppressed(findings, (suppression) => used.add(suppression));
  const canTell = certaintyOf(findings, unit);
  for (const suppression of files.flatMap(suppressionsOf)) {
    if (used.has(suppression)) ledger.note(suppression, true, board);
    else if (canTell(suppression)) ledger.note(suppression, false, board);
  }
  return [...left, ...unit.judge.judge(files.flatMap(commentFindings))];
}

/** Whether what a suppression is for would have been found if it were there. */
function certaintyOf(
  findings: readonly Finding[],
  { context, judge, asDtc }: JudgedUnit,
): (suppression: Suppression) => boolean {
  const found = new Set(findings.map(({ code }) => code));
  // What is behind a mistake, or in a file that is missing, nobody knows.
  if (lacksFiles(context) || found.has('syntax-error')) return () => false;
  const couldFind = (code: string) => {
    const rule = rules.find((candidate) => candidate.code === code);
    // An overlay by itself may refer to what another tree has.
    if (!rule) return !(context.tree.plugin && EVALUATION_CODES.some((entry) => entry.code === code));
    if (asDtc && rule.dtc) return false;
    return canJudge(rule, context) && !rule.dtc?.requires?.some((needed) => found.has(needed));
  };
  return ({ comment: { span, line }, named }) => {
    const { file } = span;
    const places = line === undefined ? [span.start] : [span.start, file.lines.startOf(line)];
    const isLeftOut = (at: number) =>
      context.expansion.inactive.some((part) => part.file === file && part.start <= at && at < part.end);
    if (places.some(isLeftOut)) return false;
    // Such a finding is of a file that no board includes.
    if (named?.code === 'unreached-file') return false;
    if (!named) return !context.tree.plugin;
    return isKnownCode(named.code) && judge.isOn(named.code, file) && couldFind(named.code);
  };
}

import { rules } from '../../rules/index.js';
import type { RuleContext } from '../../rules/rule.js';
import type { Finding } from '../../text/finding.js';
import type { SourceFile } from '../../text/source-file.js';
import type { Uri } from '../../text/uri.js';
import { canJudge, lacksFiles } from '../check-tree.js';
import { EVALUATION_CODES } from '../evaluation-codes.js';
import type { UnitJudge } from '../unit-judge.js';
import { commentFindings, isKnownCode } from './comment-findings.js';
import type { NamedCode } from './comments.js';
import type { SuppressionLedger, SuppressionVerdict } from './ledger.js';
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
 * themselves. What became of the suppressions is noted.
 */
export function suppressInUnit(findings: readonly Finding[], unit: JudgedUnit, ledger: SuppressionLedger): Finding[] {
  const {
    context: { expansion },
    board,
  } = unit;
  // What a missing file would have defined may have another file read.
  if (!lacksFiles(unit.context)) ledger.close(board);
  const files = expansion.files.filter((file) => suppressionsOf(file).length > 0 || commentFindings(file).length > 0);
  if (files.length === 0) return [...findings];
  const used = new Set<Suppression>();
  const left = withoutSuppressed(findings, (suppression) => used.add(suppression));
  const verdictOf = verdictsOnIdle(findings, unit);
  for (const suppression of files.flatMap(suppressionsOf)) {
    const verdict = used.has(suppression) ? 'used' : verdictOf(suppression);
    if (verdict) ledger.note(suppression, verdict, board);
  }
  return [...left, ...unit.judge.judge(files.flatMap(commentFindings))];
}

/**
 * What is to be said of a suppression that suppressed nothing: whether what it is for would have been found if it were
 * there; nothing where the unit leaves it out.
 */
function verdictsOnIdle(
  findings: readonly Finding[],
  { context, judge, asDtc }: JudgedUnit,
): (suppression: Suppression) => SuppressionVerdict | undefined {
  const found = new Set(findings.map(({ code }) => code));
  // What is behind a mistake, or in a file that is missing, nobody knows.
  if (lacksFiles(context) || found.has('syntax-error')) return () => 'uncertain';
  const couldFind = (code: string) => {
    const rule = rules.find((candidate) => candidate.code === code);
    // An overlay by itself may refer to what another tree has.
    if (!rule) return !(context.tree.plugin && EVALUATION_CODES.some((entry) => entry.code === code));
    if (asDtc && rule.dtc) return false;
    return canJudge(rule, context) && !rule.dtc?.requires?.some((needed) => found.has(needed));
  };
  const canTell = (named: NamedCode | undefined, file: SourceFile) => {
    if (!named) return !context.tree.plugin && !asDtc;
    // What only a file has that no board includes is never looked for.
    if (named.code === 'unreached-file') return false;
    return isKnownCode(named.code) && judge.isOn(named.code, file) && couldFind(named.code);
  };
  return ({ comment: { span, line }, named }) => {
    const { file } = span;
    if (!canTell(named, file)) return 'uncertain';
    const places = line === undefined ? [span.start] : [span.start, file.lines.startOf(line)];
    const isLeftOut = (at: number) =>
      context.expansion.inactive.some((part) => part.file === file && part.start <= at && at < part.end);
    return places.some(isLeftOut) ? undefined : 'unused';
  };
}

import type { DtcLevels } from '../rules/dtc-levels.js';
import { DTC_TABLE, type DtcTableEntry } from '../rules/dtc-table.js';
import type { RuleContext } from '../rules/rule.js';
import type { Finding } from '../text/finding.js';
import { findingsOf } from './check-tree.js';

/**
 * What dtc itself reports of a tree: its checks in its order, a check whose prerequisite found something not run at all but
 * named, and nothing more behind the first error (checks.c, `run_check`, `process_checks`). The tree's own findings, which
 * are of its text and its references, are not among the result.
 */
export function runAsDtc(context: RuleContext, levels: DtcLevels): Finding[] {
  const { tree } = context;
  // Where the text itself is refused, no check ever begins.
  if (tree.findings.some((finding) => finding.severity === 'error' && !isUnresolvedValue(finding))) return [];
  const fails = ({ code }: DtcTableEntry) =>
    (code === 'phandle-references' && tree.unresolved.inCells) ||
    (code === 'path-references' && tree.unresolved.asPaths);
  const findings: Finding[] = [];
  const states = new Map<string, 'passed' | 'failed' | 'prerequisite'>();
  const table = new Map(DTC_TABLE.filter(({ code }) => levels.has(code)).map((entry) => [entry.code, entry]));

  /** Gives whether the check is, or needs, an error. */
  const run = (entry: DtcTableEntry): boolean => {
    const level = levels.get(entry.code)!;
    let error = false;
    if (!states.has(entry.code)) {
      for (const code of entry.requires) {
        error ||= run(table.get(code)!);
        if (states.get(code) === 'passed') continue;
        states.set(entry.code, 'prerequisite');
        if (level !== 'off') findings.push(notRun(context, entry.code, level, code));
      }
      if (!states.has(entry.code)) {
        const found = entry.rule ? [...findingsOf(entry.rule, context)] : [];
        states.set(entry.code, found.length > 0 || fails(entry) ? 'failed' : 'passed');
        if (level !== 'off') findings.push(...found);
      }
    }
    return error || (states.get(entry.code) !== 'passed' && level === 'error');
  };
  for (const entry of table.values()) if (levels.get(entry.code) !== 'off' && run(entry)) break;
  return findings;
}

/** A reference in a value, which dtc looks up in the midst of its checks; what is named outside of values it wants at once. */
const isUnresolvedValue = ({ code, nodes }: Finding) =>
  (code === 'unknown-label' || code === 'unknown-path') && nodes !== undefined;

function notRun({ tree }: RuleContext, code: string, severity: 'error' | 'warning', prerequisite: string): Finding {
  const message = `Not checked, as dtc does not either: '${prerequisite}' found something`;
  return { code, severity, at: tree.originOf({ start: 0, end: 0 }), message, nodes: [] };
}

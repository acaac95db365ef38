import { BUS_KINDS } from '../devicetree/buses.js';
import type { DeviceTree } from '../devicetree/tree.js';
import type { DtcLevels } from '../rules/dtc-levels.js';
import { DTC_TABLE, type DtcTableEntry } from '../rules/dtc-table.js';
import type { RuleContext, UnreadFacts } from '../rules/rule.js';
import type { Finding } from '../text/finding.js';
import { findingsOf } from './check-tree.js';

/**
 * What dtc itself reports of a tree: its checks in its order, a check whose prerequisite found something not run at all but
 * named, and nothing more behind the first error (checks.c, `run_check`, `process_checks`). Of the tree's own findings those
 * about references in values are among the result, in their place.
 */
export function runAsDtc(given: RuleContext, levels: DtcLevels): Finding[] {
  const { tree } = given;
  // Where the text itself is refused, no check ever begins.
  if (tree.findings.some((finding) => finding.severity === 'error' && !isUnresolvedValue(finding))) return [];
  const findings: Finding[] = [];
  const states = new Map<string, 'passed' | 'failed' | 'prerequisite'>();
  const context = { ...given, unread: unreadBehind((code) => ['passed', 'failed'].includes(states.get(code) ?? '')) };
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
        const found = entry.rule ? [...findingsOf(entry.rule, context)] : findingsOfStep(entry.code, tree);
        states.set(entry.code, found.length > 0 ? 'failed' : 'passed');
        if (level !== 'off') for (const finding of found) findings.push(finding);
      }
    }
    return error || (states.get(entry.code) !== 'passed' && level === 'error');
  };
  for (const entry of table.values()) if (levels.get(entry.code) !== 'off' && run(entry)) break;
  return findings;
}

/** The findings of a tree that dtc makes before it checks anything. */
export function findingsBeforeChecks({ findings, unresolved }: DeviceTree): readonly Finding[] {
  const later = new Set([...unresolved.inCells, ...unresolved.asPaths]);
  return later.size === 0 ? findings : findings.filter((finding) => !later.has(finding));
}

function findingsOfStep(code: string, { unresolved }: DeviceTree): readonly Finding[] {
  if (code === 'phandle-references') return unresolved.inCells;
  return code === 'path-references' ? unresolved.asPaths : [];
}

/** What checks behind others do not know, where those did not run. */
function unreadBehind(hasRun: (code: string) => boolean): UnreadFacts {
  return {
    get cellCounts() {
      return !hasRun('addr-size-cells');
    },
    get buses() {
      return new Set(BUS_KINDS.filter((kind) => !hasRun(BUS_CHECKS[kind])));
    },
  };
}

/** The check that finds the buses of a kind. */
const BUS_CHECKS = {
  pci: 'pci-bridge',
  'simple-bus': 'simple-bus-bridge',
  i2c: 'i2c-bus-bridge',
  spi: 'spi-bus-bridge',
  graph: 'graph-nodes',
} as const;

/** A reference in a value, which dtc looks up in the midst of its checks; what is named outside of values it wants at once. */
const isUnresolvedValue = ({ code, nodes }: Finding) =>
  (code === 'unknown-label' || code === 'unknown-path') && nodes !== undefined;

function notRun({ tree }: RuleContext, code: string, severity: 'error' | 'warning', prerequisite: string): Finding {
  const message = `Not checked, as dtc does not either: '${prerequisite}' found something`;
  return { code, severity, at: tree.originOf({ start: 0, end: 0 }), message, nodes: [] };
}

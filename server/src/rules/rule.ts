import type { BindingStore } from '../bindings/store.js';
import type { BusKind } from '../devicetree/buses.js';
import type { IncbinSource } from '../devicetree/property-bytes.js';
import type { DeviceTree } from '../devicetree/tree.js';
import type { Expansion } from '../preprocessor/expansion.js';
import type { Finding, Severity } from '../text/finding.js';

/** A check of an evaluated tree, with all that a person may want to know about it. */
export interface Rule {
  /** Public and stable: never renamed, only deprecated. */
  readonly code: string;
  /** What a finding has that does not say otherwise. */
  readonly severity: Severity;
  /** The authority: section of the Specification, check of dtc, binding, driver. */
  readonly basis: string;
  /**
   * Markdown: what, why, and what to do. Fenced `dts` examples run as tests: with a `//^^^` marker they must give
   * exactly that finding, without one none.
   */
  readonly docs: string;
  /**
   * Whether the rule judges what a whole board has or lacks. Such a rule says nothing where an include is missing, nor
   * on an overlay by itself.
   */
  readonly wholeTree?: boolean;
  /**
   * Whether what the rule finds of a node depends on nothing but the node, its parents up to the second, its children, what
   * all of these inherit, and what the nodes that they refer to say of themselves (their `#…-cells`, their labels). Then an
   * edit elsewhere changes nothing of it. Checks of dtc do so unless they say otherwise.
   */
  readonly byNode?: boolean;
  /** Present where the rule is a check of dtc's own table, and has dtc's name for it. */
  readonly dtc?: DtcCheck;
  check(context: RuleContext): Iterable<RuleFinding>;
}

/** What dtc knows of one of its checks (checks.c, `struct check`). */
export interface DtcCheck {
  /** How dtc takes it when nobody says otherwise. */
  readonly level: DtcLevel;
  /**
   * The checks without which this one means nothing. Where one of them finds something, dtc does not run this one at all;
   * in an editor it is silent about the node that is at fault.
   */
  readonly requires?: readonly string[];
  /** The version that brought the check; absent for those that 1.7 has. */
  readonly since?: '1.8';
  /** Whether what it says of a node cannot depend on a file that is missing. Such a check speaks all the same. */
  readonly isLocal?: boolean;
}

export type DtcLevel = 'error' | 'warning' | 'off';

export interface RuleContext {
  readonly tree: DeviceTree;
  readonly expansion: Expansion;
  /** Absent where the source tree carries no bindings. */
  readonly bindings?: BindingStore;
  /** Reads what `/incbin/` names; without it, values that hold a file are not judged. */
  readonly fileOf?: IncbinSource;
  /** Whose checks are meant where versions of dtc differ; 1.7 if absent. */
  readonly dtcVersion?: '1.8';
  /** Present in a run that reports just what dtc does: what earlier checks would have told the present one, and have not. */
  readonly unread?: UnreadFacts;
}

/** Facts that dtc's checks write down for each other, as far as those that write them did not run. */
export interface UnreadFacts {
  /** Whether the numbers of cells were not read, so that dtc takes each for 0 (checks.c, `fixup_addr_size_cells`). */
  readonly cellCounts: boolean;
  /** The kinds of bus that nobody looked for. */
  readonly buses: ReadonlySet<BusKind>;
}

/** A finding as a rule yields it; the driver adds the code, and the severity where it is the rule's own. */
export type RuleFinding = Omit<Finding, 'code' | 'severity'> & {
  readonly severity?: Severity;
  /** The path of the node that the rule was judging, where the finding is about another. */
  readonly judging?: string;
};

export function defineRule(rule: Rule): Rule {
  return rule;
}

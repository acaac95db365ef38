import type { BindingStore } from '../bindings/store.js';
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
  check(context: RuleContext): Iterable<RuleFinding>;
}

export interface RuleContext {
  readonly tree: DeviceTree;
  readonly expansion: Expansion;
  /** Absent where the source tree carries no bindings. */
  readonly bindings?: BindingStore;
}

/** A finding as a rule yields it; the driver adds the code, and the severity where it is the rule's own. */
export type RuleFinding = Omit<Finding, 'code' | 'severity'> & { readonly severity?: Severity };

export function defineRule(rule: Rule): Rule {
  return rule;
}

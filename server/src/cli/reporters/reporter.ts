import type { CheckResult } from '../../workspace/check.js';
import type { Workspace } from '../../workspace/workspace.js';

/** A form in which a check's result is printed. */
export interface Reporter {
  report(result: CheckResult, workspace: Workspace): Promise<string>;
}

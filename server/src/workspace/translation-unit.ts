import { evaluate } from '../devicetree/evaluate.js';
import type { DeviceTree } from '../devicetree/tree.js';
import type { Expansion } from '../preprocessor/expansion.js';
import type { ParseSession } from '../syntax/parser.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';

/** A root `.dts` or `.dtso` with all that it includes, evaluated. Immutable. */
export interface TranslationUnit {
  readonly root: SourceFile;
  readonly expansion: Expansion;
  readonly tree: DeviceTree;
  /** What preprocessing, parsing and evaluation found; rules come on top. */
  readonly findings: readonly Finding[];
}

/** Evaluates an expansion. `session` holds the parse of the last version, so that only changes cost. */
export function buildUnit(expansion: Expansion, session: ParseSession): TranslationUnit {
  const tree = evaluate(session.update(expansion.text), expansion);
  return { root: expansion.root, expansion, tree, findings: [...expansion.findings, ...tree.findings] };
}

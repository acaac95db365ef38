import { evaluate } from '../devicetree/evaluate.js';
import { nameOrigin } from '../devicetree/tree.js';
import { BlobTooLarge } from '../fdt/budget.js';
import { dtcRefusals } from '../fdt/refusals.js';
import { writeFdt } from '../fdt/write.js';
import type { ParseSession } from '../syntax/parser.js';
import { type Finding, legible } from '../text/finding.js';
import type { Uri } from '../text/uri.js';
import { loadIncbins } from './incbin.js';
import { findingsOf } from './translation-unit.js';
import type { Workspace } from './workspace.js';

export interface BuiltBlob {
  /** Absent where dtc would write none; one of the findings says why. */
  readonly blob?: Uint8Array;
  readonly findings: readonly Finding[];
}

/** Whether a label gets an entry in `/__symbols__`, as with dtc's `-@`. */
export interface BuildOptions {
  readonly symbols: boolean;
}

/** The flattened devicetree of a board or an overlay; `undefined` where there is no such file. */
export async function buildBlob(
  workspace: Workspace,
  root: Uri,
  session: ParseSession,
  { symbols }: BuildOptions,
): Promise<BuiltBlob | undefined> {
  const unit = await workspace.loadUnit(root, session);
  if (!unit) return undefined;
  const tree = symbols ? evaluate(unit.document, unit.expansion, { symbols }) : unit.tree;
  const incbins = await loadIncbins(workspace, unit, tree);
  const findings = [...findingsOf(unit.expansion, tree), ...incbins.findings, ...dtcRefusals(tree, incbins.fileOf)].map(
    legible,
  );
  if (findings.some(({ severity }) => severity === 'error')) return { findings };
  try {
    return { blob: writeFdt(tree, { fileOf: incbins.fileOf }), findings };
  } catch (reason) {
    if (!(reason instanceof BlobTooLarge)) throw reason;
    const at = nameOrigin(tree, tree.root);
    return { findings: [...findings, { code: 'blob-too-large', severity: 'error', at, message: reason.message }] };
  }
}

import type { IncbinSource } from '../devicetree/property-bytes.js';
import { type DeviceTree, nameOrigin } from '../devicetree/tree.js';
import { BlobTooLarge } from '../fdt/budget.js';
import { overlaidBlob } from '../fdt/overlay/apply-overlays.js';
import { writeFdt } from '../fdt/write.js';
import { DTC_TABLE } from '../rules/dtc-table.js';
import type { RuleContext } from '../rules/rule.js';
import type { ParseSession } from '../syntax/parser.js';
import { type Finding, legible } from '../text/finding.js';
import type { Uri } from '../text/uri.js';
import { checkTree } from './check-tree.js';
import { loadIncbins } from './incbin.js';
import { findingsOf } from './translation-unit.js';
import type { Workspace } from './workspace.js';

export interface BuiltBlob {
  /** Absent where dtc would write none; one of the findings says why. */
  readonly blob?: Uint8Array;
  readonly findings: readonly Finding[];
}

export interface BuildOptions {
  /** Whether a label gets an entry in `/__symbols__`, as with dtc's `-@`. */
  readonly symbols: boolean;
}

/** The flattened devicetree of a board or an overlay; `undefined` where there is no such file. */
export async function buildBlob(
  workspace: Workspace,
  root: Uri,
  session: ParseSession,
  { symbols }: BuildOptions,
): Promise<BuiltBlob | undefined> {
  const part = await compile(workspace, root, session, symbols);
  if (!part) return undefined;
  const { tree, fileOf, findings } = part;
  if (isRefused(findings)) return { findings };
  return withinSize(tree, findings, () => ({ blob: writeFdt(tree, { fileOf }), findings }));
}

/**
 * The flattened devicetree of a base with overlays applied to it one after the other; `undefined` where one of the files is
 * not there. As in a build of Linux the base gets `/__symbols__`; `symbols` is about the overlays, whose labels later
 * overlays find then.
 */
export async function buildOverlaidBlob(
  workspace: Workspace,
  base: Uri,
  overlays: readonly Uri[],
  session: ParseSession,
  { symbols }: BuildOptions,
): Promise<BuiltBlob | undefined> {
  const parts: CompiledPart[] = [];
  for (const [index, root] of [base, ...overlays].entries()) {
    const part = await compile(workspace, root, session, symbols || index === 0);
    if (!part) return undefined;
    parts.push(part);
  }
  const findings = parts.flatMap((part) => part.findings);
  if (isRefused(findings)) return { findings };
  return withinSize(parts[0]!.tree, findings, () => {
    const result = overlaidBlob(parts[0]!, parts.slice(1));
    return { ...result, findings: [...findings, ...result.findings] };
  });
}

/** What `build` gives; where the blob would be too large, a finding at the root of the tree says so. */
function withinSize(tree: DeviceTree, findings: readonly Finding[], build: () => BuiltBlob): BuiltBlob {
  try {
    return build();
  } catch (reason) {
    if (!(reason instanceof BlobTooLarge)) throw reason;
    const at = nameOrigin(tree, tree.root);
    return { findings: [...findings, { code: 'blob-too-large', severity: 'error', at, message: reason.message }] };
  }
}

interface CompiledPart {
  readonly tree: DeviceTree;
  readonly fileOf: IncbinSource;
  readonly findings: readonly Finding[];
}

async function compile(
  workspace: Workspace,
  root: Uri,
  session: ParseSession,
  symbols: boolean,
): Promise<CompiledPart | undefined> {
  const unit = await workspace.loadUnit(root, session, { symbols });
  if (!unit) return undefined;
  const { tree } = unit;
  const { fileOf, findings } = await loadIncbins(workspace, unit, tree);
  return {
    tree,
    fileOf,
    findings: [
      ...findingsOf(unit.expansion, tree),
      ...findings,
      ...refusalsOf({ tree, expansion: unit.expansion, fileOf }),
    ].map(legible),
  };
}

/** Why dtc writes no blob of a tree, beyond what the tree's own findings say of its text and its references. */
export function refusalsOf(context: RuleContext): Finding[] {
  return checkTree(context, REFUSALS);
}

/** The checks for which dtc writes no blob. */
const REFUSALS = DTC_TABLE.flatMap(({ rule, level, since }) => (rule && level === 'error' && !since ? rule : []));

const isRefused = (findings: readonly Finding[]) => findings.some(({ severity }) => severity === 'error');

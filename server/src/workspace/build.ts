import type { IncbinSource } from '../devicetree/property-bytes.js';
import type { DeviceTree } from '../devicetree/tree.js';
import { overlaidBlob } from '../fdt/overlay/apply-overlays.js';
import { writeFdt } from '../fdt/write.js';
import { DTC_TABLE } from '../rules/dtc-table.js';
import type { RuleContext } from '../rules/rule.js';
import type { ParseSession } from '../syntax/parser.js';
import type { Finding } from '../text/finding.js';
import type { Uri } from '../text/uri.js';
import { checkTree } from './check-tree.js';
import { loadIncbins } from './incbin.js';
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
  return isRefused(findings) ? { findings } : { blob: writeFdt(tree, { fileOf }), findings };
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
  const result = overlaidBlob(parts[0]!, parts.slice(1));
  return { ...result, findings: [...findings, ...result.findings] };
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
      ...unit.expansion.findings,
      ...tree.findings,
      ...findings,
      ...refusalsOf({ tree, expansion: unit.expansion, fileOf }),
    ],
  };
}

/** Why dtc writes no blob of a tree, beyond what the tree's own findings say of its text and its references. */
export function refusalsOf(context: RuleContext): Finding[] {
  return checkTree(context, REFUSALS);
}

/** The checks for which dtc writes no blob. */
const REFUSALS = DTC_TABLE.flatMap(({ rule, level, since }) => (rule && level === 'error' && !since ? rule : []));

const isRefused = (findings: readonly Finding[]) => findings.some(({ severity }) => severity === 'error');

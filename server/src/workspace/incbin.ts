import type { IncbinSource } from '../devicetree/property-bytes.js';
import { type DeviceTree, type IncbinComponent, type Property, valueOrigin } from '../devicetree/tree.js';
import { createBudget, MAX_BLOB_BYTES } from '../fdt/budget.js';
import type { Expansion } from '../preprocessor/expansion.js';
import { includedUri, outsideMessage } from '../preprocessor/includes.js';
import type { Finding } from '../text/finding.js';
import { query } from '../text/query.js';
import type { Origin } from '../text/span.js';
import { folderOf, type Uri } from '../text/uri.js';
import type { SourceTree } from './source-tree.js';
import type { TranslationUnit } from './translation-unit.js';
import type { Workspace } from './workspace.js';

export interface Incbins {
  readonly fileOf: IncbinSource;
  /** Files that could not be read. */
  readonly findings: readonly Finding[];
}

/** Reads what every `/incbin/` of a tree names, as far as the host can read bytes. */
export async function loadIncbins(workspace: Workspace, unit: TranslationUnit, tree: DeviceTree): Promise<Incbins> {
  const contents = new Map<IncbinComponent, Uint8Array>();
  const findings: Finding[] = [];
  if (!mayHaveIncbins(unit.expansion)) return { fileOf: () => undefined, findings };
  const sources = await workspace.treeOf(unit.root.uri);
  const files = new Map<Uri, Promise<Uint8Array | undefined>>();
  const read = (uri: Uri) => {
    const known = files.get(uri) ?? Promise.resolve(workspace.loader.loadBytes?.(uri));
    files.set(uri, known);
    return known;
  };
  const budget = createBudget();
  for (const { property, component } of incbinsOf(tree)) {
    const at = valueOrigin(tree, property, component);
    const uris = candidates(workspace, sources, unit, at, fileNameOf(component));
    const allowed = uris.filter(workspace.reachOf(sources, unit.root.uri).allows);
    const bytes = await readFirst(allowed, read);
    if (bytes && !budget.take(windowOf(bytes, component).length)) {
      findings.push(tooLarge(component, at));
      break;
    }
    if (bytes) contents.set(component, windowOf(bytes, component));
    else if (uris[0] !== undefined && uris[0] !== allowed[0]) findings.push(outside(component, uris[0], at));
    else findings.push(missing(component, at));
  }
  return { fileOf: (component) => contents.get(component), findings };
}

/** Nearly no source has one, and to look through every property for it takes as long as to write the blob. */
export const mayHaveIncbins = query(({ text }: Expansion) => text.includes('/incbin/'));

function* incbinsOf(tree: DeviceTree): Iterable<{ property: Property; component: IncbinComponent }> {
  for (const node of tree.nodes())
    for (const property of node.properties.values())
      for (const component of property.value) if (component.kind === 'incbin') yield { property, component };
}

/** The folder of the file that dtc is reading, then the include paths (srcpos.c, `fopen_any_on_path`). */
function candidates(
  { lookup }: Workspace,
  sources: SourceTree,
  unit: TranslationUnit,
  at: Origin,
  path: string,
): Uri[] {
  const root = unit.root.uri;
  const folders = [folderOf(isReadByDtc(at) ? at.span.file.uri : root), ...sources.includePaths(root)];
  return [...folders, ...lookup.includePathsOf(root)].flatMap((folder) => {
    const named = includedUri(folder, path);
    return named === undefined ? [] : sources.canonicalUri(named);
  });
}

/** dtc takes the name as C does, up to a NUL. */
const fileNameOf = ({ path }: IncbinComponent) => path.split('\0')[0]!;

/** Whether the text came by dtc's own `/include/`; what cpp includes is for dtc a part of the root. */
function isReadByDtc({ via }: Origin): boolean {
  const site = via.find((step) => step.kind === 'include')?.site;
  return site !== undefined && /\/include\/\s*$/.test(site.file.text.slice(Math.max(0, site.start - 100), site.start));
}

async function readFirst(
  uris: readonly Uri[],
  read: (uri: Uri) => Promise<Uint8Array | undefined>,
): Promise<Uint8Array | undefined> {
  for (const uri of uris) {
    const bytes = await read(uri);
    if (bytes) return bytes;
  }
  return undefined;
}

function windowOf(bytes: Uint8Array, { offset = 0, size = Number.POSITIVE_INFINITY }: IncbinComponent): Uint8Array {
  return bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + size, bytes.length));
}

function outside({ path }: IncbinComponent, uri: Uri, at: Origin): Finding {
  return { code: 'outside-include', severity: 'error', at, message: outsideMessage(path, uri) };
}

function tooLarge({ path }: IncbinComponent, at: Origin): Finding {
  const message = `With \`${path}\` the blob would have more than ${MAX_BLOB_BYTES} bytes`;
  return { code: 'blob-too-large', severity: 'error', at, message };
}

function missing({ path }: IncbinComponent, at: Origin): Finding {
  return { code: 'missing-include', severity: 'error', at, message: `\`${path}\` was not found or is too large` };
}

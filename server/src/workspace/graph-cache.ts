import type { Uri } from '../text/uri.js';
import type { SourceScan } from './include-scan.js';
import type { SourceTree } from './source-tree.js';
import type { TextCache } from './text-cache.js';

/** A scan of a source, and the stamp by which a host tells the version of the file that was scanned. */
export interface StampedScan {
  readonly stamp: string;
  readonly scan: SourceScan;
}

/** The scans that an earlier start kept of a tree; none where they are damaged. Whether they still hold, their stamps tell. */
export async function readScans(cache: TextCache | undefined, tree: SourceTree): Promise<Map<Uri, StampedScan>> {
  return decode((await cache?.get(keyOf(tree))) ?? '', tree.root) ?? new Map();
}

/** Keeps the scans of a tree for the next start. */
export async function keepScans(
  cache: TextCache | undefined,
  tree: SourceTree,
  scans: ReadonlyMap<Uri, StampedScan>,
): Promise<void> {
  if (cache && scans.size > 0) await cache.set(keyOf(tree), encode(scans, tree.root));
}

const FORM = 'dts-analyzer includes';
const keyOf = ({ root }: SourceTree) => `${FORM} ${root}`;

/**
 * A line for what follows (its form and a sum over it), then a line for each source: its URI below the root, its stamp, the
 * SoC and the includes, with tabs between them.
 */
function encode(scans: ReadonlyMap<Uri, StampedScan>, root: Uri): string {
  const lines: string[] = [];
  for (const [uri, { stamp, scan }] of scans) {
    const fields = [uri.startsWith(root) ? uri.slice(root.length) : uri, stamp, scan.soc ?? '', ...scan.includes];
    // What a tab or a line break is part of would not be read as it was.
    if (!fields.some((field) => /[\t\n]/.test(field))) lines.push(fields.join('\t'));
  }
  const body = lines.join('\n');
  return `${FORM} ${sumOf(body)}\n${body}`;
}

function decode(text: string, root: Uri): Map<Uri, StampedScan> | undefined {
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== `${FORM} ${sumOf(body)}`) return undefined;
  const scans = new Map<Uri, StampedScan>();
  for (const line of body.split('\n')) {
    const [path = '', stamp = '', soc, ...includes] = line.split('\t');
    if (stamp === '' || !includes.every((name) => /^(?:".+"|<.+>)$/.test(name))) return undefined;
    const uri = path.startsWith('/') ? root + path : path;
    scans.set(uri, { stamp, scan: { includes, ...(soc && { soc }) } });
  }
  return scans;
}

/** FNV-1a, 32 bits: it finds what a disk or a half-written file damaged, and is no defence against anybody. */
function sumOf(text: string): string {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return `${text.length} ${(sum >>> 0).toString(16)}`;
}

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { diskLoader } from '../../server/src/disk/disk-loader.js';
import { type IpcMap, ipcMapOf } from '../../server/src/platforms/qualcomm/ipc-map.js';
import { normalizeUri } from '../../server/src/text/uri.js';
import { DEFAULT_SETTINGS } from '../../server/src/workspace/settings.js';
import { createWorkspace } from '../../server/src/workspace/workspace.js';
import { testParser } from '../parser.js';
import type { IpcReading } from './oracle/ipc-map.js';

/** The analyser's map of each board, without what a .dtb cannot tell and with the oracle's order where order means nothing. */
export async function* analyserIpcMaps(
  kernelRoot: string,
  boards: readonly string[],
): AsyncIterable<{ readonly board: string; readonly map: IpcReading }> {
  const parser = await testParser();
  const workspace = createWorkspace(diskLoader, parser, DEFAULT_SETTINGS);
  const session = parser.open();
  for (const board of boards) {
    const unit = await workspace.loadUnit(normalizeUri(pathToFileURL(join(kernelRoot, board)).href), session);
    if (!unit) throw new Error(`${board} cannot be read`);
    yield { board, map: asRead(ipcMapOf(unit.tree, board, (uri) => uri)) };
  }
  session.close();
}

function asRead({
  version: _version,
  board: _board,
  remoteprocs,
  regions,
  gaps,
  overlaps,
  ...map
}: IpcMap): IpcReading {
  return {
    ...map,
    remoteprocs: remoteprocs.map((processor) => ({
      ...processor,
      evidence: [...processor.evidence].sort((a, b) => compare(a.node, b.node) || compare(a.kind, b.kind)),
    })),
    regions: regions.map(({ history: _, ...region }) => region),
    gaps: gaps.map(({ movedBy: _, ...space }) => space),
    overlaps: overlaps.map(({ movedBy: _, ...space }) => space),
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

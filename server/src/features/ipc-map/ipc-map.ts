import { ipcMapOf } from '../../platforms/qualcomm/ipc-map.js';
import { relativePath } from '../../text/uri.js';
import type { FileView } from '../../workspace/file-view.js';
import { defineFeature } from '../feature.js';
import { IPC_MAP, type IpcMapAnswer, type IpcMapParams } from '../requests.js';
import { mermaidOf } from './mermaid.js';
import { textOf } from './text.js';

/** The map of the board through which a file is shown: locks, SMEM, links, processors and reserved memory. */
export const ipcMap = defineFeature<IpcMapParams, IpcMapAnswer | null>({
  request: { method: IPC_MAP },
  capabilities: {},
  neutral: null,
  handle({ view }, { format }) {
    return ipcMapOfView(view, FORMATS.find((known) => known === format) ?? 'text') ?? null;
  },
});

export const FORMATS = ['text', 'json', 'mermaid'] as const;

/** The same for whoever has a view; `undefined` where no board reaches the file. */
export function ipcMapOfView(
  { unit, sourceTree }: FileView,
  format: (typeof FORMATS)[number],
): IpcMapAnswer | undefined {
  if (!unit) return undefined;
  const nameOf = (uri: string) => relativePath(uri, sourceTree.root) ?? uri;
  const map = ipcMapOf(unit.tree, nameOf(unit.root.uri), nameOf);
  return { map, text: WRITERS[format](map) };
}

const WRITERS = {
  text: textOf,
  json: (map: IpcMapAnswer['map']) => `${JSON.stringify(map, undefined, 2)}\n`,
  mermaid: mermaidOf,
} as const;

import { type InlayHint, type InlayHintParams, InlayHintRequest } from 'vscode-languageserver-protocol';
import { specifierRange } from '../devicetree/places.js';
import { propertyIndexOf } from '../devicetree/property-index.js';
import { type DeviceTree, lastDefinition, type Property } from '../devicetree/tree.js';
import { hwlocksOf } from '../platforms/hwlock-providers.js';
import { platforms } from '../platforms/index.js';
import type { ValueNote } from '../platforms/platform.js';
import type { Range } from '../text/span.js';
import type { Settings } from '../workspace/settings.js';
import { someHolders, userName } from './facts/locks.js';
import { defineFeature } from './feature.js';
import { offsetOf } from './positions.js';
import { writtenHere } from './written-here.js';

/** What numbers mean, behind them: hosts, the other users of locks, the bits of interrupts. Each has a setting of its own. */
export const inlayHints = defineFeature<InlayHintParams, InlayHint[]>({
  request: InlayHintRequest.type,
  capabilities: { inlayHintProvider: true },
  neutral: [],
  handle({ view, settings }, { range }) {
    const { file, unit } = view;
    if (!unit) return [];
    const { tree } = unit;
    const [from, to] = [offsetOf(file, range.start), offsetOf(file, range.end)];
    const texts = new Map<number, string>();
    for (const { property, range: part, text } of hintsOf(tree, settings)) {
      const base = lastDefinition(property)?.start;
      const span =
        base === undefined ? undefined : writtenHere(tree, file, { start: base + part.start, end: base + part.end });
      // A file that is included twice has one text for two nodes, of which the first speaks.
      if (span && span.end >= from && span.end <= to && !texts.has(span.end)) texts.set(span.end, text);
    }
    return [...texts]
      .sort(([a], [b]) => a - b)
      .slice(0, MAX_HINTS)
      .map(([at, label]) => ({ position: file.lines.positionAt(at), label, paddingLeft: true }));
  },
});

interface Hint {
  readonly property: Property;
  /** Counted as the ranges of cells are. */
  readonly range: Range;
  readonly text: string;
}

function* hintsOf(tree: DeviceTree, settings: Settings): Iterable<Hint> {
  const index = propertyIndexOf(tree);
  for (const name of NOTED)
    for (const property of index.named(name))
      for (const platform of platforms)
        for (const { topic, range, text } of platform.notesOn?.(tree, property) ?? [])
          if (settings[TOPICS[topic]]) yield { property, range, text };
  if (!settings['inlayHints.lockUsers']) return;
  for (const property of index.named('hwlocks')) {
    for (const entry of hwlocksOf(tree, property.node).slice(0, MAX_ENTRIES)) {
      const others = someHolders(tree, entry, MAX_USERS + 1);
      if (others.length === 0) continue;
      const shown = others.slice(0, MAX_USERS).map((node) => userName(tree, node));
      const more = others.length > MAX_USERS ? ' and others' : '';
      yield { property, range: specifierRange(entry.specifier), text: `also ${shown.join(', ')}${more}` };
    }
  }
}

const NOTED = ['qcom,remote-pid', 'interrupts-extended', 'interrupts'];
const TOPICS = {
  host: 'inlayHints.hosts',
  'interrupt-bit': 'inlayHints.interruptBits',
} as const satisfies Readonly<Record<ValueNote['topic'], keyof Settings>>;

/** More locks than a node has. */
const MAX_ENTRIES = 32;
/** More users than a line has room for. */
const MAX_USERS = 4;
/** More than any screen shows. */
const MAX_HINTS = 2000;

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { interruptsOf } from '../../server/src/devicetree/interrupts.js';
import { propertyIndexOf } from '../../server/src/devicetree/property-index.js';
import { type DeviceTree, lastDefinition, type Node, type Property } from '../../server/src/devicetree/tree.js';
import { cellsOf, isCompatible } from '../../server/src/devicetree/values.js';
import { diskLoader } from '../../server/src/disk/disk-loader.js';
import { completion } from '../../server/src/features/completion/completion.js';
import { createSourceFile } from '../../server/src/text/source-file.js';
import type { Span } from '../../server/src/text/span.js';
import { normalizeUri } from '../../server/src/text/uri.js';
import { DEFAULT_SETTINGS } from '../../server/src/workspace/settings.js';
import { createViews, type Views } from '../../server/src/workspace/views.js';
import { createWorkspace } from '../../server/src/workspace/workspace.js';
import { testParser } from '../parser.js';

/** A value that an author wrote, and what completion offers first in its place. */
export interface CompletedValue {
  readonly property: string;
  /** The path of the node. */
  readonly node: string;
  readonly written: string;
  /** Absent where nothing is offered. */
  readonly offered?: string;
}

/** Takes each value that the topology of a board implies out of its source, and asks for it. */
export async function completedValues(
  kernelRoot: string,
  board: string,
  asked: Set<string>,
): Promise<readonly CompletedValue[]> {
  const views = createViews(createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS));
  const uri = normalizeUri(pathToFileURL(join(kernelRoot, board)).href);
  const tree = (await views.viewOf(uri))?.unit?.tree;
  if (!tree) throw new Error(`${board} cannot be read`);
  views.use(uri);
  const values: CompletedValue[] = [];
  for (const name of IMPLIED)
    for (const property of propertyIndexOf(tree).named(name)) {
      const span = isImplied(property) ? impliedPart(tree, property) : undefined;
      // Boards of one SoC share its file.
      const place = span && `${span.file.uri} ${span.start}`;
      if (!span || !place || asked.has(place)) continue;
      asked.add(place);
      const written = normalized(span.file.text.slice(span.start, span.end), name);
      const offered = await firstOffer(views, span);
      const answer = offered === undefined ? {} : { offered: normalized(offered, name) };
      values.push({ property: name, node: property.node.path, written, ...answer });
    }
  return values;
}

const IMPLIED = [
  'qcom,remote-pid',
  'qcom,smem',
  'qcom,smem-states',
  'qcom,smem-state-names',
  'interrupt-names',
  'interrupts-extended',
  'mboxes',
];

/** Those of links, of processors whose driver is known, and of their edges; of mailboxes those whose numbers are the same on all SoCs. */
function isImplied({ name, node, value }: Property): boolean {
  const isLink = isCompatible(node, 'qcom,smp2p');
  const isProcessor = isLoaded(node);
  const isEdge = /^(glink|smd)-edge(@|$)/.test(node.name) && node.parent !== undefined && isLoaded(node.parent);
  if (name === 'mboxes' || (name === 'interrupts-extended' && !isProcessor)) {
    const [first] = value;
    const provider = first?.kind === 'cells' ? first.cells[0]?.phandleOf : undefined;
    return (isLink || isEdge) && provider !== undefined && isCompatible(provider, 'qcom,ipcc');
  }
  return isLink || isProcessor || isEdge;
}

function isLoaded({ properties }: Node): boolean {
  const [first] = properties.get('compatible')?.value ?? [];
  return first?.kind === 'string' && /^qcom,.*-(pas|pil)\b/.test(first.value);
}

/** The whole value; of a processor's interrupts those that come through SMP2P, which stand behind its own lines. */
function impliedPart(tree: DeviceTree, property: Property): Span | undefined {
  const definition = lastDefinition(property);
  if (!definition?.contentRange) return undefined;
  const { span, via } = tree.originOf(definition.contentRange);
  if (via.some(({ kind }) => kind === 'macro')) return undefined;
  if (property.name !== 'interrupts-extended' || !isLoaded(property.node)) return span;
  const interrupts = interruptsOf(tree, property.node);
  const isFromLink = ({ controller }: (typeof interrupts)[number]) =>
    controller.parent !== undefined && isCompatible(controller.parent, 'qcom,smp2p');
  const first = interrupts.findIndex(isFromLink);
  const cell = cellsOf(property)?.find(({ start }) => start === interrupts[first]?.range.start);
  if (!cell || !interrupts.slice(first).every(isFromLink)) return undefined;
  const at = tree.originOf({ start: definition.start + cell.start, end: definition.start + cell.end }).span;
  const start = at.file.text.lastIndexOf('<', at.start);
  return { file: span.file, start, end: span.end };
}

async function firstOffer(views: Views, { file, start, end }: Span): Promise<string | undefined> {
  views.setOpen(file.uri, createSourceFile(file.uri, 1, file.text.slice(0, start) + file.text.slice(end)));
  const view = await views.draftViewOf(file.uri);
  if (!view) return undefined;
  const context = { view, uri: file.uri, client: {}, settings: DEFAULT_SETTINGS, documentationOf: () => undefined };
  const position = view.file.lines.positionAt(start);
  const { items } = completion.handle(context, { textDocument: { uri: file.uri }, position });
  views.setOpen(file.uri, undefined);
  return items[0]?.textEdit?.newText;
}

/** Without what means nothing: blanks, where brackets end and begin anew, and, of interrupts of a link, the trigger. */
function normalized(value: string, property: string): string {
  const text = value
    .replace(/\/\*.*?\*\//gs, ' ')
    .replace(/\s+/g, ' ')
    .replace(/> ?, ?</g, ' ')
    .replace(/ ?([<>]) ?/g, '$1')
    .trim();
  return property === 'interrupts-extended' ? text.replace(/(&\w+_in \d+) \w+/g, '$1') : text;
}

import type * as ast from '../syntax/ast.js';

/**
 * What dtc's grammar says of the items at the top (dtc-parser.y, `sourcefile`): versions, all alike, then memory
 * reservations, then at least one node, which no deletion precedes. A missing version is for someone else to report.
 */
export function orderProblems(document: ast.Document): ast.SyntaxProblem[] {
  const { items, starts } = document;
  const problems: ast.SyntaxProblem[] = [];
  const report = (index: number, message: string) => {
    const start = starts[index]!;
    problems.push({ code: 'syntax-error', message, start, end: start + Math.min(items[index]!.length, MARKED) });
  };
  let part = HEADERS;
  for (const [index, item] of items.entries()) {
    const message = mistakeOf(item, part, items[index - 1]);
    if (message) report(index, message);
    part = Math.max(part, partOf(item));
  }
  const differing = differingHeader(items);
  if (differing >= 0) report(differing, "Either every '/dts-v1/;' has '/plugin/;' behind it, or none has");
  // Where there is another mistake, the node may be in what was not understood.
  if (part < NODES && !document.hasErrors && items.length > 0)
    report(items.length - 1, "A devicetree source has at least one node: '/ { };'");
  return problems;
}

/** How much of an item a finding marks at most, in characters. */
const MARKED = 20;

const HEADERS = 0;
const RESERVATIONS = 1;
const NODES = 2;

function partOf({ kind }: ast.Item): number {
  return kind === 'file-version' || kind === 'plugin' ? HEADERS : kind === 'memory-reservation' ? RESERVATIONS : NODES;
}

/** What is wrong with an item behind the given part of the source, if anything is. */
function mistakeOf(item: ast.Item, part: number, before: ast.Item | undefined): string | undefined {
  switch (item.kind) {
    case 'file-version':
      return part > HEADERS ? "'/dts-v1/;' stands before all else" : undefined;
    case 'plugin':
      return before?.kind !== 'file-version' ? "'/plugin/;' stands right behind '/dts-v1/;'" : undefined;
    case 'memory-reservation':
      return part > RESERVATIONS ? "'/memreserve/' stands before all nodes" : undefined;
    case 'node':
      if (item.target.kind !== 'reference') return undefined;
      if (part < NODES && item.labels.length > 0) return 'A label here would be one of a node that is not there yet';
      return item.labels.length > 1 ? 'A reference can have one label only' : undefined;
    case 'delete-node':
    case 'omit-node':
      return part < NODES ? 'There is no node yet to which this could refer' : undefined;
    default:
      return undefined;
  }
}

/** The first version that is followed by `/plugin/` where the first of all is not, or the other way round; else -1. */
function differingHeader(items: readonly ast.Item[]): number {
  const isPlugin = (index: number) => items[index + 1]?.kind === 'plugin';
  const first = items.findIndex(({ kind }) => kind === 'file-version');
  return items.findIndex(({ kind }, index) => kind === 'file-version' && isPlugin(index) !== isPlugin(first));
}

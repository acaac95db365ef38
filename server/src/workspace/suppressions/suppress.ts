import type { Finding } from '../../text/finding.js';
import { query } from '../../text/query.js';
import type { SourceFile } from '../../text/source-file.js';
import { type NamedCode, type SuppressionComment, suppressionComments } from './comments.js';

/** One code that a comment suppresses; without a code, all of them. */
export interface Suppression {
  readonly comment: SuppressionComment;
  readonly named?: NamedCode;
}

/** Takes the findings away that a comment of their file suppresses; `onUse` learns of each by what. */
export function withoutSuppressed(
  findings: readonly Finding[],
  onUse: (suppression: Suppression) => void = () => {},
): Finding[] {
  return findings.filter((finding) => {
    const suppression = suppressionOf(finding);
    if (suppression) onUse(suppression);
    return !suppression;
  });
}

/** What of a file's comments suppresses something. */
export const suppressionsOf: (file: SourceFile) => readonly Suppression[] = query((file) =>
  suppressionComments(file)
    .filter(({ kind }) => kind !== 'unknown' && kind !== 'enable')
    .flatMap(partsOf),
);

/** The `enable` comments, or codes of them, before which nothing is disabled. */
export function idleEnables(file: SourceFile): readonly Suppression[] {
  const open: Suppression[] = [];
  return blockParts(file).filter((part) => {
    if (part.comment.kind === 'disable') {
      open.push(part);
      return false;
    }
    return !open.some((disable) => !part.named || !disable.named || concerns(disable, part.named.code));
  });
}

/** Such a finding is about the comments themselves. */
export const isAboutSuppression = (code: string): boolean => code.endsWith('-suppression');

function suppressionOf({ code, at }: Finding): Suppression | undefined {
  const { file, start } = at.span;
  if (suppressionsOf(file).length === 0 || isAboutSuppression(code)) return undefined;
  const { ofLines, ofBlocks, ofFile } = suppressionIndex(file);
  const ofLine = ofLines.get(file.lines.positionAt(start).line);
  return (ofLine && firstOf(ofLine, code)) ?? blockAt(ofBlocks, start, code) ?? firstOf(ofFile, code);
}

/** Suppressions in their order, by the code that they name; those that name none under `undefined`. */
type ByCode = Map<string | undefined, Suppression[]>;

/** The suppressions of a file as they are looked for: a file with many may have many findings too. */
const suppressionIndex = query((file: SourceFile) => {
  const ofLines = new Map<number, ByCode>();
  const ofBlocks: ByCode = new Map();
  const ofFile: ByCode = new Map();
  for (const part of suppressionsOf(file)) {
    const { kind, line } = part.comment;
    if (kind === 'disable-file') addTo(ofFile, part);
    if (line === undefined) continue;
    const ofLine: ByCode = ofLines.get(line) ?? new Map();
    ofLines.set(line, ofLine);
    addTo(ofLine, part);
  }
  for (const part of blockParts(file)) addTo(ofBlocks, part);
  return { ofLines, ofBlocks, ofFile };
});

function addTo(parts: ByCode, part: Suppression): void {
  const known = parts.get(part.named?.code);
  if (known) known.push(part);
  else parts.set(part.named?.code, [part]);
}

/** The first that concerns a code. */
function firstOf(parts: ByCode, code: string): Suppression | undefined {
  const named = parts.get(code)?.[0];
  const unnamed = parts.get(undefined)?.[0];
  return named && unnamed && startOf(unnamed) < startOf(named) ? unnamed : (named ?? unnamed);
}

/** The last word before an offset on whether a code is suppressed, if it says so. */
function blockAt(parts: ByCode, offset: number, code: string): Suppression | undefined {
  const named = lastUpTo(parts.get(code), offset);
  const unnamed = lastUpTo(parts.get(undefined), offset);
  const last = named && unnamed && startOf(unnamed) > startOf(named) ? unnamed : (named ?? unnamed);
  return last?.comment.kind === 'disable' ? last : undefined;
}

function lastUpTo(parts: readonly Suppression[] = [], offset: number): Suppression | undefined {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(parts[middle]!) <= offset) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1];
}

const startOf = ({ comment }: Suppression) => comment.span.start;

const blockParts = query((file: SourceFile) =>
  suppressionComments(file)
    .filter(({ kind }) => kind === 'disable' || kind === 'enable')
    .flatMap((comment) => knownParts(comment, file)),
);

/** The parts of a comment that disables are the same objects everywhere, so that their use can be counted. */
function knownParts(comment: SuppressionComment, file: SourceFile): readonly Suppression[] {
  return comment.kind === 'enable' ? partsOf(comment) : suppressionsOf(file).filter((part) => part.comment === comment);
}

function partsOf(comment: SuppressionComment): readonly Suppression[] {
  return comment.codes.length === 0 ? [{ comment }] : comment.codes.map((named) => ({ comment, named }));
}

const concerns = ({ named }: Suppression, code: string) => !named || named.code === code;

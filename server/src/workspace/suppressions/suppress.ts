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
  const all = suppressionsOf(file);
  if (all.length === 0 || isAboutSuppression(code)) return undefined;
  const { line } = file.lines.positionAt(start);
  return (
    all.find((each) => each.comment.line === line && concerns(each, code)) ??
    blockAt(file, start, code) ??
    all.find((each) => each.comment.kind === 'disable-file' && concerns(each, code))
  );
}

/** The last word before an offset on whether a code is suppressed, if it says so. */
function blockAt(file: SourceFile, offset: number, code: string): Suppression | undefined {
  const last = blockParts(file).findLast((part) => part.comment.span.start <= offset && concerns(part, code));
  return last?.comment.kind === 'disable' ? last : undefined;
}

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

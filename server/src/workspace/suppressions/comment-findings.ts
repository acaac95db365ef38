import { closestTo } from '../../text/closest.js';
import type { Finding, Fix, TextEdit } from '../../text/finding.js';
import { query } from '../../text/query.js';
import type { SourceFile } from '../../text/source-file.js';
import type { Range } from '../../text/span.js';
import { findingCodes } from '../finding-codes.js';
import { KINDS, PREFIX, type SuppressionComment, suppressionComments } from './comments.js';
import { idleEnables, type Suppression } from './suppress.js';

/** What can be said of the suppression comments of a file without judging the file. */
export const commentFindings: (file: SourceFile) => readonly Finding[] = query((file) => [
  ...suppressionComments(file).flatMap(mistakesOf),
  ...idleEnables(file)
    .filter(({ named }) => !named || CODES.includes(named.code))
    .map((part) => unusedAt(part, 'Nothing is disabled before this comment, so that it enables nothing')),
]);

/** A suppression that suppressed nothing. */
export function unusedSuppression(part: Suppression): Finding {
  const where = PLACES[part.comment.kind as keyof typeof PLACES];
  const what = part.named ? `\`${part.named.code}\` is not found` : 'Nothing is found';
  return unusedAt(part, `${what} ${where}, so that this suppresses nothing`);
}

/** Where a suppression stands: the code among several, else the whole comment. */
export function rangeOfPart({ comment, named }: Suppression): Range {
  return named && comment.codes.length > 1 ? named : comment.span;
}

const PLACES = {
  'disable-next-line': 'on the next line',
  disable: 'behind this comment',
  'disable-file': 'in this file',
};

const CODES = findingCodes.map(({ code }) => code);

export const isKnownCode = (code: string): boolean => CODES.includes(code);

function mistakesOf(comment: SuppressionComment): Finding[] {
  const { kind, span, word, misspelled, codes } = comment;
  if (misspelled) {
    const written = span.file.text.slice(misspelled.start, misspelled.end);
    const meant = `${PREFIX}${closestTo(word, KINDS) ?? word}`;
    return [unknownAt(span.file, misspelled, `There is no comment \`${written}\`. Did you mean \`${meant}\`?`, meant)];
  }
  if (kind === 'unknown') {
    const start = span.start + span.file.text.slice(span.start, span.end).indexOf(PREFIX) + PREFIX.length;
    // Other tools know one for its own line; the nearest name would silence the whole file.
    const isOfOwnLine = word === 'disable-line';
    const near = isOfOwnLine ? undefined : closestTo(word, KINDS);
    const ofLine = isOfOwnLine ? ` Above the line there can be \`${PREFIX}disable-next-line\`.` : '';
    const suggestion = near === undefined ? ofLine : ` Did you mean \`${PREFIX}${near}\`?`;
    const message = `There is no comment \`${PREFIX}${word}\`.${suggestion}`;
    return [unknownAt(span.file, { start, end: start + word.length }, message, near)];
  }
  return codes
    .filter(({ code }) => !isKnownCode(code))
    .map((named) => {
      const near = closestTo(named.code, CODES);
      const suggestion = near === undefined ? '' : ` Did you mean \`${near}\`?`;
      return unknownAt(span.file, named, `There is no code \`${named.code}\`.${suggestion}`, near);
    });
}

function unknownAt(file: SourceFile, { start, end }: Range, message: string, near: string | undefined): Finding {
  const span = { file, start, end };
  return {
    code: 'unknown-suppression',
    severity: 'warning',
    at: { span, via: [] },
    message,
    ...(near !== undefined && {
      fixes: [{ title: `Change it to \`${near}\``, edits: [{ span, newText: near }], preferred: true }],
    }),
  };
}

function unusedAt(part: Suppression, message: string): Finding {
  const { comment, named } = part;
  const isOneOfMany = named && comment.codes.length > 1;
  const { start, end } = rangeOfPart(part);
  const fix: Fix = {
    title: isOneOfMany ? `Remove \`${named.code}\` from the comment` : 'Remove the comment',
    edits: [isOneOfMany ? withoutCode(comment, named) : withoutComment(comment)],
    preferred: true,
  };
  return {
    code: 'unused-suppression',
    severity: 'information',
    at: { span: { file: comment.span.file, start, end }, via: [] },
    message,
    tags: ['unnecessary'],
    fixes: [fix],
  };
}

/** Takes a code out with what separates it from the next, or from the one before if it is the last. */
function withoutCode({ span: { file }, codes }: SuppressionComment, named: Range): TextEdit {
  const index = codes.findIndex(({ start }) => start === named.start);
  const next = codes[index + 1];
  const start = next ? named.start : codes[index - 1]!.end;
  return { span: { file, start, end: next ? next.start : named.end }, newText: '' };
}

/** Takes a comment out: with its lines where nothing else is on them, else with the blanks before it. */
function withoutComment({ span: { file, start, end } }: SuppressionComment): TextEdit {
  const { text, lines } = file;
  const first = lines.startOf(lines.positionAt(start).line);
  const lastLine = lines.positionAt(end).line;
  const before = text.slice(first, start);
  const isAlone = before.trim() === '' && text.slice(end, lines.endOf(lastLine)).trim() === '';
  if (isAlone) return { span: { file, start: first, end: lines.startOf(lastLine + 1) }, newText: '' };
  return { span: { file, start: start - (before.length - before.trimEnd().length), end }, newText: '' };
}

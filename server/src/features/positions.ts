import type { Location, LocationLink, Position, Range } from 'vscode-languageserver-protocol';
import type { SourceFile } from '../text/source-file.js';
import type { Span } from '../text/span.js';

/** A span as the protocol writes it. */
export function rangeOf({ file, start, end }: Span): Range {
  return { start: file.lines.positionAt(start), end: file.lines.positionAt(end) };
}

export function locationOf(span: Span): Location {
  return { uri: span.file.uri, range: rangeOf(span) };
}

/** A link from `origin` to a place inside of `whole`. */
export function linkTo(origin: Span, target: Span, whole: Span = target): LocationLink {
  return {
    originSelectionRange: rangeOf(origin),
    targetUri: target.file.uri,
    targetRange: rangeOf(whole),
    targetSelectionRange: rangeOf(target),
  };
}

export function offsetOf(file: SourceFile, position: Position): number {
  return file.lines.offsetAt(position);
}

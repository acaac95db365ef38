import type { Location, LocationLink, Range } from 'vscode-languageserver-protocol';
import type { Feature } from '../server/src/features/feature.js';
import type { SourceFile } from '../server/src/text/source-file.js';
import { baseNameOf } from '../server/src/text/uri.js';
import { type OpenedFixture, openFixture } from './feature-fixture.js';

/** What a range covers, with its line: `2: uart0`. */
export function covered(file: SourceFile, { start, end }: Range): string {
  return `${start.line + 1}: ${file.text.slice(file.lines.offsetAt(start), file.lines.offsetAt(end))}`;
}

/** The places that a feature gives at the cursor, each as `soc.dtsi:2: uart0`. */
export async function placesAtCursor(
  // biome-ignore lint/suspicious/noExplicitAny: every feature about a position takes these parameters, some take more.
  feature: Feature<any, (Location | LocationLink)[]>,
  text: string,
  more: object = {},
): Promise<string[]> {
  const opened = await openFixture(text);
  const { context, uri, position } = opened;
  const places = feature.handle(context, { textDocument: { uri }, position, ...more });
  return Promise.all(places.map((place) => describePlace(opened, place)));
}

export async function describePlace({ views }: OpenedFixture, place: Location | LocationLink): Promise<string> {
  const [uri, range] = 'uri' in place ? [place.uri, place.range] : [place.targetUri, place.targetSelectionRange];
  const { file } = (await views.viewOf(uri))!;
  return `${baseNameOf(uri)}:${covered(file, range)}`;
}

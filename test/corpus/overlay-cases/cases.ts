import { readFileSync } from 'node:fs';

/** A small base and overlays made to be hard, which fdtoverlay and the analyser have to treat alike. */
export interface OverlayCase {
  readonly name: string;
  readonly base: string;
  /** In the order in which they are applied. */
  readonly overlays: readonly string[];
}

/** Every case of cases.txt: `===` and its name, the base, and behind each `---` an overlay; the first lines are left out there. */
export function overlayCases(): OverlayCase[] {
  const cases = readFileSync(new URL('cases.txt', import.meta.url), 'utf8')
    .split(/^=== /m)
    .slice(1);
  return cases.map((text) => {
    const [, name = '', body = ''] = /^(.*)\n([\s\S]*)$/.exec(text)!;
    const [base = '', ...overlays] = body.split(/^---\n/m);
    return overlayCase(name, base, overlays);
  });
}

export function overlayCase(name: string, base: string, overlays: readonly string[]): OverlayCase {
  return {
    name,
    base: `/dts-v1/;\n${base}`,
    overlays: overlays.map((overlay) => `/dts-v1/;\n/plugin/;\n${overlay}`),
  };
}

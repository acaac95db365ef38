import { evaluate } from '../server/src/devicetree/evaluate.js';
import type { DeviceTree } from '../server/src/devicetree/tree.js';
import type { Finding } from '../server/src/text/finding.js';
import type { TranslationUnit } from '../server/src/workspace/translation-unit.js';
import { evaluateFixture } from './fixture.js';

/** A base, and overlays that are called `1.dtso`, `2.dtso` and so on; the lines with which every source begins are added. */
export interface OverlayFixture {
  readonly base: TranslationUnit;
  readonly overlays: readonly TranslationUnit[];
}

export async function overlayFixture(base: string, ...overlays: string[]): Promise<OverlayFixture> {
  const evaluated: TranslationUnit[] = [];
  for (const [index, text] of overlays.entries())
    evaluated.push(await evaluateFixture(`//- ${index + 1}.dtso\n/dts-v1/; /plugin/;\n${text}`));
  return { base: await evaluateFixture(`//- base.dts\n/dts-v1/;\n${base}`), overlays: evaluated };
}

/** As `dtc -@` evaluates it. */
export function withSymbols({ document, expansion }: TranslationUnit): { readonly tree: DeviceTree } {
  return { tree: evaluate(document, expansion, { symbols: true }) };
}

/** `file:line 'text' code: message` of each. */
export function linesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ at: { span }, code, message }) => {
    const { file, start, end } = span;
    const line = file.lines.positionAt(start).line + 1;
    return `${file.uri.replace(/^.*\//, '')}:${line} '${file.text.slice(start, end)}' ${code}: ${message}`;
  });
}

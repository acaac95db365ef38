import { seededRandom } from '../../random.js';
import { type OverlayCase, overlayCase } from './cases.js';

/**
 * Bases and up to three overlays of a few nodes over few names, so that they merge, refer, renumber and collide; the same
 * ones for the same seed. Most can be applied.
 */
export function generatedOverlayCases(seed: number, count: number): OverlayCase[] {
  return Array.from({ length: count }, (_, index) => {
    const sources = createSources(seededRandom(seed * 100_003 + index));
    return overlayCase(`generated: seed ${seed}, case ${index}`, sources.base, sources.overlays);
  });
}

const NAMES = ['a', 'b', 'b@1', 'c@2', 'd', 'long-name@10'];
const PROPERTIES = ['p', 'q', 'reg', 'a-reg', 'status', 'long-property-name', 'name-end', 'end'];

function createSources(random: () => number): { base: string; overlays: string[] } {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const chance = (part: number) => random() < part;
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  /** Labels of the base and, by overlay, of what was applied before. */
  const known: string[] = [];
  const paths: string[] = [];
  let fresh = 0;

  const bytes = () => Array.from({ length: between(1, 9) }, () => between(16, 255).toString(16)).join(' ');
  const reference = (own: readonly string[]) => {
    if (own.length > 0 && chance(0.4)) return `&${pick(own)}`;
    return chance(0.02) ? '&nobody' : `&${pick(known.length > 0 ? known : ['nobody'])}`;
  };
  const value = (own: readonly string[], refers: boolean): string => {
    const kinds = [
      () => `<${between(0, 9)}>`,
      () => `"${'text'.repeat(between(0, 6))}"`,
      () => `[${bytes()}]`,
      () => `/bits/ 16 <${between(0, 9)} 2>`,
      ...(refers
        ? [() => `<${reference(own)}>`, () => `<1 ${reference(own)} 2>, [${bytes()}], <${reference(own)}>`]
        : []),
    ];
    return pick(kinds)();
  };
  const body = (own: string[], path: string | undefined, depth: number, refers: boolean): string => {
    const items: string[] = [];
    for (const name of PROPERTIES) {
      if (!chance(0.3)) continue;
      items.push(chance(0.15) ? `${name};` : `${name} = ${value(own, refers)};`);
    }
    if (chance(0.06)) items.push(`phandle = <${between(1, 40)}>;`);
    for (const name of NAMES) {
      if (depth > 3 || !chance(0.45 / depth)) continue;
      const label = chance(0.5) ? `l${fresh++}` : undefined;
      if (label) own.push(label);
      const below = path === undefined ? undefined : `${path}/${name}`;
      if (below !== undefined) paths.push(below);
      items.push(`${label ? `${label}: ` : ''}${name} { ${body(own, below, depth + 1, refers)} };`);
    }
    return items.join(' ');
  };
  const targeted = (own: string[], index: number): string => {
    const inner = () => body(own, undefined, 1, true);
    if (chance(0.5) && known.length > 0) return `&${pick(known)} { ${inner()} };`;
    const path = chance(0.03) ? '/nowhere' : pick(['/', ...paths]);
    if (chance(0.6)) return `&{${path}} { ${inner()} };`;
    const label = chance(0.4) ? `l${fresh++}: ` : '';
    const target = known.length > 0 && chance(0.5) ? `target = <&${pick(known)}>` : `target-path = "${path}"`;
    return `/ { f${index} { ${target}; ${label}__overlay__ { ${inner()} }; }; };`;
  };

  const own: string[] = [];
  const base = `/ { ${body(own, '', 1, false)} l: always { }; };\n`;
  known.push('l', ...own);
  const overlays: string[] = [];
  for (let count = between(1, 3); count > 0; count--) {
    const labels: string[] = [];
    const items = Array.from({ length: between(1, 3) }, (_, index) => targeted(labels, index));
    overlays.push(`${items.join('\n')}\n`);
    // Later overlays find these where labels are kept, and are refused otherwise.
    if (chance(0.3)) known.push(...labels);
  }
  return { base, overlays };
}

import { seededRandom } from '../../random.js';
import type { DtcCase } from './cases.js';

/**
 * Sources of a few bodies over few names, so that they merge, delete, refer and collide; the same ones for the same seed.
 * Their syntax is right. Many are refused, mostly because a label is gone or there twice.
 */
export function generatedCases(seed: number, count: number): DtcCase[] {
  return Array.from({ length: count }, (_, index) => {
    const random = seededRandom(seed * 100_003 + index);
    return { name: `generated: seed ${seed}, case ${index}`, text: createSource(random) };
  });
}

function createSource(random: () => number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const chance = (part: number) => random() < part;
  const isOverlay = chance(0.3);
  const hasBase = !isOverlay || chance(0.5);
  const labels = ['l', 'm', 'k'];
  /** Labels that were written so far. */
  const known: string[] = [];
  /** Most references name what the base has, since one to nothing leaves nothing to compare. */
  const label = () => (hasBase && chance(0.8) ? pick(BASE_LABELS) : pick(known.length > 0 ? known : labels));
  const path = () =>
    hasBase && chance(0.9) ? pick(BASE_PATHS) : `/${pick(NAMES)}${chance(0.4) ? `/${pick(NAMES)}` : ''}`;
  const reference = () =>
    chance(0.75) ? `&${label()}` : chance(0.8) ? `&{${path()}}` : `&{${label()}/${pick(NAMES)}}`;
  const value = () =>
    pick([
      () => '<1>',
      () => '<1 2>',
      () => '"u", "v"',
      () => '/bits/ 8 <1 2 3>',
      () => '<>',
      () => `<${reference()}>`,
      () => `<${reference()} 2>, "s", <${reference()}>`,
      () => reference(),
      () => `"t", ${reference()}, <${reference()}>`,
      () => '[00]',
    ])();
  const property = (name: string) => {
    if (chance(0.12)) return `/delete-property/ ${name};`;
    if (name === 'phandle') return `phandle = <${chance(0.1) ? `&${label()}` : 1 + Math.floor(random() * 30)}>;`;
    return chance(0.2) ? `${name};` : `${name} = ${value()};`;
  };
  const child = (name: string, depth: number): string => {
    if (chance(0.12)) return `/delete-node/ ${name};`;
    let prefix = chance(0.1) ? '/omit-if-no-ref/ ' : '';
    if (chance(0.5)) {
      const own = pick(labels);
      // A label that is there twice is refused, which leaves nothing to compare.
      if (!known.includes(own) || chance(0.02)) {
        known.push(own);
        prefix += `${own}: `;
      }
    }
    return `${prefix}${name} ${body(depth + 1)};`;
  };
  const some = (names: readonly string[], part: number) => {
    const chosen = names.filter(() => chance(part));
    // Twice in one body is refused as well. Of two nodes, one may be deleted later, and the other is then accepted by dtc.
    if (names !== NAMES && chosen.length > 0 && chance(0.01)) chosen.push(pick(chosen));
    return chance(0.5) ? chosen.reverse() : chosen;
  };
  const body = (depth: number): string => {
    const properties = some([...PROPERTIES, ...(chance(0.08) ? ['phandle'] : [])], 0.35).map(property);
    const children = depth > 2 ? [] : some(NAMES, 0.45).map((name) => child(name, depth));
    return `{ ${[...properties, ...children].join(' ')} }`;
  };
  const item = (): string =>
    pick([
      () => `/ ${body(0)};`,
      () => `/ ${body(0)};`,
      () => `${chance(0.1) ? `${pick(labels)}: ` : ''}&${label()} ${body(1)};`,
      () => `&{${path()}} ${body(1)};`,
      () => (chance(0.4) ? `/delete-node/ &${pick(known.length > 0 ? known : labels)};` : `/ ${body(0)};`),
      () => (chance(0.3) ? `/omit-if-no-ref/ ${reference()};` : `/ ${body(0)};`),
    ])();
  const first = hasBase ? BASE : `&${pick(labels)} ${body(1)};`;
  const items = [first, ...Array.from({ length: 1 + Math.floor(random() * 4) }, item)];
  return ['/dts-v1/;', ...(isOverlay ? ['/plugin/;'] : []), ...items, ''].join('\n');
}

const BASE = '/ { z { r: x { v: y { }; }; s: w@2 { }; }; t: u { }; };';
const BASE_LABELS = ['r', 's', 't', 'v'];
const BASE_PATHS = ['/z', '/z/x', '/z/x/y', '/z/w@2', '/u'];
const NAMES = ['a', 'b', 'c@1', 'u'];
const PROPERTIES = ['p', 'q', 'up'];

import type { DtbNode } from './dtb.js';

type Value = readonly number[] | string;
export interface Sketch {
  readonly [name: string]: Value | Sketch;
}

/** A tree as .dtb has it: lists of cells (an empty one is an empty property) and strings (separated by "|"); what is an object is a child node. */
export function tree(sketch: Sketch, name = '', parent = ''): DtbNode {
  const path = name === '' ? '/' : `${parent}/${name}`;
  const props = new Map<string, Buffer>();
  const children: DtbNode[] = [];
  for (const [key, value] of Object.entries(sketch)) {
    if (typeof value === 'string') props.set(key, Buffer.from(`${value.replaceAll('|', '\0')}\0`));
    else if (Array.isArray(value)) props.set(key, Buffer.from(new Uint32Array(value).buffer).swap32());
    else children.push(tree(value as Sketch, key, path === '/' ? '' : path));
  }
  return { path, name, props, children };
}

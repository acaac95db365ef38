import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const file = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url));
const recorded: Record<string, string> = JSON.parse(file('hashes.json').toString());

it.each(['grammar.js', 'src/parser.c', 'src/scanner.c', 'devicetree.wasm'])(
  '%s is the one that `npm run grammar` left',
  (name) => {
    expect(createHash('sha256').update(file(name)).digest('hex')).toBe(recorded[name]);
  },
);

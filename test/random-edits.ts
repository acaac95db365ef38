/** A random change of a text, of the kinds that typing makes and of those that break most. */
export function randomEdit(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const kind = random();
  if (kind < 0.45) return text.slice(0, at) + pick(INSERTED, random) + text.slice(at);
  if (kind < 0.8) return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 8));
  const lines = text.split('\n');
  const line = Math.floor(random() * lines.length);
  if (kind < 0.9) lines.splice(line, 1);
  else lines.splice(Math.floor(random() * lines.length), 0, lines[line]!);
  return lines.join('\n');
}

const pick = <Item>(items: readonly Item[], random: () => number): Item => items[Math.floor(random() * items.length)]!;

const INSERTED = [
  'a',
  'z',
  '0',
  ' ',
  '\n',
  ';',
  '"',
  "'",
  '<',
  '>',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '&',
  '/',
  '*',
  '\\',
  '#',
  ',',
  '=',
  '@',
  ':',
  '/*',
  '*/',
  '//',
  '\\\n',
  '#if 0\n',
  '#endif\n',
  '#else\n',
  '#define X(a) <a\n',
  '#include "ac100.dtsi"\n',
  '/delete-node/ ',
  '/delete-property/ ',
  '&soc { ',
  'hwlocks = <&',
  '/bits/ 64 ',
  '\u00e4',
  '\udce4',
];

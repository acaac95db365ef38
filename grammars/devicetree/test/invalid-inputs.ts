import { readFileSync } from 'node:fs';

export interface InvalidInput {
  readonly name: string;
  readonly text: string;
  /** Whether dtc must refuse it too; not so if only the preprocessor could read it. */
  readonly expanded: boolean;
}

/** The wrong inputs of `invalid/`, as whole documents. */
export function invalidInputs(): InvalidInput[] {
  return [
    ...lines('values.txt').map(({ name, text }) => expanded(`value: ${name}`, `/dts-v1/;\n/ {\n\tp = ${text};\n};\n`)),
    ...lines('items.txt').map(({ name, text }) => expanded(`item: ${name}`, `/dts-v1/;\n/ {\n\t${text}\n};\n`)),
    ...documents('documents.txt'),
  ];
}

const expanded = (name: string, text: string): InvalidInput => ({ name, text, expanded: true });

const read = (file: string) => readFileSync(new URL(`invalid/${file}`, import.meta.url), 'utf8');

function lines(file: string): { name: string; text: string }[] {
  return read(file)
    .split('\n')
    .filter((line) => line.includes(' | ') && !line.startsWith('#'))
    .map((line) => ({ name: line.slice(0, line.indexOf(' | ')), text: line.slice(line.indexOf(' | ') + 3) }));
}

function documents(file: string): InvalidInput[] {
  return read(file)
    .split(/^== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const name = part.slice(0, end);
      return { name: `document: ${name}`, text: part.slice(end + 1), expanded: !name.startsWith('raw: ') };
    });
}

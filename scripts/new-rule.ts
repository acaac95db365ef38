import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Begins a rule: its file, its test, its line in the list.
 *
 *     npm run new-rule hwlocks/hwlock-window-too-small
 */

/** The file of a new rule. */
export function ruleText(code: string): string {
  return `import { nameOrigin } from '../../devicetree/tree.js';
import { defineRule } from '../rule.js';

/** What holds in a tree without such findings, in one sentence. */
export const ${identifierOf(code)} = defineRule({
  code: '${code}',
  severity: 'warning',
  basis: 'the authority: section of the Specification, check of dtc, binding, driver',
  docs: \`What is wrong, in one sentence.

Why it matters. What to do.

\\\`\\\`\\\`dts
/ {
	example { wrong; };
//	          ^^^^^ warning(${code}): What is wrong here
};
\\\`\\\`\\\`\`,
  *check({ tree }) {
    for (const node of tree.nodes()) {
      const property = node.properties.get('wrong');
      if (property) yield { at: nameOrigin(tree, property), message: 'What is wrong here', nodes: [node.path] };
    }
  },
});
`;
}

/** The test of a new rule. */
export function ruleTestText(code: string): string {
  const name = identifierOf(code);
  return `import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { ${name} } from './${code}.js';

const check = (text: string) => checkRule(${name}, \`/dts-v1/;\${text}\`);

describe('${code}', () => {
  it('finds it', async () => {
    await check(\`
/ {
	example { wrong; };
//	          ^^^^^ warning(${code}): What is wrong here
};
\`);
  });

  it('says nothing of what is right', async () => {
    await check('/ { example { right; }; };');
  });
});
`;
}

/** The list of rules with one more: behind the last rule of its folder, or at the end for a new folder. */
export function addToList(list: string, folder: string, code: string): string {
  const name = identifierOf(code);
  const lines = list.split('\n');
  const ownImport = `import { ${name} } from './${folder}/${code}.js';`;
  const pathOf = (line: string) => /from '(.*)'/.exec(line)![1]!;
  const imports = lines.flatMap((line, at) => (line.startsWith('import ') ? [at] : []));
  const before = imports.find((at) => pathOf(lines[at]!) > pathOf(ownImport)) ?? imports.at(-1)! + 1;

  const siblings = imports.filter((at) => pathOf(lines[at]!).startsWith(`./${folder}/`));
  const siblingNames = new Set(siblings.map((at) => /\{ (\w+) \}/.exec(lines[at]!)?.[1]));
  const entries = lines.flatMap((line, at) => (siblingNames.has(/^ {2}(\w+),$/.exec(line)?.[1]) ? [at] : []));
  const after = entries.at(-1) ?? lines.lastIndexOf('];') - 1;

  lines.splice(after + 1, 0, `  ${name},`);
  lines.splice(before, 0, ownImport);
  return lines.join('\n');
}

/** `remoteproc-missing-hwlocks` → `remoteprocMissingHwlocks`. */
function identifierOf(code: string): string {
  return code.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function main(argument: string | undefined): void {
  const [, folder, code] = /^([a-z-]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(argument ?? '') ?? [];
  if (!folder || !code) throw new Error('usage: npm run new-rule FOLDER/CODE');
  const rules = join(dirname(fileURLToPath(import.meta.url)), '../server/src/rules');
  const file = join(rules, folder, `${code}.ts`);
  if (existsSync(file)) throw new Error(`${folder}/${code} exists`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, ruleText(code));
  writeFileSync(file.replace(/\.ts$/, '.test.ts'), ruleTestText(code));
  const list = join(rules, 'index.ts');
  writeFileSync(list, addToList(readFileSync(list, 'utf8'), folder, code));
  process.stdout.write(`server/src/rules/${folder}/${code}.ts, its test, and its line in index.ts\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv[2]);

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules } from '../server/src/rules/index.js';

/* The rules of the house that a compiler does not know: ARCHITECTURE.md gives the reasons. */

const root = fileURLToPath(new URL('..', import.meta.url));
const source = 'server/src';

/** An import may point to a folder before its own only. */
const LAYERS = [
  'text',
  'preprocessor',
  'syntax',
  'formatter',
  'devicetree',
  'fdt',
  'bindings',
  'platforms',
  'rules',
  'workspace',
  'features',
  'protocol',
];

/** What runs the core: they may import each other and every layer. */
const HOSTS = ['cli', 'disk', 'start.ts', 'node.ts', 'browser.ts'];

/** Who may import what comes from outside. */
const ALLOWED_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'web-tree-sitter': ['syntax'],
  'vscode-uri': ['text'],
  'js-yaml': ['bindings'],
  'jsonc-parser': ['workspace'],
  picomatch: ['workspace'],
  commander: ['cli'],
  picocolors: ['cli'],
  'vscode-languageserver-protocol': ['features'],
  'vscode-languageserver': ['protocol'],
  'vscode-languageserver-textdocument': ['protocol'],
  'vscode-languageserver/node': ['node.ts'],
  'vscode-languageserver/browser': ['browser.ts'],
  'node:': ['cli', 'disk', 'start.ts', 'node.ts'],
};

/** Files that define rules of one form for many properties, as dtc's own table has them. */
const FAMILIES = ['property-shape', 'ranges-format', 'specifier-lists', 'unique-unit-address'];

/** The list of makers, and what asks for a processor's binding, which only Qualcomm's rules read at first. */
const KNOWS_A_MAKER = [`${source}/platforms/index.ts`, `${source}/features/completion/property-names.ts`];

const ours = filesBelow('.', /\.(ts|mts|js|json|md|scm)$/);
const code = ours.filter((file) => file.endsWith('.ts'));

describe('layers', () => {
  const core = code.filter((file) => file.startsWith(`${source}/`) && !file.endsWith('.test.ts'));

  it.each(core)('%s imports downwards only', (file) => {
    const layer = layerOf(file);
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) {
        const target = layerOf(posix.join(posix.dirname(file), name));
        const allowed = HOSTS.includes(layer) || LAYERS.indexOf(target) <= LAYERS.indexOf(layer);
        expect(
          allowed && (!HOSTS.includes(target) || HOSTS.includes(layer)),
          `${file} imports ${name}: ${layer} may not use ${target}`,
        ).toBe(true);
      } else {
        const packageName = name.startsWith('node:') ? 'node:' : name;
        expect(ALLOWED_PACKAGES[packageName], `${file} imports ${name}`).toContain(layer);
      }
    }
  });

  it('every folder of the core is a known layer', () => {
    const folders = readdirSync(join(root, source), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of folders) expect([...LAYERS, ...HOSTS]).toContain(name);
  });
});

describe('platforms', () => {
  const makers = readdirSync(join(root, source, 'platforms'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it('are each one folder, in the list, that knows no other', () => {
    const list = read(`${source}/platforms/index.ts`);
    for (const maker of makers) {
      expect(list).toContain(`'./${maker}/platform.js'`);
      for (const file of code.filter((each) => each.startsWith(`${source}/platforms/${maker}/`)))
        for (const other of makers.filter((each) => each !== maker))
          expect(
            importsOf(file).filter((name) => name.includes(`/${other}/`)),
            file,
          ).toEqual([]);
    }
  });

  it('are asked through their list by what is about any of them', () => {
    const general = code.filter(
      (file) =>
        !file.endsWith('.test.ts') &&
        (/\/features\/(completion\/|inlay-hints|code-lenses|facts\/locks|hover\/lock-bank)/.test(file) ||
          /\/(workspace|protocol|cli|rules\/hwlocks)\//.test(file) ||
          /\/platforms\/[^/]+\.ts$/.test(file)) &&
        !KNOWS_A_MAKER.includes(file),
    );
    expect(general.length).toBeGreaterThan(20);
    for (const file of general)
      expect(
        importsOf(file).filter((name) => makers.some((maker) => name.includes(`/${maker}/`))),
        file,
      ).toEqual([]);
  });
});

describe('the client', () => {
  const client = code.filter((file) => file.startsWith('client/src/') && !file.endsWith('.test.ts'));

  it.each(client)('%s knows the editor, its own files and the requests of the server', (file) => {
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) {
        const target = posix.join(posix.dirname(file), name);
        const allowed = target.startsWith('client/src/') || target === `${source}/features/requests.js`;
        expect(allowed, `${file} imports ${name}`).toBe(true);
      } else {
        const packages = ['vscode', 'vscode-languageclient'];
        if (basename(file) === 'node.ts') packages.push('vscode-languageclient/node');
        if (basename(file) === 'browser.ts') packages.push('vscode-languageclient/browser');
        expect(packages, `${file} imports ${name}`).toContain(name);
      }
    }
  });
});

describe('files', () => {
  it('none has more than 400 lines (grammars and data excepted)', () => {
    const long = code
      .filter((file) => !file.startsWith('grammars/'))
      .filter((file) => read(file).split('\n').length > 400);
    expect(long).toEqual([]);
  });

  it('none is a bag of unrelated things', () => {
    expect(code.filter((file) => /^(utils?|helpers?|common|misc)\b/.test(basename(file)))).toEqual([]);
  });

  it('none leaves work open without an issue', () => {
    const word = ['TO', 'DO'].join('');
    const open = code.filter((file) =>
      read(file)
        .split('\n')
        .some((line) => line.includes(word) && !/#\d+/.test(line)),
    );
    expect(open).toEqual([]);
  });

  it('every name is in kebab-case', () => {
    expect(code.map((file) => basename(file)).filter((name) => !/^[a-z0-9]+([-.][a-z0-9]+)*\.ts$/.test(name))).toEqual(
      [],
    );
  });

  it('nothing that is made for each version of a text has a getter without being a class', () => {
    const layers = ['text', 'preprocessor', 'syntax', 'devicetree', 'bindings', 'platforms', 'rules'];
    const files = code.filter((file) => layers.some((layer) => file.startsWith(`${source}/${layer}/`)));
    // Members of classes stand two columns in, those of objects that a function makes further.
    expect(files.filter((file) => /^ {3,}get \w+\(/m.test(read(file)))).toEqual([]);
  });

  it('every field of syntax and tree types is readonly', () => {
    for (const file of [`${source}/syntax/ast.ts`, `${source}/devicetree/tree.ts`]) {
      const fields = read(file)
        .split('\n')
        .filter((line) => /^ {2}(?!return )[\w[].*: .*;$/.test(line) && !/^ {2}\w+\(/.test(line));
      expect(fields.filter((line) => !line.startsWith('  readonly '))).toEqual([]);
    }
  });
});

describe('rules', () => {
  const ruleFiles = filesBelow(`${source}/rules`, /\.ts$/).filter(
    (file) => dirname(file) !== `${source}/rules` && !file.endsWith('.test.ts'),
  );
  const defining = ruleFiles.filter((file) => read(file).includes('defineRule('));
  const families = FAMILIES.map((name) => ruleFiles.find((file) => basename(file, '.ts') === name)!);

  it('are all listed, one file each, named for the code, but for families of one form', () => {
    const listed = new Set(rules.map((rule) => rule.code));
    const files = defining.map((file) => basename(file, '.ts'));
    const inFamilies = new Set(rules.map(({ code }) => code).filter((code) => !files.includes(code)));
    for (const code of inFamilies) expect(families.some((file) => memberOf(code, read(file)))).toBe(true);
    const strangers = files.filter((name) => !listed.has(name) && !FAMILIES.includes(name));
    expect(strangers).toEqual([]);
    expect(listed.size).toBe(rules.length);
  });

  it.each(rules.map((rule) => [rule.code, rule] as const))('%s is documented and tested', (name, rule) => {
    expect(rule.basis.trim()).not.toBe('');
    expect(rule.docs).toContain('```dts');
    const file =
      defining.find((candidate) => basename(candidate, '.ts') === name) ??
      families.find((candidate) => memberOf(name, read(candidate)))!;
    expect(statSync(join(root, file.replace(/\.ts$/, '.test.ts'))).isFile()).toBe(true);
  });

  /** Whether a file of a family defines a rule: it has the code, or the end that the codes of a list have. */
  function memberOf(code: string, text: string): boolean {
    return (
      text.includes(`'${code}'`) || /-(is-cell|property)$/.exec(code)?.[0] === /`\$\{stem\}(-[\w-]+)`/.exec(text)?.[1]
    );
  }
});

describe('the repository', () => {
  it('names no download address in a lock file', () => {
    const locks = ['package-lock.json', 'grammars/devicetree/package-lock.json'];
    for (const lock of locks) expect(read(lock)).not.toContain('"resolved": "http');
  });

  it('locks the packages of every platform, without which `npm ci` refuses', () => {
    const { packages }: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
      read('package-lock.json'),
    );
    const locked = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
  });

  it('runs no text as code', () => {
    const dangerous = new RegExp(`\\b(ev${'al'}|new Func${'tion'})\\(`);
    expect(code.filter((file) => dangerous.test(read(file)))).toEqual([]);
  });
});

function layerOf(path: string): string {
  return posix.relative(source, path).split('/')[0]!;
}

function importsOf(file: string): string[] {
  return [...read(file).matchAll(/^(?:import|export)\b[^;]*?from '([^']+)';|^import '([^']+)';/gm)].map(
    (match) => (match[1] ?? match[2])!,
  );
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function filesBelow(folder: string, name: RegExp): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!['node_modules', 'dist', 'out', '.git', '.cache'].includes(entry.name))
        found.push(...filesBelow(path, name));
    } else if (name.test(entry.name)) found.push(relative('.', path).split(sep).join('/'));
  }
  return found;
}

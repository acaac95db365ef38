import { createScanner, getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Finding } from '../text/finding.js';
import { query } from '../text/query.js';
import type { SourceFile } from '../text/source-file.js';
import type { Range } from '../text/span.js';
import { baseNameOf, folderOf, resolvePath, type Uri } from '../text/uri.js';
import { keysWithoutEffect, valueAt } from './json-tree.js';
import { type KnownKeys, readValues, type SettingsProblem } from './read-settings.js';
import { SETTINGS, type Setting, type Settings } from './settings.js';

/** The name of the file with the settings of a project. */
export const PROJECT_FILE = '.dts-analyzer.json';

export const isProjectFile = (uri: Uri): boolean => baseNameOf(uri) === PROJECT_FILE;

/** Nobody needs to be told of more. */
const MAX_REPEATED = 100;

/** What a project file says, understood as far as possible. */
export interface Project {
  readonly file: SourceFile;
  /** The folder to which its globs are relative; paths are URIs already. */
  readonly base: Uri;
  /** Only what is set. */
  readonly values: Partial<Settings>;
  /** What is wrong, each at its place. */
  readonly problems: readonly Finding[];
}

/** Understands a project file: JSON, with comments and trailing commas if a person likes them. It never fails. */
export const readProject: (file: SourceFile) => Project = query(readAnew);

/** The settings that a project may have. */
export const PROJECT_SETTINGS: readonly Setting[] = SETTINGS.filter((setting: Setting) => !setting.ofEditor);

const KEYS: KnownKeys = { settings: PROJECT_SETTINGS, others: ['$schema'] };

function readAnew(file: SourceFile): Project {
  const { uri, text } = file;
  const base = folderOf(uri);
  const problems: Finding[] = [];
  const report = ({ start, end }: Range, severity: 'error' | 'warning', message: string) => {
    problems.push({ code: 'invalid-settings', severity, at: { span: { file, start, end }, via: [] }, message });
  };
  const whole = { start: 0, end: Math.min(text.length, file.lines.endOf(0)) };
  if (file.defect || text.length > MAX_LENGTH || isTooDeep(text)) {
    report(whole, 'error', 'This file is too large, too deep or no text, so that its settings do not count.');
    return { file, base, values: {}, problems };
  }
  const errors: ParseError[] = [];
  const root = text.trim() === '' ? undefined : parseTree(text, errors, { allowTrailingComma: true });
  for (const { error, offset, length } of errors.slice(0, MAX_ERRORS))
    report({ start: offset, end: offset + length }, 'error', MISTAKES[error] ?? 'This is not JSON.');
  if (!root) return { file, base, values: {}, problems };
  for (const key of keysWithoutEffect(root).slice(0, MAX_REPEATED))
    report(rangeOf(key), 'warning', `This does not count, since '${key.value}' stands here again later.`);
  const values = readValues(getNodeValue(root), KEYS, (problem) => {
    report(placeOf(problem, root), 'warning', problem.message);
  });
  const includePaths = values.includePaths?.map((path) => resolvePath(base, path.startsWith('/') ? path : `./${path}`));
  return { file, base, values: { ...values, ...(includePaths && { includePaths }) }, problems };
}

/** In characters. */
const MAX_LENGTH = 256 * 1024;

/** The first mistake says what to do; what follows is often nothing but its consequence. */
const MAX_ERRORS = 5;

/** Whether brackets nest more deeply than the parser, which calls itself for each, should be asked to follow. */
function isTooDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth++;
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

const MAX_DEPTH = 32;

// `SyntaxKind` of jsonc-parser, a `const enum`, which cannot be used where each file is compiled by itself.
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const END_OF_FILE = 17;

/** What the numbers of jsonc-parser's `ParseErrorCode`, a `const enum` too, mean. */
const MISTAKES: Readonly<Record<number, string>> = {
  2: 'This is no number.',
  3: 'A name in double quotes has to stand here.',
  4: 'A value has to stand here.',
  5: 'A colon has to stand here.',
  6: 'A comma has to stand here.',
  7: 'A `}` is missing here.',
  8: 'A `]` is missing here.',
  9: 'The settings end before this.',
  11: 'The comment has no end.',
  12: 'The string has no end.',
};

/** The place of what is wrong: its key, its value, or else whatever holds it. */
function placeOf({ path, isKey }: SettingsProblem, root: Node): Range {
  let node: Node | undefined;
  for (let length = path.length; !node && length >= 0; length--) node = valueAt(root, path.slice(0, length));
  return rangeOf((isKey ? node?.parent?.children?.[0] : node) ?? root);
}

const rangeOf = ({ offset, length }: Node): Range => ({ start: offset, end: offset + length });

import type { DeviceTree, Property } from '../devicetree/tree.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { collectFindings, type FindingCollection, type MergedFinding } from './merge.js';
import type { Steps } from './steps.js';
import type { TranslationUnit } from './translation-unit.js';
import type { Workspace } from './workspace.js';

/** What the boards and composites that shared files are a part of have in these: learnt in the background, and forgotten when anything changes. */
export interface BoardSurvey {
  /** What is known of a file; `undefined` while it is not, or no longer holds. */
  of(uri: Uri): FileSurvey | undefined;
  /** Begins to look at `boards` for what is in `files`. */
  begin(files: readonly Uri[], boards: readonly Uri[]): SurveyRun;
}

/** The boards are taken in one after the other; nothing is told before the end. */
export interface SurveyRun {
  take(board: Uri, unit: TranslationUnit, findings: readonly Finding[]): Steps<void>;
  finish(): Steps<void>;
}

export interface FileSurvey {
  /** The boards that were asked for. */
  readonly asked: ReadonlySet<Uri>;
  /** Those of them that read the file. */
  readonly boards: readonly Uri[];
  /** What was found in the file, each with the boards on which it holds. */
  readonly findings: readonly MergedFinding[];
  /** The values of a property that the file defines, those of most boards first; nothing where all boards agree. */
  valuesOf(node: string, property: string): readonly ValueOnBoards[];
}

export interface ValueOnBoards {
  /** Absent where the boards do not have the property, or its node. */
  readonly value?: string;
  readonly boards: readonly Uri[];
}

/** `describe` writes the value of a property; `structureOf` counts what may change more than a text. */
export function createBoardSurvey(
  { files }: Pick<Workspace, 'files'>,
  structureOf: () => number,
  describe: (property: Property) => string,
): BoardSurvey {
  const known = new Map<Uri, KnownSurvey>();
  const isCurrent = ({ structure, read }: KnownSurvey) =>
    structure === structureOf() && [...read].every((file) => files.read(file.uri) === file);
  return {
    of(uri) {
      const survey = known.get(uri);
      if (!survey) return undefined;
      if (isCurrent(survey)) return survey.ofFile;
      known.delete(uri);
      return undefined;
    },
    begin(uris, boards) {
      const structure = structureOf();
      const asked = new Set(boards);
      /** Composites whose overlays cannot be applied: nobody knows their values. */
      const unapplied = new Set<Uri>();
      const read = new Set<SourceFile>();
      const parts = new Map(uris.map((uri) => [uri, createPart()]));
      return {
        *take(board, unit, findings) {
          for (const file of unit.expansion.files) {
            read.add(file);
            parts.get(file.uri)?.boards.push(board);
          }
          for (const finding of findings) parts.get(finding.at.span.file.uri)?.collection.add(finding, board);
          if (unit.tree.plugin && unit.root.uri !== board) unapplied.add(board);
          else yield* takeValues(unit.tree, board, parts, describe);
        },
        *finish() {
          for (const [uri, part] of parts)
            known.set(uri, { structure, read, ofFile: yield* surveyOf(part, asked, unapplied) });
          for (const uri of [...known.keys()].slice(0, -MAX_FILES)) known.delete(uri);
        },
      };
    },
  };
}

/** More files than a person looks at by turns. */
const MAX_FILES = 20;

/** A millisecond's work or so. */
const NODES_OF_A_STEP = 100;
const PROPERTIES_OF_A_STEP = 500;

/** How many properties of a file are followed; the largest file of Linux defines some ten thousand. */
const MAX_PROPERTIES = 50_000;

interface KnownSurvey {
  readonly structure: number;
  /** The versions of all files that any of the boards was made of. */
  readonly read: ReadonlySet<SourceFile>;
  readonly ofFile: FileSurvey;
}

/** What has been taken in of one file. */
interface Part {
  readonly boards: Uri[];
  readonly collection: FindingCollection;
  /** By node and property, the boards by value. */
  readonly values: Map<string, Map<string, Uri[]>>;
}

const createPart = (): Part => ({ boards: [], collection: collectFindings(), values: new Map() });

function* takeValues(
  tree: DeviceTree,
  board: Uri,
  parts: ReadonlyMap<Uri, Part>,
  describe: (property: Property) => string,
): Steps<void> {
  let count = 0;
  for (const node of tree.nodes()) {
    if (++count % NODES_OF_A_STEP === 0) yield;
    for (const property of node.properties.values()) {
      const owners = new Set<Part>();
      for (const { nameRange } of property.definitions) {
        const part = parts.get(tree.originOf(nameRange).span.file.uri);
        if (part) owners.add(part);
      }
      if (owners.size === 0) continue;
      const value = describe(property);
      for (const part of owners) addValue(part, keyOf(node.path, property.name), value, board);
    }
  }
}

function addValue({ values }: Part, key: string, value: string, board: Uri): void {
  let byValue = values.get(key);
  if (!byValue) {
    if (values.size >= MAX_PROPERTIES) return;
    byValue = new Map();
    values.set(key, byValue);
  }
  const boards = byValue.get(value);
  if (boards) boards.push(board);
  else byValue.set(value, [board]);
}

const keyOf = (node: string, property: string) => `${node}\0${property}`;

function* surveyOf(
  { boards, collection, values }: Part,
  asked: ReadonlySet<Uri>,
  unapplied: ReadonlySet<Uri>,
): Steps<FileSurvey> {
  const differing = new Map<string, readonly ValueOnBoards[]>();
  let count = 0;
  for (const [key, byValue] of values) {
    if (++count % PROPERTIES_OF_A_STEP === 0) yield;
    const known: ValueOnBoards[] = [...byValue].map(([value, on]) => ({ value, boards: on }));
    const lacking = boardsLacking(boards, known).filter((board) => !unapplied.has(board));
    const all = lacking.length > 0 ? [...known, { boards: lacking }] : known;
    if (all.length > 1)
      differing.set(
        key,
        all.sort((one, other) => other.boards.length - one.boards.length),
      );
  }
  return {
    asked,
    boards,
    findings: collection.result(),
    valuesOf: (node, property) => differing.get(keyOf(node, property)) ?? [],
  };
}

/** The boards on which a property has no value; that it has one on each, as most have, is seen by counting. */
function boardsLacking(boards: readonly Uri[], values: readonly ValueOnBoards[]): readonly Uri[] {
  if (values.reduce((sum, { boards: on }) => sum + on.length, 0) === boards.length) return [];
  const having = new Set(values.flatMap(({ boards: on }) => on));
  return boards.filter((board) => !having.has(board));
}

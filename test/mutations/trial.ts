import { type Finding, fixesOf, type TextEdit } from '../../server/src/text/finding.js';
import type { BoardState, MutableBoard } from './mutable-board.js';
import type { Mutation } from './mutation.js';

/** What came of one mistake on one board. */
export interface Trial {
  /** What is wrong; empty for a trial that passed. */
  readonly failures: readonly string[];
  /** The other codes that spoke. */
  readonly implied: ReadonlySet<string>;
  /** Whether a fix took the finding away and the findings were as before; `unfixed` where none was offered. */
  readonly outcome: 'restored' | 'unfixed' | 'not-restored';
  /** How many fixes were offered beside the first; each took the finding away too, and brought no other. */
  readonly alternatives: number;
  /** Whether the fix gave the very text that was there before. */
  readonly isSameText: boolean;
}

/**
 * Makes the mistake in one of its ways on a board, has it found and fixed, and takes all back. `undefined` where the board
 * has nothing to make it with, or has such findings already.
 */
export async function tryMutation(
  board: MutableBoard,
  pristine: BoardState,
  mutation: Mutation,
  random: () => number,
): Promise<Trial | undefined> {
  try {
    const before = mutation.prepare ? await prepared(board, pristine, mutation.prepare(pristine)) : pristine;
    if (before.findings.some(({ code }) => code === mutation.code)) return undefined;
    const ways = mutation.ways(before).filter((edits) => edits.length > 0);
    const way = ways[Math.floor(random() * ways.length)];
    if (!way) return undefined;
    const textsBefore = board.changedTexts();
    board.apply(way);
    const after = await board.state();
    const verdict = judge(before.findings, after.findings, mutation);
    const { alternatives, failures: leftBy } = await tryAlternatives(board, before, after, mutation);
    const { outcome, failures } = await fixAll(board, before, after, mutation);
    const isSameText = outcome === 'restored' && isEqual(textsBefore, board.changedTexts());
    return { ...verdict, failures: [...verdict.failures, ...leftBy, ...failures], outcome, alternatives, isSameText };
  } finally {
    board.reset();
  }
}

async function prepared(board: MutableBoard, pristine: BoardState, edits: readonly TextEdit[]): Promise<BoardState> {
  if (edits.length === 0) return pristine;
  board.apply(edits);
  return board.state();
}

/** The finding is there, and no other that was not, but those that the mistake implies. */
function judge(before: readonly Finding[], after: readonly Finding[], { code, implied = [] }: Mutation) {
  const added = addedTo(before, after);
  const failures: string[] = [];
  if (!added.some((finding) => finding.code === code)) failures.push('it was not found');
  for (const finding of added)
    if (finding.code !== code && !implied.includes(finding.code))
      failures.push(`also found: ${finding.code}: ${finding.message}`);
  return { failures, implied: new Set(added.map((finding) => finding.code).filter((other) => other !== code)) };
}

/** Applies each fix but the first by itself. */
async function tryAlternatives(
  board: MutableBoard,
  before: BoardState,
  broken: BoardState,
  { code }: Mutation,
): Promise<{ alternatives: number; failures: string[] }> {
  const finding = addedTo(before.findings, broken.findings).find((each) => each.code === code);
  const others = finding ? fixesOf(finding).slice(1) : [];
  const failures: string[] = [];
  for (const { title, edits } of others) {
    const restore = board.checkpoint();
    board.apply(edits);
    const { findings } = await board.state();
    const isNew = new Set(addedTo(broken.findings, findings));
    const left = addedTo(before.findings, findings).filter(
      (each) => isNew.has(each) || identityOf(each) === identityOf(finding!),
    );
    failures.push(...left.map((each) => `after the fix "${title}": ${each.code}: ${each.message}`));
    restore();
  }
  return { alternatives: others.length, failures };
}

/** Applies the first fix of the finding; where it is several findings, that of one after the other. */
async function fixAll(
  board: MutableBoard,
  before: BoardState,
  broken: BoardState,
  { code, unfixed }: Mutation,
): Promise<{ outcome: Trial['outcome']; failures: string[] }> {
  let state = broken;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const finding = addedTo(before.findings, state.findings).find((each) => each.code === code);
    if (!finding) break;
    const [fix] = fixesOf(finding);
    if (!fix) {
      const failures = unfixed === undefined ? [`no fix: ${finding.message}`] : [];
      return { outcome: unfixed === undefined ? 'not-restored' : 'unfixed', failures };
    }
    board.apply(fix.edits);
    state = await board.state();
  }
  const expected = before.findings.map(describe).sort();
  const actual = state.findings.map(describe).sort();
  if (isEqual(expected, actual)) return { outcome: 'restored', failures: [] };
  const differences = [
    ...actual.filter((line) => !expected.includes(line)).map((line) => `after the fix also: ${line}`),
    ...expected.filter((line) => !actual.includes(line)).map((line) => `after the fix no longer: ${line}`),
  ];
  return { outcome: 'not-restored', failures: differences };
}

const MOST_ROUNDS = 8;

/** The findings that were not there before; a message may say something else of the same nodes. */
function addedTo(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const left = before.map(identityOf);
  return after.filter((finding) => {
    const at = left.indexOf(identityOf(finding));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const identityOf = ({ code, nodes, at }: Finding) => [code, nodes ? nodes.join(' ') : at.span.file.uri].join('\0');
const describe = ({ code, severity, message, at }: Finding) => `${at.span.file.uri} ${severity} ${code}: ${message}`;
const isEqual = (a: Iterable<unknown>, b: Iterable<unknown>) => JSON.stringify([...a]) === JSON.stringify([...b]);

import type { Place } from '../../devicetree/locate.js';
import { boardNames } from '../facts/boards.js';
import { bullets, code, plain } from '../markdown/text.js';
import type { Subject } from './subject.js';

/** The values that the property at a place has on the boards that include the file, where they disagree. */
export function explainOtherBoards({ survey }: Subject, { node, property }: Place): readonly string[] {
  if (!survey || !node || !property) return [];
  const values = survey.valuesOf(node.path, property.syntax.name);
  if (values.length === 0) return [];
  const lines = values.slice(0, MAX_VALUES).map(({ value, boards }) => {
    const what = value === undefined ? 'not there' : value === '' ? 'without a value' : code(value, MAX_LENGTH);
    return `${what} on ${plain(boardNames(boards, MAX_BOARDS))}`;
  });
  const rest = values.length - lines.length;
  if (rest > 0) lines.push(`${rest} more`);
  return [`By board, of ${survey.boards.length}:`, bullets(lines)];
}

const MAX_VALUES = 8;
const MAX_BOARDS = 6;
/** In characters, of a value. */
const MAX_LENGTH = 80;

import { describe, expect, it } from 'vitest';
import { createSourceFile } from '../text/source-file.js';
import { positionEncodingFor } from './position-encoding.js';

const URI = 'file:///a.dts';
const OTHER = 'file:///b.dts';
// Characters of one, two, three and four bytes; of the last, UTF-16 has two units.
const FILES = new Map([
  [URI, createSourceFile(URI, 1, 'plain\r\na ü € 😀 z\n')],
  [OTHER, createSourceFile(OTHER, 1, '€€\n')],
]);
const encodingOf = (positionEncodings?: string[]) =>
  positionEncodingFor(positionEncodings ? { general: { positionEncodings } } : {}, (uri) => FILES.get(uri));
const at = (line: number, character: number) => ({ line, character });

describe('positions', () => {
  it.each([
    [undefined, 'utf-16'],
    [[], 'utf-16'],
    [['utf-7'], 'utf-16'],
    [['utf-16', 'utf-8'], 'utf-16'],
    [['utf-7', 'utf-8', 'utf-16'], 'utf-8'],
    [['utf-32'], 'utf-32'],
  ])('of a client that knows %j are in %s', (known, kind) => {
    expect(encodingOf(known).kind).toBe(kind);
  });

  it.each([
    ['utf-8', [0, 1, 2, 4, 5, 8, 9, 13, 14, 15]],
    ['utf-32', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['utf-16', [0, 1, 2, 3, 4, 5, 6, 8, 9, 10]],
  ])('in %s come and go', (kind, counts) => {
    const { decode, encode } = encodingOf([kind]);
    const core = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10].map((character) => at(1, character));
    const clients = counts.map((character) => at(1, character));
    expect(encode(core, URI)).toEqual(clients);
    expect(decode(clients, URI)).toEqual(core);
    expect(decode(at(0, 5), URI)).toEqual(at(0, 5));
  });

  it('within a character, behind a line and behind all lines are before the next', () => {
    const { decode, encode } = encodingOf(['utf-8']);
    expect([3, 10, 99].map((character) => decode(at(1, character), URI).character)).toEqual([2, 6, 10]);
    expect(encode(at(1, 7), URI)).toEqual(at(1, 9));
    expect(decode(at(9, 9), URI)).toEqual(at(9, 0));
    // Of a file that nobody knows, nothing can be said.
    expect(decode(at(1, 3), 'file:///c.dts')).toEqual(at(1, 3));
  });

  it('are counted in a long line without counting it anew for each', () => {
    const long = createSourceFile('file:///long.dts', 1, 'ü'.repeat(200_000));
    const { encode } = positionEncodingFor({ general: { positionEncodings: ['utf-8'] } }, () => long);
    const all = Array.from({ length: 100_000 }, (_, index) => at(0, 2 * index));
    expect(encode(all, long.uri).at(-1)).toEqual(at(0, 399_996));
  });

  it('are of the version of which something is said', () => {
    const older = createSourceFile(URI, 0, '€a\n');
    expect(encodingOf(['utf-8']).encode([at(0, 1)], URI, older)).toEqual([at(0, 3)]);
  });

  it('are of the document that is named nearest', () => {
    const { encode } = encodingOf(['utf-8']);
    const [here, there] = [at(1, 3), at(0, 1)];
    const range = { start: there, end: there };
    const message = {
      range: { start: here, end: here },
      relatedInformation: [{ location: { uri: OTHER, range } }],
      link: { originSelectionRange: { start: here, end: here }, targetUri: OTHER, targetRange: range },
      edit: { changes: { [OTHER]: [{ range, newText: 'x' }] } },
      documentChanges: [{ textDocument: { uri: OTHER, version: 1 }, edits: [{ range, newText: 'y' }] }],
      position: { line: 1, character: 3, more: true },
      nothing: null,
    };
    const [ofHere, ofThere] = [at(1, 4), at(0, 3)];
    const changed = { start: ofThere, end: ofThere };
    expect(encode(message, URI)).toEqual({
      range: { start: ofHere, end: ofHere },
      relatedInformation: [{ location: { uri: OTHER, range: changed } }],
      link: { originSelectionRange: { start: ofHere, end: ofHere }, targetUri: OTHER, targetRange: changed },
      edit: { changes: { [OTHER]: [{ range: changed, newText: 'x' }] } },
      documentChanges: [{ textDocument: { uri: OTHER, version: 1 }, edits: [{ range: changed, newText: 'y' }] }],
      position: { line: 1, character: 3, more: true },
      nothing: null,
    });
  });
});

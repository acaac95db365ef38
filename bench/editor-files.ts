import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startEditor } from '../test/editor-client.js';
import { PACE, sleep, WARM_UP } from './editor-keys.js';
import { openFile, type Place } from './kernel-documents.js';
import { type KeyEdit, keyEditsOf } from './key-edits.js';
import { median, type Sample } from './statistics.js';
import type { Aim, Row } from './table.js';
import { BOARD, SOC, type Yardstick } from './yardstick.js';

/** A shared source, and the board through which it is edited. */
interface Subject {
  readonly file: string;
  readonly board: string;
}

const DTS = 'arch/arm64/boot/dts';

/** Sources of several makers and sizes. */
export const SUBJECTS: readonly Subject[] = [
  { file: SOC, board: BOARD },
  { file: `${DTS}/qcom/pm8550.dtsi`, board: BOARD },
  { file: `${DTS}/rockchip/rk3588-base.dtsi`, board: `${DTS}/rockchip/rk3588-rock-5b.dts` },
  { file: `${DTS}/freescale/imx8mp.dtsi`, board: `${DTS}/freescale/imx8mp-evk.dts` },
  { file: `${DTS}/ti/k3-am62-main.dtsi`, board: `${DTS}/ti/k3-am625-sk.dts` },
];

/** Keys that change values, labels, properties and nodes by turns in shared sources, and what changes more than a line. */
export async function keysByTurns(place: Place, count: number, yardstick: Yardstick): Promise<Row[]> {
  const rows: Row[] = [];
  for (const subject of SUBJECTS) rows.push(...(await timeSubject(place, subject, [], count, yardstick)));
  const others = boardsIncluding(place.kernel, SOC).filter((board) => board !== BOARD);
  const [first] = await timeSubject(place, SUBJECTS[0]!, others, count, yardstick);
  rows.push({ ...first!, what: `… with all its ${others.length + 1} boards open` });
  return rows;
}

async function timeSubject(
  place: Place,
  { file, board }: Subject,
  furtherBoards: readonly string[],
  count: number,
  yardstick: Yardstick,
): Promise<[line: Row, more: Row]> {
  const client = await startEditor(place);
  for (const further of furtherBoards) await openFile(client, place.kernel, further).diagnostics();
  const shown = openFile(client, place.kernel, board);
  await shown.diagnostics();
  const document = openFile(client, place.kernel, file);
  const clean = await document.diagnostics();
  const yards: Sample[] = [];
  const press = async (edit: KeyEdit, broken: boolean): Promise<Sample> => {
    await sleep(PACE);
    const start = performance.now();
    edit.document.replace(edit.at, broken ? edit.at : edit.at + 1, broken ? edit.key : '');
    const found = await document.diagnostics();
    const time = performance.now() - start;
    if (broken ? !edit.isAnswered(found) : found.length !== clean.length)
      throw new Error(`A key in a ${edit.kind} of ${file} was not answered, or its healing did not heal`);
    return time;
  };
  const edits = keyEditsOf(client, place.kernel, document, shown);
  const ofLine = edits.filter(({ kind }) => kind !== 'include' && kind !== 'macro');
  const ofMore = edits.filter(({ kind }) => kind === 'include' || kind === 'macro');
  const series = async (all: readonly KeyEdit[]): Promise<Sample[]> => {
    const times: Sample[] = [];
    for (let key = 0; key < count + WARM_UP; key++) {
      if (key % 20 === 0) yards.push(yardstick.time(board));
      times.push(await press(all[(key >> 1) % all.length]!, key % 2 === 0));
    }
    return times.slice(WARM_UP);
  };
  const line = await series(ofLine);
  const more = await series(ofMore);
  await client.stop();
  const name = file.split('/').at(-1)!;
  const one = median(yards);
  return [
    { what: `value, label, property, node in ${name}`, samples: line, aims: LINE, one },
    { what: `include, macro of a header in ${name}`, samples: more, aims: MORE, one },
  ];
}

const LINE: readonly Aim[] = [
  { column: 'p50 ratio', most: 0.15 },
  { column: 'p95 ratio', most: 0.4 },
];
const MORE: readonly Aim[] = [{ column: 'p95 ratio', most: 1 }];

/** The boards of the same folder that include a source directly. */
function boardsIncluding(kernel: string, source: string): string[] {
  const folder = dirname(source);
  const name = source.split('/').at(-1)!;
  return readdirSync(join(kernel, folder))
    .filter((entry) => entry.endsWith('.dts'))
    .filter((entry) => readFileSync(join(kernel, folder, entry), 'utf8').includes(`#include "${name}"`))
    .map((entry) => join(folder, entry));
}

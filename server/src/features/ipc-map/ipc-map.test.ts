import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openFixture } from '../../../../test/feature-fixture.js';
import { onBoard, QUALCOMM_SOC } from '../../../../test/qualcomm-fixture.js';
import type { IpcMapAnswer } from '../requests.js';
import { FORMATS, ipcMap } from './ipc-map.js';

const page = readFileSync(new URL('../../../../docs/ipc-map.md', import.meta.url), 'utf8');

describe('the page about the map', () => {
  const example = `${block('dts')}$0`;

  it.each(FORMATS)('shows what its example gives as %s', async (format) => {
    expect((await answerTo(example, format))?.text).toBe(block(format));
  });

  it('has a row for each member, and no other', async () => {
    const rows = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, member]) => member!);
    expect(rows).toEqual([...new Set(rows)]);
    const { map } = (await answerTo(example))!;
    expect([...new Set(membersOf(map))].sort()).toEqual(rows.sort());
  });

  function block(language: string): string {
    return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(page)![1]!;
  }
});

describe('the map', () => {
  it('is empty where there is nothing of it', async () => {
    const answer = await answerTo('/dts-v1/;\n/ { };\n$0');
    const lists = Object.values(answer!.map).filter(Array.isArray);
    expect(lists).toHaveLength(10);
    expect(lists.flat()).toEqual([]);
    expect(answer?.text).toBe(
      'IPC map of board.dts\n\nNothing of this board has to do with locks, SMEM or processors.\n',
    );
    expect((await answerTo('/dts-v1/;\n/ { };\n$0', 'mermaid'))?.text).toBe(
      'flowchart LR\n  linux0["Linux<br/>host 0"]\n',
    );
  });

  it('is text where nothing, or nothing known, is asked for', async () => {
    const text = (await answerTo(onBoard('$0')))?.text;
    expect(text).toMatch(/^IPC map of board\.dts\n/);
    expect((await answerTo(onBoard('$0'), 'yaml' as never))?.text).toBe(text);
  });

  it('is that of the board through which a file is shown, and of an overlay with its base', async () => {
    const soc = QUALCOMM_SOC.replace('/ {', '/ {$0');
    expect((await answerTo(`${soc}//- board.dts\n#include "soc.dtsi"\n`))?.map.board).toBe('board.dts');
    const overlay = '//- camera.dtso\n/dts-v1/;\n/plugin/;\n&adsp { $0hwlocks = <&tcsr_mutex 3>; };\n';
    const makefile = '//- Makefile\nboard-camera-dtbs := board.dtb camera.dtbo\n';
    const { map } = (await answerTo(`${QUALCOMM_SOC}//- board.dts\n#include "soc.dtsi"\n${overlay}${makefile}`))!;
    expect(map.remoteprocs).toMatchObject([{ path: '/soc/remoteproc@300000', named: true, driverReleases: true }]);
  });

  it('is none where no board reaches the file', async () => {
    expect(await answerTo('//- alone.dtsi\n/ { };$0')).toBeNull();
  });

  it('names what its text can show without doing anything else', async () => {
    const hostile = String.raw`/ { smp2p { compatible = "qcom,smp2p"; qcom,remote-pid = <5>; e { qcom,entry-name = "\x1b[31m\"]\n#quot;</b>"; }; }; p { compatible = "qcom,\"]--<b>-pas"; }; };`;
    const text = (await answerTo(onBoard(`$0${hostile}`)))!.text;
    expect([...text].filter((character) => character < ' ' && character !== '\n')).toEqual([]);
    const chart = (await answerTo(onBoard(`$0${hostile}`), 'mermaid'))!.text;
    for (const line of chart.trim().split('\n').slice(1)) expect(line).toMatch(CHART_LINE);
  });

  it('is made of thousands of everything', async () => {
    const many = (count: number, write: (index: number) => string) =>
      Array.from({ length: count }, (_, at) => write(at)).join('\n');
    const source = `/dts-v1/;
/ {
	bank: bank { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	smem { compatible = "qcom,smem"; hwlocks = <&bank 3>; };
	${many(2000, (at) => `l${at} { compatible = "qcom,smp2p"; qcom,remote-pid = <${at}>; };`)}
	${many(2000, (at) => `p${at} { hwlocks = <&bank 3>; smd-edge { qcom,remote-pid = <${at}>; }; };`)}
	${many(1000, (at) => `b${at} { #hwlock-cells = <1>; };`)}
	reserved-memory {
		#address-cells = <1>; #size-cells = <1>;
		${many(2000, (at) => `r${at} { reg = <${at} 100000>; };`)}
		first: first { reg = <0 200000>; };
	};
};
${many(2000, () => '&first { reg = <0 200000>; };')}
$0`;
    const { map, text } = (await answerTo(source, 'mermaid'))!;
    expect([map.smp2p.length, map.remoteprocs.length, map.overlaps.length]).toEqual([2000, 2000, 2000]);
    expect(map.overlaps.every(({ movedBy }) => movedBy.length <= 16)).toBe(true);
    expect(text.split('\n').length).toBeGreaterThan(6000);
    expect((await answerTo(source, 'text'))!.text.split('\n').length).toBeGreaterThan(12_000);
  });
});

/** A box, or an arrow with a label, and nothing that ends a label early. */
const CHART_LINE = /^ {2}(\w+\["[^"\][{}|<>]*(<br\/>[^"\][{}|<>]*)*"\]|\w+ (-->|<-->|-\.->)\|"[^"|<>]*"\| \w+)$/;

async function answerTo(text: string, format?: (typeof FORMATS)[number]): Promise<IpcMapAnswer | null> {
  const { context, uri } = await openFixture(text);
  return ipcMap.handle(context, { textDocument: { uri }, ...(format && { format }) });
}

/** The name of each member, as `remoteprocs[].evidence[].kind`. */
function membersOf(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => membersOf(entry, `${prefix}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    return [name, ...membersOf(member, name)];
  });
}

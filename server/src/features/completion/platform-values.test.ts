import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver-protocol';
import { openFixture } from '../../../../test/feature-fixture.js';
import { ipcRuleCodes } from '../../../../test/ipc-rule-codes.js';
import { IPC_SOC, socTyping } from '../../../../test/ipc-soc-fixture.js';
import { completion } from './completion.js';

const RISING = 'IRQ_TYPE_EDGE_RISING';
const specifiers = (...bits: number[]) => bits.map((bit) => `&cdsp_in ${bit} ${RISING}`).join('>, <');

interface Question {
  readonly line: string;
  readonly typed: string;
  readonly items: readonly string[];
  readonly gone: readonly string[];
}

const asked = (line: string, typed: string, items: readonly string[], gone: readonly string[] = []): Question => ({
  line,
  typed,
  items,
  gone,
});

/** A line of the fixture, what is typed in its place, and the items, the first of which is what the topology implies. */
const QUESTIONS: readonly Question[] = [
  asked('qcom,remote-pid /* link */', 'qcom,remote-pid = <$0>;', ['5: CDSP (cdsp, cdsp0, nsp0)']),
  asked('qcom,remote-pid /* link */', 'qcom,remote-pid = $0;', ['5: CDSP (cdsp, cdsp0, nsp0)']),
  asked('qcom,remote-pid /* edge */', 'qcom,remote-pid = <$0', ['5: CDSP (cdsp, cdsp0, nsp0)']),
  asked('qcom,remote-pid /* modem */', 'qcom,remote-pid = <$0>;', ['1: Modem (modem, mpss, wcss)']),
  asked(
    'qcom,remote-pid /* modem */',
    'qcom,remote-pid = <$0>;',
    [
      '1: Modem (modem, mpss, wcss)',
      '3: SLPI (slpi, dsps)',
      '4: WCNSS (wcnss)',
      '8: SPSS (spss)',
      '12: CDSP1 (cdsp1, nsp1)',
      '13: WPSS (wpss)',
      '17: GPDSP0 (gpdsp0)',
      '18: GPDSP1 (gpdsp1)',
      '19: SOCCP (soccp)',
    ],
    ['qcom,smem /* modem */', 'interrupts-extended /* modem */', 'mboxes /* modem */'],
  ),
  asked('qcom,smem = <94>', 'qcom,smem = <$0>;', ['94>, <432: CDSP, host 5']),
  asked('qcom,smem = <94>', 'qcom,smem = <94>, <$0>;', ['432: CDSP, host 5']),
  asked('qcom,smem = <94>', 'qcom,smem = <94 $0', ['432: CDSP, host 5']),
  asked('qcom,smem = <94>', 'qcom,smem = <94>, <432>, <$0', []),
  asked('qcom,smem-states = <&cdsp_out', 'qcom,smem-states = <$0>;', ['&cdsp_out 0: stop']),
  asked('qcom,smem-states = <&cdsp_out', 'qcom,smem-states = <&cd$0>;', ['&cdsp_out 0: stop']),
  asked('qcom,smem-states = <&cdsp_out', 'qcom,smem-states = <&cdsp_out $0>;', ['0: stop']),
  asked('qcom,smem-states = <&cdsp_out', 'qcom,smem-states = <&cdsp_out 0>, <$0>;', []),
  asked('qcom,smem-state-names /* cdsp */', 'qcom,smem-state-names = $0;', ['stop']),
  asked('qcom,smem-state-names /* cdsp */', 'qcom,smem-state-names = "$0";', ['stop']),
  asked('interrupt-names /* cdsp */', 'interrupt-names = "$0', [
    'wdog", "fatal", "ready", "handover", "stop-ack',
    'wdog',
  ]),
  asked('interrupt-names /* cdsp */', 'interrupt-names = "wdog", "$0', [
    'fatal", "ready", "handover", "stop-ack',
    'fatal',
  ]),
  asked('interrupt-names /* cdsp */', 'interrupt-names = "wdog", "fatal", "ready", "handover", "$0"', ['stop-ack']),
  asked('interrupts-extended /* cdsp */', 'interrupts-extended = <$0>;', ['&pdc: wdog', '&intc: wdog']),
  asked('interrupts-extended /* cdsp */', `interrupts-extended = <&pdc 7 ${RISING}>, <$0>;`, [
    `${specifiers(0, 1, 2, 3)}: fatal, ready, handover, stop-ack`,
    `${specifiers(0)}: fatal`,
  ]),
  asked(
    'interrupts-extended /* cdsp */',
    `interrupts-extended = <&pdc 7 ${RISING}>, <&cdsp_in 0 ${RISING}>, <&cdsp_in 1 ${RISING}>, <&cdsp_in 2 ${RISING}>, <$0>;`,
    [`${specifiers(3)}: stop-ack`],
  ),
  asked('interrupts-extended /* cdsp */', `interrupts-extended = <&pdc 7 ${RISING}>, <&cdsp_in $0`, ['0: fatal']),
  asked('interrupts-extended /* cdsp */', `interrupts-extended = <&pdc 7 ${RISING}>, <&cdsp_in 0 $0`, [RISING]),
  asked('memory-region = <&cdsp_mem>', 'memory-region = <$0>;', [
    '&cdsp_mem: /reserved-memory/cdsp@83000000',
    '&video_mem: /reserved-memory/video@82000000',
    '&mpss_mem: /reserved-memory/mpss@85000000',
  ]),
  asked('mboxes /* link */', 'mboxes = <$0>;', ['&ipcc IPCC_CLIENT_CDSP IPCC_MPROC_SIGNAL_SMP2P: CDSP']),
  asked('mboxes /* link */', 'mboxes = <&ipcc $0>;', ['IPCC_CLIENT_CDSP: CDSP']),
  asked('mboxes /* link */', 'mboxes = <&ipcc IPCC$0>;', ['IPCC_CLIENT_CDSP: CDSP']),
  asked('mboxes /* link */', 'mboxes = <&ipcc IPCC_CLIENT_CDSP $0>;', ['IPCC_MPROC_SIGNAL_SMP2P']),
  asked('mboxes /* edge */', 'mboxes = $0;', ['&ipcc IPCC_CLIENT_CDSP IPCC_MPROC_SIGNAL_GLINK_QMP: CDSP']),
  asked('interrupts-extended /* edge */', 'interrupts-extended = <$0>;', [
    `&ipcc IPCC_CLIENT_CDSP IPCC_MPROC_SIGNAL_GLINK_QMP ${RISING}: CDSP`,
  ]),
  asked(
    'interrupts-extended /* link */',
    'interrupts-extended = <&ipcc IPCC_CLIENT_CDSP IPCC_MPROC_SIGNAL_SMP2P $0>;',
    [RISING],
  ),
  asked(
    'mboxes /* modem */',
    'mboxes = <&ipcc $0>;',
    ['IPCC_CLIENT_MPSS: Modem', '4: SLPI', '16: SPSS', '18: CDSP1', '24: WPSS', '31: GPDSP0', '32: GPDSP1'],
    ['qcom,smem /* modem */', 'qcom,remote-pid /* modem */', 'interrupts-extended /* modem */'],
  ),
  asked('hwlocks /* cdsp */', 'hwlocks = <$0>;', ['&tcsr_mutex 3: for the allocation of SMEM', '&tcsr_mutex']),
];

describe('values of the topology', () => {
  it('are asked about a SoC in which the rules find nothing', async () => {
    expect(await findingsOf(`${IPC_SOC}$0`)).toEqual([]);
  });

  it.each(QUESTIONS)('$line: $typed', async ({ line, typed, items, gone }) => {
    expect((await complete(socTyping(line, typed, ...gone))).map(({ label }) => label)).toEqual(items);
  });

  it.each(QUESTIONS.filter(({ line }) => !line.startsWith('hwlocks')))(
    '$line: $typed, each item accepted, leave the rules nothing to find',
    async ({ line, typed, gone }) => {
      const text = socTyping(line, typed, ...gone);
      for (const { label } of await complete(text)) {
        const accepted = await accept(text, label);
        if (accepted !== undefined) expect([label, await findingsOf(accepted)]).toEqual([label, []]);
      }
    },
  );

  it('are other ones for WCSS, which is shut down before it is stopped', async () => {
    const wcss = (line: string, typed: string) =>
      socTyping(line, typed, ...(line.includes('names') ? [] : ['qcom,smem-state-names /* cdsp */'])).replace(
        'qcom,sm8650-cdsp-pas',
        'qcom,x-wcss-pil',
      );
    expect((await complete(wcss('qcom,smem-states = <&cdsp_out', 'qcom,smem-states = <$0>;')))[0]?.label).toBe(
      '&cdsp_out 0>, <&cdsp_out 1: shutdown, stop',
    );
    expect(
      (await complete(wcss('qcom,smem-state-names /* cdsp */', 'qcom,smem-state-names = $0;'))).map(
        ({ label }) => label,
      ),
    ).toEqual(['shutdown", "stop', 'shutdown']);
  });

  it('leave other nodes and other properties to the other sources', async () => {
    const ipa = IPC_SOC.replace('rpmhcc:', 'ipa { qcom,smem-states = <&$0>; }; rpmhcc:');
    expect((await complete(ipa)).map(({ label }) => label)).toEqual([
      '&adsp_out',
      '&cdsp_out',
      '&modem_out',
      '&ipa_out',
    ]);
    const user = IPC_SOC.replace('rpmhcc:', 'venus { memory-region = <&$0>; }; rpmhcc:');
    expect((await complete(user)).map(({ label }) => label)).toContain('&adsp_mem');
  });

  it('are written into an overlay or a board that extends the node, too', async () => {
    const board = `//- soc.dtsi\n${IPC_SOC}//- board.dts\n#include "soc.dtsi"\n&cdsp { memory-region = <$0>; };\n`;
    expect((await complete(board))[0]?.label).toBe('&cdsp_mem: /reserved-memory/cdsp@83000000');
  });

  it.each(['sprd,sc9860-adi|0', 'sprd,sc2731-adc|4', 'sprd,ums312-efuse|8', 'sprd,sc2731-efuse|12'])(
    'know the locks of Spreadtrum: %s',
    async (known) => {
      const [compatible, lock] = known.split('|');
      const text = `/ { hwlock: bank { compatible = "sprd,hwspinlock-r3p0"; #hwlock-cells = <1>; }; u { compatible = "${compatible}"; hwlocks = <$0>; }; };`;
      const [first] = await complete(text);
      expect(first?.label.split(':')[0]).toBe(`&hwlock ${lock}`);
      const [index, next] = await complete(text.replace('<$0', '<&hwlock $0'));
      expect(index?.label.split(':')[0]).toBe(lock);
      expect(next?.label).toMatch(/^[1-3]$/);
    },
  );

  it('know the locks of STM32, whose second cell says that they are shared', async () => {
    const text =
      '/ { hsem: bank { compatible = "st,stm32-hwspinlock"; #hwlock-cells = <2>; }; exti { compatible = "st,stm32mp1-exti"; hwlocks = <$0>; }; };';
    expect((await complete(text)).map(({ label }) => label)).toEqual([
      '&hsem 1 1: for the EXTI interrupt controller',
      '&hsem',
    ]);
    const one = text.replace('#hwlock-cells = <2>', '#hwlock-cells = <1>').replace('mp1-exti', 'mp157-pinctrl');
    expect((await complete(one))[0]?.label).toBe('&hsem 0: for the pin controller');
  });
});

async function complete(text: string): Promise<readonly CompletionItem[]> {
  const { context, uri, position } = await openFixture(text, PLAIN);
  const { items } = completion.handle(context, { textDocument: { uri }, position });
  return [...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
}

/**
 * The text when an item was accepted and the statement ended; `undefined` where that cannot be all: a line of whose number
 * only a person knows, or one of several interrupts or names.
 */
async function accept(text: string, label: string): Promise<string | undefined> {
  const item = (await complete(text)).find((each) => each.label === label)!;
  const { file } = (await openFixture(text, PLAIN)).context.view;
  const edit = item.textEdit;
  if (!edit || !('range' in edit)) throw new Error('There is no edit');
  const [start, end] = [file.lines.offsetAt(edit.range.start), file.lines.offsetAt(edit.range.end)];
  const before = file.text.slice(0, start) + edit.newText;
  const statement = before.slice(before.lastIndexOf(';') + 1);
  const after = file.text.slice(end);
  const names = statement.split('"').length / 2;
  const interrupts = statement.split('&').length - 1;
  if (edit.newText.endsWith(' ') || (/interrupt-names/.test(statement) && names < 5)) return undefined;
  if (/interrupts-extended = <&pdc/.test(statement) && interrupts < 5) return undefined;
  const close = [
    statement.split('"').length % 2 === 0 && !after.startsWith('"') ? '"' : '',
    statement.split('<').length > statement.split('>').length && !after.startsWith('>') ? '>' : '',
    /^[">]*;/.test(after) ? '' : ';',
  ];
  return isUnfinished(statement)
    ? undefined
    : `${before}$0${/^[">]*/.exec(after)![0]}${close.join('')}${after.replace(/^[">]*/, '')}`;
}

/** A specifier whose cells are not all there. */
function isUnfinished(statement: string): boolean {
  return (
    /<&(ipcc( \w+)?|\w+_(in|out))$/.test(statement) ||
    /interrupts-extended = .*<&(ipcc \w+ \w+|\w+_in \d)$/.test(statement)
  );
}

async function findingsOf(text: string): Promise<string[]> {
  const { context } = await openFixture(text);
  const codes = new Set([...ipcRuleCodes(), 'syntax-error']);
  return context.view.findings.filter(({ code }) => codes.has(code)).map(({ code, message }) => `${code}: ${message}`);
}

const PLAIN = { textDocument: { completion: { completionItem: { documentationFormat: ['plaintext' as const] } } } };

import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver-protocol';
import { openFixture } from '../../../../test/feature-fixture.js';
import { ipcRuleCodes } from '../../../../test/ipc-rule-codes.js';
import { IPC_SOC } from '../../../../test/ipc-soc-fixture.js';
import { completion } from './completion.js';

/** {@link IPC_SOC} with the cursor in the modem's empty node. */
const EMPTY = withModem('\t\t\t$0');

describe('a remote processor in an empty node', () => {
  it('follows the pattern of its SoC, with a hole for each thing that only a person knows', async () => {
    const [item] = await templatesIn(EMPTY);
    expect([item?.label, item?.detail]).toEqual(['Modem remote processor (SMEM host 1)', 'after the pattern of adsp']);
    expect(item?.insertTextFormat).toBe(2);
    expect(textOf(item)).toBe(`compatible = "qcom,sm8650-mpss-pas";
			reg = <0x500000 \${1:size}>;

			interrupts-extended = <&pdc \${2:number} IRQ_TYPE_EDGE_RISING>,
					      <&modem_in 0 IRQ_TYPE_EDGE_RISING>,
					      <&modem_in 1 IRQ_TYPE_EDGE_RISING>,
					      <&modem_in 2 IRQ_TYPE_EDGE_RISING>,
					      <&modem_in 3 IRQ_TYPE_EDGE_RISING>;
			interrupt-names = "wdog",
					  "fatal",
					  "ready",
					  "handover",
					  "stop-ack";

			clocks = <&rpmhcc XO>;
			clock-names = "xo";

			power-domains = <&rpmhpd \${3:domain}>;
			power-domain-names = "\${4:name}";

			memory-region = <&mpss_mem>;

			qcom,qmp = <&aoss_qmp>;

			qcom,smem-states = <&modem_out 0>;
			qcom,smem-state-names = "stop";

			hwlocks = <&tcsr_mutex 3>;

			status = "disabled";

			glink-edge {
				interrupts-extended = <&ipcc IPCC_CLIENT_MPSS IPCC_MPROC_SIGNAL_GLINK_QMP IRQ_TYPE_EDGE_RISING>;
				mboxes = <&ipcc IPCC_CLIENT_MPSS IPCC_MPROC_SIGNAL_GLINK_QMP>;

				qcom,remote-pid = <1>;

				label = "\${5:modem}";
			};`);
  });

  it('has no holes for a client that knows none, and leaves the rules nothing to find', async () => {
    const [item] = await templatesIn(EMPTY, PLAIN);
    const text = textOf(item);
    expect(text).not.toContain('$');
    expect(text).toContain('interrupts-extended = <&modem_in 0 IRQ_TYPE_EDGE_RISING>,\n\t\t\t\t\t      <&modem_in 1 ');
    expect(text).toContain('interrupt-names = "fatal",\n');
    expect(text).not.toContain('\n\n\n');
    const { context } = await openFixture(`${EMPTY.replace('$0', text)}$0`);
    const codes = new Set([...ipcRuleCodes(), 'syntax-error', 'unknown-label']);
    expect(context.view.findings.filter(({ code }) => codes.has(code))).toEqual([]);
  });

  it('takes over the compatible and the address that are there', async () => {
    const text = textOf(
      (await templatesIn(withModem('compatible = "qcom,sm8650-mpss-pas"; reg = <0x500000 0x1000>; $0')))[0],
    );
    expect(text).toMatch(/^interrupts-extended/);
  });

  it('is offered for each link that has no processor, the one that is named first', async () => {
    const slpi =
      'smp2p-slpi { compatible = "qcom,smp2p"; qcom,smem = <481>, <430>; qcom,remote-pid = <3>; i { interrupt-controller; #interrupt-cells = <2>; }; };';
    const labels = (await templatesIn(EMPTY.replace('\tsmp2p-adsp', `\t${slpi}\n\tsmp2p-adsp`))).map(
      ({ label }) => label,
    );
    expect(labels).toEqual(['Modem remote processor (SMEM host 1)', 'SLPI remote processor (SMEM host 3)']);
    const named = EMPTY.replace('\tsmp2p-adsp', `\t${slpi}\n\tsmp2p-adsp`).replace(
      'modem: remoteproc@500000',
      'remoteproc_slpi: remoteproc@500000',
    );
    expect((await templatesIn(named))[0]?.label).toBe('SLPI remote processor (SMEM host 3)');
  });

  it.each([
    ['the compatible is of another host', withModem('compatible = "qcom,sm8650-cdsp-pas"; $0')],
    ['there is more in the node', withModem('clocks = <&rpmhcc 1>; $0')],
    ['the node is something else', EMPTY.replace('modem: remoteproc@500000', 'modem: serial@500000')],
    ['no link is without its processor', EMPTY.replace('qcom,remote-pid = <1>;', '')],
    ['a value stands there already', withModem('$0 = <1>;')],
  ])('is not offered where %s', async (_, text) => {
    expect(await templatesIn(text)).toEqual([]);
  });

  it('names no lock where no processor does and the tree has bindings that do not allow it', async () => {
    const silent = EMPTY.replaceAll(/\t\t\thwlocks = <&tcsr_mutex 3>;.*\n(?=\t\t\t(status|glink))/g, '');
    expect(textOf((await templatesIn(silent))[0])).toContain('hwlocks = <&tcsr_mutex 3>;');
    const binding =
      '$id: http://devicetree.org/schemas/remoteproc/qcom.yaml#\nproperties:\n  compatible:\n    enum:\n      - qcom,sm8650-mpss-pas\nadditionalProperties: false\n';
    const tree = `//- arch/arm64/boot/dts/qcom/board.dts\n${silent}//- Documentation/devicetree/bindings/remoteproc/qcom.yaml\n${binding}//- scripts/dtc/include-prefixes/x\n`;
    const text = textOf((await templatesIn(tree))[0]);
    expect(text).toContain('qcom,smem-states');
    expect(text).not.toContain('hwlocks');
  });

  it('follows an older generation: a driver that is not TrustZone, clocks of its own, SMD', async () => {
    const older = EMPTY.replaceAll(/qcom,sm8650-(adsp|cdsp)-pas/g, 'qcom,msm8974-$1-pil')
      .replace('clock-names = "xo"', 'clock-names = "iface"')
      .replace(
        'qcom,remote-pid = <2>;\n\t\t\t\tlabel',
        'qcom,smd-edge = <1>;\n\t\t\t\tqcom,remote-pid = <2>;\n\t\t\t\tlabel',
      )
      .replace('glink-edge {', 'smd-edge {');
    const text = textOf((await templatesIn(older))[0]);
    expect(text).toContain('compatible = "qcom,msm8974-mss-pil";');
    expect(text).toMatch(/\tclocks = <\$\{3:clocks}>;\n/);
    expect(text).toMatch(/smd-edge {\n\t{4}interrupts = <\$\{7:interrupt}>;\n/);
    expect(text).toMatch(/qcom,smd-edge = <\$\{9:edge}>;\n/);
  });
});

function withModem(body: string): string {
  return IPC_SOC.replace('remoteproc@500000 {\n', `remoteproc@500000 {\n${body}\n`);
}

async function templatesIn(text: string, client?: typeof PLAIN): Promise<readonly CompletionItem[]> {
  const { context, uri, position } = await openFixture(text, client);
  const { items } = completion.handle(context, { textDocument: { uri }, position });
  return items.filter(({ label }) => label.includes('remote processor'));
}

function textOf(item: CompletionItem | undefined): string {
  return item?.textEdit?.newText ?? '';
}

const PLAIN = { textDocument: { completion: { completionItem: {} } } };

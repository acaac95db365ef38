import { describe, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver-protocol';
import { openFixture } from '../../../../test/feature-fixture.js';
import { QUALCOMM_SOC } from '../../../../test/qualcomm-fixture.js';
import { hover } from './hover.js';

/** Asks at every offset of a file, and gives every answer. */
async function answersIn(text: string): Promise<readonly string[]> {
  const { context, uri } = await openFixture(text);
  const { file } = context.view;
  const answers = new Set<string>();
  for (let offset = 0; offset <= file.text.length; offset++) {
    const answer = hover.handle(context, { textDocument: { uri }, position: file.lines.positionAt(offset) });
    if (answer) answers.add((answer.contents as MarkupContent).value);
  }
  return [...answers];
}

const BROKEN = `$0/dts-v1/;
#define LOOP LOOP LOOP
#define CALL(x) x CALL(x)
#include "none\`|[.dtsi"
/ {
	#hwlock-cells = <&nothing>;
	bank: b@|x { #hwlock-cells = <0xffffffff>; compatible = "qcom,tcsr-mutex", "\`](x)|\\n**b**"; reg = <0 0>; };
	a = LOOP CALL(1);
	smem { compatible = "qcom,smem"; hwlocks = <&bank 3>, <&bank>, <7>; hwlock-names = "\`|", ""; memory-region = <&bank 7 &none>; qcom,rpm-msg-ram; };
	smp2p { compatible = "qcom,smp2p"; qcom,smem = "x"; qcom,remote-pid = <0xffffffff>; in: in { interrupt-controller; qcom,entry-name = "a|b\`c"; }; };
	p { compatible = "qcom,x-adsp-pas"; qcom,smem-states = <&in>, <&none 1>; qcom,smem-state-names = "stop", "\`"; interrupts-extended = <&in>, <>; glink-edge { qcom,remote-pid; }; hwlocks; };
	string = "<img src=x>\`\`\`[a](b)|c\\x80\u202e";
	open = <1 2
`;

describe('hover on hostile text', () => {
  it('has an answer, or none, at every place of broken sources', async () => {
    expect((await answersIn(BROKEN)).length).toBeGreaterThan(5);
  });

  it('has one at every place of a sound source, whatever a board does to it', async () => {
    const soc = QUALCOMM_SOC.replace('/dts-v1/;', '$0/dts-v1/;');
    const board = `//- board.dts
#include "soc.dtsi"
#include "soc.dtsi"
/delete-node/ &tcsr_mutex;
&smem { hwlocks = <&adsp 1>; /delete-property/ reg; };
&adsp_in { #interrupt-cells = <0>; };
&adsp { qcom,smem-states = "x"; };
`;
    expect((await answersIn(`${soc}${board}`)).length).toBeGreaterThan(20);
  });

  it('shows text of a source as text', async () => {
    const value = String.raw`"[x](http://evil) \`\`| <b>"`;
    const answers = await answersIn(`$0/dts-v1/;\n/ { a = ${value}; };\n/ { a = "";};`);
    const history = answers.find((answer) => answer.includes('Set to'))!;
    expect(history).toContain('- Set to ``"[x](http://evil) \\`\\`| <b>"`` in');
  });

  it('stays short, however long the source is', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `&n { p = <${index}>; };`).join('\n');
    const long = `l${'x'.repeat(3000)}`;
    const answers = await answersIn(
      `//- long.dtsi\n$0&n { p = "${'y'.repeat(1000)}"; };\n//- board.dts\n/dts-v1/;\n/ { ${long}: n: n { }; };\n${many}\n#include "long.dtsi"\n`,
    );
    expect(answers.length).toBeGreaterThan(1);
    for (const answer of answers) expect(answer.length).toBeLessThan(4000);
    expect(answers.some((answer) => answer.includes('- … 481 before'))).toBe(true);
  });
});

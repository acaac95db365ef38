import { describe, expect, it } from 'vitest';
import { checkRule, evaluateFixture } from '../../../../test/fixture.js';
import type { BindingStore } from '../../bindings/store.js';
import { remoteprocMissingHwlocks } from './remoteproc-missing-hwlocks.js';

const SOC = `/dts-v1/;
/ {
	tcsr_mutex: hwlock { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	smem: smem { compatible = "qcom,smem"; hwlocks = <&tcsr_mutex 3>; };
	smp2p_adsp: smp2p-adsp {
		compatible = "qcom,smp2p";
		qcom,remote-pid = <2>;
		adsp_out: master-kernel { #qcom,smem-state-cells = <1>; };
		adsp_in: slave-kernel { interrupt-controller; #interrupt-cells = <2>; };
	};
	smsm {
		compatible = "qcom,smsm";
		wcnss_smsm: wcnss@3 { interrupt-controller; #interrupt-cells = <2>; };
	};
};
`;

const check = (text: string) => checkRule(remoteprocMissingHwlocks, SOC + text);

/** What the rule finds, with a store of bindings that allows `hwlocks` on some compatibles and documents some more. */
async function findings(text: string, allowed?: readonly string[], documented: readonly string[] = []) {
  const { tree, expansion } = await evaluateFixture(SOC + text);
  const bindings: BindingStore | undefined = allowed && {
    forCompatible(compatible) {
      const allows = allowed.includes(compatible);
      return allows || documented.includes(compatible) ? { file: expansion.root, allows: () => allows } : undefined;
    },
  };
  return [...remoteprocMissingHwlocks.check({ tree, expansion, ...(bindings && { bindings }) })];
}

const ADSP = `
/ {
	adsp: remoteproc@6800000 {
		compatible = "qcom,sm8650-adsp-pas";
		interrupts-extended = <&adsp_in 0 1>, <&adsp_in 1 1>;
		qcom,smem-states = <&adsp_out 0>;
		qcom,smem-state-names = "stop";
		status = "disabled";
		glink-edge { qcom,remote-pid = <2>; };
	};
};
`;

describe('remoteproc-missing-hwlocks: what it says', () => {
  it('names the firmware, the lock, the evidence and what Linux does instead', async () => {
    const [finding, ...others] = await findings(ADSP);
    expect(others).toEqual([]);
    expect(finding?.message).toBe(
      'ADSP firmware (SMEM host 2) allocates from SMEM under <&tcsr_mutex 3>, as its SMP2P entry `adsp_in` and its glink-edge show; this node names no hwlock, so nothing in the tree says which lock to release if it dies holding it. Mainline finds it through SMEM by host number for this compatible (smem_host_id 2).',
    );
    expect(finding?.nodes).toEqual(['/remoteproc@6800000']);
    const texts = finding?.related?.map(({ at, message }) => [
      at.span.file.text.slice(at.span.start, at.span.end),
      message,
    ]);
    expect(texts).toEqual([
      ['&tcsr_mutex 3', 'SMEM takes <&tcsr_mutex 3>'],
      ['&adsp_in 0 1', 'Its interrupts come from the SMP2P entry adsp_in, whose item in SMEM the firmware allocates'],
      ['&adsp_out 0', 'Linux signals it through adsp_out, an entry that lies in SMEM'],
      ['glink-edge', 'G-Link has its FIFOs in SMEM'],
    ]);
  });

  it('says so where nothing would release the lock', async () => {
    const [finding] = await findings(
      '/ { p { compatible = "qcom,msm8996-slpi-pil"; smd-edge { qcom,remote-pid = <3>; }; }; };',
    );
    expect(finding?.message).toBe(
      "SLPI firmware (SMEM host 3) allocates from SMEM under <&tcsr_mutex 3>, as its smd-edge shows; this node names no hwlock, so nothing in the tree says which lock to release if it dies holding it. Mainline's driver knows no host number for this compatible: the lock stays taken.",
    );
  });

  it("uses SMEM's own specifier, never a constant", async () => {
    const other = '/ { x: bank { #hwlock-cells = <2>; }; };\n&smem { hwlocks = <&x 7 1>; };';
    const [finding] = await findings(other + ADSP);
    expect(finding?.message).toContain(' under <&x 7 1>, ');
    expect(finding?.fixes?.[0]?.edits[0]?.newText).toBe('\n\t\thwlocks = <&x 7 1>;');
    const [byPath] = await findings(`/ { bank { #hwlock-cells = <1>; }; };\n&smem { hwlocks = <&{/bank} 5>; };${ADSP}`);
    expect(byPath?.fixes?.[0]?.edits[0]?.newText).toBe('\n\t\thwlocks = <&{/bank} 5>;');
  });

  it('stands at the first definition, once, however often a board adds to the node', async () => {
    await checkRule(
      remoteprocMissingHwlocks,
      `
//- board.dts
#include "soc.dtsi"
&adsp { status = "okay"; };
//- soc.dtsi
${SOC}
/ {
	adsp: remoteproc { compatible = "qcom,sm8550-adsp-pas"; glink-edge { }; };
//	      ^^^^^^^^^^ warning(remoteproc-missing-hwlocks): ADSP firmware allocates…
};
`,
    );
  });

  it('stands at the text that deletes the property, without a fix', async () => {
    const text = `
/ {
	adsp: remoteproc { compatible = "qcom,sm8550-adsp-pas"; hwlocks = <&tcsr_mutex 3>; glink-edge { }; };
};
&adsp { /delete-property/ hwlocks; };
//                        ^^^^^^^ warning(remoteproc-missing-hwlocks): …
`;
    await check(text);
    expect((await findings(text))[0]).not.toHaveProperty('fixes');
  });

  it('stands at the new definition where a board deleted the node', async () => {
    await check(`
/ {
	adsp: remoteproc { compatible = "qcom,sm8550-adsp-pas"; glink-edge { }; };
};
/delete-node/ &adsp;
/ {
	adsp: remoteproc { compatible = "qcom,sm8550-adsp-pas"; glink-edge { }; };
//	      ^^^^^^^^^^ warning(remoteproc-missing-hwlocks): …
};
`);
  });
});

describe('remoteproc-missing-hwlocks: evidence', () => {
  it.each([
    ['SMP2P interrupts', 'interrupts-extended = <&adsp_in 0 1>;', 'its SMP2P entry `adsp_in` shows'],
    [
      'SMP2P states',
      'qcom,smem-states = <&adsp_out 0>; qcom,smem-state-names = "stop";',
      'its SMP2P entry `adsp_out` shows',
    ],
    ['a glink-edge', 'glink-edge { };', 'its glink-edge shows'],
    ['an smd-edge', 'smd-edge { };', 'its smd-edge shows'],
    ['SMSM interrupts', 'interrupt-parent = <&wcnss_smsm>; interrupts = <6 1>;', 'its SMSM entry `wcnss_smsm` shows'],
    [
      'an smd-edge and SMSM interrupts, as on riva',
      'interrupts-extended = <&wcnss_smsm 6 1>; smd-edge { qcom,smd-edge = <6>; };',
      'its smd-edge and its SMSM entry `wcnss_smsm` show',
    ],
  ])('is %s', async (_, body, phrase) => {
    const [finding, ...others] = await findings(`/ { p { compatible = "qcom,riva-pil"; ${body} }; };`);
    expect(others).toEqual([]);
    expect(finding?.message).toContain(`, as ${phrase}; this node names no hwlock`);
  });

  it.each([
    ['a compatible alone', 'compatible = "qcom,sm8650-adsp-pas";'],
    ['the RPM', 'compatible = "qcom,msm8916-rpm-proc", "qcom,rpm-proc"; smd-edge { rpm-requests { }; };'],
    ['the RPM, even by an edge like any other', 'compatible = "qcom,rpm-proc"; smd-edge { };'],
    ['an edge to the RPM', 'smd-edge { rpm-requests { }; };'],
    ['G-Link in message RAM', 'compatible = "qcom,x-adsp-pas"; glink-edge { qcom,rpm-msg-ram = <&smem>; };'],
    ['G-Link over registers', 'compatible = "qcom,x-spss-pas"; glink-edge { transport = "spss"; reg = <0 1>; };'],
    ['a user of other states', 'qcom,smem-states = <&adsp_out 0>; qcom,smem-state-names = "ipa-clock-enabled";'],
    ["another maker's processor", 'compatible = "ti,am64-m4fss"; mboxes = <0>;'],
    [
      'a processor that names locks, whichever',
      'compatible = "qcom,x-adsp-pas"; hwlocks = <&tcsr_mutex 9>; glink-edge { };',
    ],
  ])('is missing on %s', async (_, body) => {
    expect(await findings(`/ { p { ${body} }; };`)).toEqual([]);
  });
});

describe('remoteproc-missing-hwlocks: when it is silent', () => {
  it.each([
    ['there is no SMEM node', '/delete-node/ &smem;'],
    ['SMEM is disabled', '&smem { status = "disabled"; };'],
    ['there are two SMEM nodes', '/ { s { compatible = "qcom,smem"; hwlocks = <&tcsr_mutex 3>; }; };'],
    ['SMEM has no lock', '&smem { /delete-property/ hwlocks; };'],
    ['SMEM has a list of locks', '&smem { hwlocks = <&tcsr_mutex 3>, <&tcsr_mutex 4>; };'],
    ["SMEM's lock is not known", '&smem { hwlocks = <&nowhere 3>; };'],
    ['the node uses an unknown label', '&adsp { memory-region = <&nowhere>; };'],
    ['the evidence uses an unknown label', '&smp2p_adsp { mboxes = <&nowhere 1>; };'],
  ])('if %s', async (_, text) => {
    expect(await findings(ADSP + text)).toEqual([]);
  });

  it('but not if an unknown label stands elsewhere', async () => {
    expect(await findings(`${ADSP}/ { other { clocks = <&nowhere>; }; };`)).toHaveLength(1);
  });

  it('if an include is missing', async () => {
    await check(`${ADSP}
#include "missing.dtsi"
//       ^^^^^^^^^^^^^^ error(missing-include): …
`);
  });

  it('on an overlay alone', async () => {
    await checkRule(
      remoteprocMissingHwlocks,
      `//- overlay.dtso\n/dts-v1/;\n/plugin/;\n${SOC.replace('/dts-v1/;\n', '')}${ADSP}`,
    );
  });
});

describe('remoteproc-missing-hwlocks: severity and fix', () => {
  const plain = 'Add `hwlocks = <&tcsr_mutex 3>;`';
  const refused = "Add `hwlocks = <&tcsr_mutex 3>;` (this tree's binding refuses it)";
  const other = '/ { cdsp { compatible = "qcom,sm8650-cdsp-pas"; hwlocks = <&tcsr_mutex 3>; glink-edge { }; }; };';

  it.each([
    ['a warning without bindings', ADSP, undefined, [], 'warning', plain],
    ['information where the binding refuses it', ADSP, [], ['qcom,sm8650-adsp-pas'], 'information', refused],
    ['information where there is no binding for it', ADSP, [], [], 'information', refused],
    ['a warning where the binding allows it', ADSP, ['qcom,sm8650-adsp-pas'], [], 'warning', plain],
    [
      "a warning where another processor names SMEM's lock",
      ADSP + other,
      [],
      ['qcom,sm8650-adsp-pas'],
      'warning',
      plain,
    ],
    ['information where another names another lock', ADSP + other.replace('3>', '4>'), [], [], 'information', refused],
  ] as const)('is %s', async (_, text, allowed, documented, severity, title) => {
    const [finding] = await findings(text, allowed, documented);
    expect(finding).toMatchObject({ severity, fixes: [{ title }] });
    expect(finding?.fixes?.[0]?.preferred ?? false).toBe(severity === 'warning');
  });

  it('reads closed and open schemas of the tree', async () => {
    await check(`
/ {
	adsp: adsp { compatible = "qcom,sm8650-adsp-pas"; glink-edge { }; };
//	      ^^^^ information(remoteproc-missing-hwlocks): …
	cdsp: cdsp { compatible = "qcom,sm8650-cdsp-pas"; glink-edge { }; };
//	      ^^^^ warning(remoteproc-missing-hwlocks): …
};
//- Documentation/devicetree/bindings/remoteproc/closed.yaml
properties:
  compatible:
    const: qcom,sm8650-adsp-pas
additionalProperties: false
//- Documentation/devicetree/bindings/remoteproc/vendor.yaml
properties:
  compatible:
    const: qcom,sm8650-cdsp-pas
  hwlocks:
    maxItems: 1
additionalProperties: false
`);
  });

  it('goes into one node, into all of the file, or into the board alone', async () => {
    const adsp = '\tadsp: adsp {\n\t\tcompatible = "qcom,sm8650-adsp-pas";\n\t\tglink-edge { };\n\t};\n';
    const soc = `${SOC}/ {\n${adsp}${adsp.replaceAll('adsp', 'cdsp')}};\n`;
    const board = '#include "soc.dtsi"\n/ { slpi { compatible = "qcom,sm8650-slpi-pas"; glink-edge { }; }; };';
    const { tree, expansion } = await evaluateFixture(`//- board.dts\n${board}\n//- soc.dtsi\n${soc}`);
    const [first, , third] = [...remoteprocMissingHwlocks.check({ tree, expansion })];
    const added = (title: string) => {
      const edits = first?.fixes?.find((fix) => fix.title === title)?.edits ?? [];
      return edits.map(({ span, newText }) => [span.file.uri.replace(/.*\//, ''), span.start, newText]);
    };
    const inside = (name: string) => soc.indexOf(`"qcom,sm8650-${name}-pas";`) + `"qcom,sm8650-${name}-pas";`.length;
    const line = '\n\t\thwlocks = <&tcsr_mutex 3>;';
    expect(first?.fixes?.map(({ preferred }) => preferred ?? false)).toEqual([true, false, false]);
    expect(added(plain)).toEqual([['soc.dtsi', inside('adsp'), line]]);
    expect(added(`${plain} to all 2 processors of soc.dtsi`)).toEqual([
      ['soc.dtsi', inside('adsp'), line],
      ['soc.dtsi', inside('cdsp'), line],
    ]);
    expect(added(`${plain} in board.dts alone`)).toEqual([
      ['board.dts', board.length + 1, `\n&adsp {${line.replace('\t', '')}\n};\n`],
    ]);
    // A node of the board's own needs no override, and is alone in its file.
    expect(third?.fixes?.map(({ title }) => title)).toEqual([plain]);
  });
});

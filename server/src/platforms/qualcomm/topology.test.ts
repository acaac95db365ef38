import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../../test/fixture.js';
import { ipcTopology } from './topology.js';

const COMMON = `/dts-v1/;
/ {
	tcsr_mutex: hwlock { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	smem: smem { compatible = "qcom,smem"; memory-region = <&smem_mem>; hwlocks = <&tcsr_mutex 3>; };
	reserved-memory { smem_mem: smem@80900000 { }; };
	smp2p-adsp {
		compatible = "qcom,smp2p";
		qcom,remote-pid = <2>;
		qcom,smem = <443>, <429>;
		adsp_out: master-kernel { qcom,entry-name = "master-kernel"; #qcom,smem-state-cells = <1>; };
		adsp_in: slave-kernel { qcom,entry-name = "slave-kernel"; interrupt-controller; #interrupt-cells = <2>; };
		both { interrupt-controller; #interrupt-cells = <2>; #qcom,smem-state-cells = <1>; };
		neither { };
	};
	smsm {
		compatible = "qcom,smsm";
		apps_smsm: apps@0 { #qcom,smem-state-cells = <1>; };
		wcnss_smsm: wcnss@3 { interrupt-controller; #interrupt-cells = <2>; };
	};
};
`;

const topologyOf = async (text: string) => ipcTopology((await evaluateFixture(COMMON + text)).tree);

describe('the topology of a tree', () => {
  it('has SMEM with its lock, SMP2P links with their entries, SMSM with its entries', async () => {
    const { smem, sharedMemory, smp2p, smsm } = await topologyOf('');
    expect(smem).toMatchObject([{ live: true, form: 'memory-region', lock: { index: 3 } }]);
    expect(sharedMemory?.lock.bank.node.name).toBe('hwlock');
    expect(smp2p).toMatchObject([{ live: true, host: 2, items: [443, 429] }]);
    expect(smp2p[0]?.entries.map(({ node, name, direction }) => [node.name, name, direction])).toEqual([
      ['master-kernel', 'master-kernel', 'outbound'],
      ['slave-kernel', 'slave-kernel', 'inbound'],
      ['both', undefined, 'inbound'],
      ['neither', undefined, undefined],
    ]);
    expect(smsm[0]?.entries.map(({ name }) => name)).toEqual(['apps@0', 'wcnss@3']);
  });

  it.each([
    ['a second live one', '/ { other: smem2 { compatible = "qcom,smem"; hwlocks = <&tcsr_mutex 3>; }; };'],
    ['none that is live', '&smem { status = "disabled"; };'],
    ['two locks', '&smem { hwlocks = <&tcsr_mutex 3>, <&tcsr_mutex 4>; };'],
    ['an unknown lock', '&smem { hwlocks = <&nowhere 3>; };'],
  ])('has no shared memory to rely on with %s', async (_, text) => {
    expect((await topologyOf(text)).sharedMemory).toBeUndefined();
  });

  it.each([
    ['by its compatible', 'compatible = "qcom,sdm845-mss-pil";', true],
    ['by its compatible, of 2019', 'compatible = "qcom,ipq9574-wcss-sec-pil";', true],
    ['by a state called "stop"', 'qcom,smem-states = <&adsp_out 0>; qcom,smem-state-names = "stop";', true],
    ['by an edge', 'glink-edge { };', true],
    ['not by other states', 'qcom,smem-states = <&adsp_out 0>; qcom,smem-state-names = "ipa-clock-enabled";', false],
    ['not by an edge to the RPM', 'smd-edge { rpm-requests { }; };', false],
    ['not by an edge in message RAM', 'glink-edge { qcom,rpm-msg-ram = <&smem_mem>; };', false],
    ['not as the RPM', 'compatible = "qcom,msm8916-rpm-proc", "qcom,rpm-proc"; smd-edge { };', false],
    ["not as another maker's", 'compatible = "ti,am64-m4fss"; mboxes = <0>;', false],
  ])('has a remote processor: %s', async (_, body, expected) => {
    const { processors } = await topologyOf(`/ { processor { ${body} }; };`);
    expect(processors.map(({ node }) => node.name)).toEqual(expected ? ['processor'] : []);
  });
});

describe('the evidence on a processor', () => {
  const evidenceOn = async (body: string) => {
    const { processors } = await topologyOf(`/ { processor { compatible = "qcom,x-adsp-pas"; ${body} }; };`);
    return processors[0]!.evidence.map(({ kind, node, host }) => [kind, node.name, host]);
  };

  it('is each way in which its node uses SMEM, the strongest first', async () => {
    const body = `interrupts-extended = <&wcnss_smsm 6 1>, <&adsp_in 0 1>, <&adsp_in 1 1>;
      qcom,smem-states = <&adsp_out 0>, <&apps_smsm 1>; qcom,smem-state-names = "stop", "other";
      smd-edge { }; glink-edge { qcom,remote-pid = <2>; };`;
    expect(await evidenceOn(body)).toEqual([
      ['smp2p-interrupt', 'slave-kernel', 2],
      ['smem-state', 'master-kernel', 2],
      ['smem-state', 'apps@0', undefined],
      ['glink-edge', 'glink-edge', 2],
      ['smd-edge', 'smd-edge', undefined],
      ['smsm-interrupt', 'wcnss@3', undefined],
    ]);
  });

  it.each([
    ['G-Link over registers of its own', 'glink-edge { reg = <0 1>; };'],
    ['G-Link over another transport', 'glink-edge { transport = "spss"; };'],
    ['a lock bank or anything else that the node names', 'qcom,smem-states = <&tcsr_mutex 0>;'],
    ['a compatible alone', ''],
  ])('is not %s', async (_, body) => {
    expect(await evidenceOn(body)).toEqual([]);
  });

  it('gives the host that all agree on, else that of SMP2P, else none', async () => {
    const hostOf = async (body: string) =>
      (await topologyOf(`/ { processor { compatible = "qcom,x-adsp-pas"; ${body} }; };`)).processors[0]!.host;
    expect(await hostOf('glink-edge { qcom,remote-pid = <5>; };')).toBe(5);
    expect(await hostOf('interrupts-extended = <&adsp_in 0 1>; glink-edge { qcom,remote-pid = <5>; };')).toBe(2);
    expect(await hostOf('smd-edge { };')).toBeUndefined();
  });

  it('has a title from the compatible, else from the host', async () => {
    const titleOf = async (body: string) => (await topologyOf(`/ { processor { ${body} }; };`)).processors[0]!.title;
    expect(await titleOf('compatible = "qcom,pronto-v2-pil", "qcom,pronto"; ')).toBe('WCNSS');
    expect(await titleOf('compatible = "acme,dsp"; glink-edge { qcom,remote-pid = <13>; };')).toBe('WPSS');
    expect(await titleOf('smd-edge { };')).toBe('Remote processor');
  });

  it('knows the host number of the driver by a compatible that the node falls back to', async () => {
    const { processors } = await topologyOf(
      '/ { a { compatible = "qcom,sm8750-cdsp-pas", "qcom,sm8650-cdsp-pas"; }; };',
    );
    expect(processors[0]?.smemHostId).toBe(5);
  });
});

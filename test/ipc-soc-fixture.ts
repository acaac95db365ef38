/**
 * An invented SoC with all that completion can know: an inter-processor communication controller, two links, two
 * processors that name SMEM's lock, and a third link, to the modem, without its processor. The rules find nothing in it.
 */
export const IPC_SOC = `/dts-v1/;
#define IRQ_TYPE_EDGE_RISING 1
#define IPCC_CLIENT_MPSS 2
#define IPCC_CLIENT_LPASS 3
#define IPCC_CLIENT_CDSP 6
#define IPCC_MPROC_SIGNAL_GLINK_QMP 0
#define IPCC_MPROC_SIGNAL_SMP2P 2
#define XO 0
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	interrupt-parent = <&intc>;
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;
		smem: smem@80000000 {
			compatible = "qcom,smem";
			reg = <0x80000000 0x200000>;
			no-map;
			hwlocks = <&tcsr_mutex 3>;
		};
		adsp_mem: adsp@81000000 {
			reg = <0x81000000 0x1000000>;
			no-map;
		};
		video_mem: video@82000000 {
			reg = <0x82000000 0x1000000>;
			no-map;
		};
		cdsp_mem: cdsp@83000000 {
			reg = <0x83000000 0x1000000>;
			no-map;
		};
		off_mem: cdsp-old@84000000 {
			reg = <0x84000000 0x1000000>;
			status = "disabled";
		};
		mpss_mem: mpss@85000000 {
			reg = <0x85000000 0x1000000>;
			no-map;
		};
	};
	smp2p-adsp {
		compatible = "qcom,smp2p";
		interrupts-extended = <&ipcc IPCC_CLIENT_LPASS IPCC_MPROC_SIGNAL_SMP2P IRQ_TYPE_EDGE_RISING>;
		mboxes = <&ipcc IPCC_CLIENT_LPASS IPCC_MPROC_SIGNAL_SMP2P>;
		qcom,smem = <443>, <429>;
		qcom,local-pid = <0>;
		qcom,remote-pid = <2>;
		adsp_out: master-kernel {
			qcom,entry-name = "master-kernel";
			#qcom,smem-state-cells = <1>;
		};
		adsp_in: slave-kernel {
			qcom,entry-name = "slave-kernel";
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
	smp2p-cdsp {
		compatible = "qcom,smp2p";
		interrupts-extended = <&ipcc IPCC_CLIENT_CDSP IPCC_MPROC_SIGNAL_SMP2P IRQ_TYPE_EDGE_RISING>; /* link */
		mboxes = <&ipcc IPCC_CLIENT_CDSP IPCC_MPROC_SIGNAL_SMP2P>; /* link */
		qcom,smem = <94>, <432>;
		qcom,local-pid = <0>;
		qcom,remote-pid = <5>; /* link */
		cdsp_out: master-kernel {
			qcom,entry-name = "master-kernel";
			#qcom,smem-state-cells = <1>;
		};
		cdsp_in: slave-kernel {
			qcom,entry-name = "slave-kernel";
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
	smp2p-modem {
		compatible = "qcom,smp2p";
		interrupts-extended = <&ipcc IPCC_CLIENT_MPSS IPCC_MPROC_SIGNAL_SMP2P IRQ_TYPE_EDGE_RISING>; /* modem */
		mboxes = <&ipcc IPCC_CLIENT_MPSS IPCC_MPROC_SIGNAL_SMP2P>; /* modem */
		qcom,smem = <435>, <428>; /* modem */
		qcom,local-pid = <0>;
		qcom,remote-pid = <1>; /* modem */
		modem_out: master-kernel {
			qcom,entry-name = "master-kernel";
			#qcom,smem-state-cells = <1>;
		};
		modem_in: slave-kernel {
			qcom,entry-name = "slave-kernel";
			interrupt-controller;
			#interrupt-cells = <2>;
		};
		ipa_out: ipa-ap-to-modem {
			qcom,entry-name = "ipa";
			#qcom,smem-state-cells = <1>;
		};
	};
	soc {
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;
		tcsr_mutex: hwlock@40000 {
			compatible = "qcom,tcsr-mutex";
			reg = <0x40000 0x20000>;
			#hwlock-cells = <1>;
		};
		intc: interrupt-controller@1000 {
			reg = <0x1000 0x1000>;
			interrupt-controller;
			#interrupt-cells = <3>;
		};
		pdc: interrupt-controller@2000 {
			reg = <0x2000 0x1000>;
			interrupt-controller;
			#interrupt-cells = <2>;
		};
		ipcc: mailbox@3000 {
			compatible = "qcom,sm8650-ipcc", "qcom,ipcc";
			reg = <0x3000 0x1000>;
			interrupt-controller;
			#interrupt-cells = <3>;
			#mbox-cells = <2>;
		};
		aoss_qmp: power-management@4000 {
			reg = <0x4000 0x1000>;
		};
		rpmhcc: clock-controller {
			#clock-cells = <1>;
		};
		rpmhpd: power-controller {
			#power-domain-cells = <1>;
		};
		adsp: remoteproc@300000 {
			compatible = "qcom,sm8650-adsp-pas";
			reg = <0x300000 0x10000>;
			interrupts-extended = <&pdc 6 IRQ_TYPE_EDGE_RISING>,
					      <&adsp_in 0 IRQ_TYPE_EDGE_RISING>,
					      <&adsp_in 1 IRQ_TYPE_EDGE_RISING>,
					      <&adsp_in 2 IRQ_TYPE_EDGE_RISING>,
					      <&adsp_in 3 IRQ_TYPE_EDGE_RISING>;
			interrupt-names = "wdog", "fatal", "ready", "handover", "stop-ack";
			clocks = <&rpmhcc XO>;
			clock-names = "xo";
			power-domains = <&rpmhpd 1>;
			power-domain-names = "lcx";
			memory-region = <&adsp_mem>;
			qcom,qmp = <&aoss_qmp>;
			qcom,smem-states = <&adsp_out 0>;
			qcom,smem-state-names = "stop";
			hwlocks = <&tcsr_mutex 3>;
			status = "disabled";
			glink-edge {
				interrupts-extended = <&ipcc IPCC_CLIENT_LPASS IPCC_MPROC_SIGNAL_GLINK_QMP IRQ_TYPE_EDGE_RISING>;
				mboxes = <&ipcc IPCC_CLIENT_LPASS IPCC_MPROC_SIGNAL_GLINK_QMP>;
				qcom,remote-pid = <2>;
				label = "lpass";
			};
		};
		cdsp: remoteproc@400000 {
			compatible = "qcom,sm8650-cdsp-pas";
			reg = <0x400000 0x10000>;
			interrupts-extended = <&pdc 7 IRQ_TYPE_EDGE_RISING>, <&cdsp_in 0 IRQ_TYPE_EDGE_RISING>, <&cdsp_in 1 IRQ_TYPE_EDGE_RISING>, <&cdsp_in 2 IRQ_TYPE_EDGE_RISING>, <&cdsp_in 3 IRQ_TYPE_EDGE_RISING>; /* cdsp */
			interrupt-names = "wdog", "fatal", "ready", "handover", "stop-ack"; /* cdsp */
			memory-region = <&cdsp_mem>;
			qcom,smem-states = <&cdsp_out 0>;
			qcom,smem-state-names = "stop"; /* cdsp */
			hwlocks = <&tcsr_mutex 3>; /* cdsp */
			glink-edge {
				interrupts-extended = <&ipcc IPCC_CLIENT_CDSP IPCC_MPROC_SIGNAL_GLINK_QMP IRQ_TYPE_EDGE_RISING>; /* edge */
				mboxes = <&ipcc IPCC_CLIENT_CDSP IPCC_MPROC_SIGNAL_GLINK_QMP>; /* edge */
				qcom,remote-pid = <5>; /* edge */
			};
		};
		modem: remoteproc@500000 {
		};
	};
};
`;

/** {@link IPC_SOC} with `typed` in place of a line of it, which is named by how it begins and, maybe, by the comment behind it. */
export function socTyping(line: string, typed: string, ...gone: readonly string[]): string {
  return gone.reduce((text, other) => replaced(text, other, ''), replaced(IPC_SOC, line, typed));
}

function replaced(text: string, line: string, by: string): string {
  const [begin = '', comment] = line.split(' /* ');
  const lines = text.split('\n');
  const found = lines.flatMap((each, index) => {
    const isIt = each.trim().startsWith(begin) && (comment === undefined || each.includes(`/* ${comment}`));
    return isIt ? [index] : [];
  });
  if (found.length !== 1) throw new Error(`${found.length} times in the fixture: ${line}`);
  const [at] = found;
  return lines.map((each, index) => (index === at ? /^\t*/.exec(each)![0] + by : each)).join('\n');
}

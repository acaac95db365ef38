/** An invented SoC with everything that has to do with SMEM, for the requests of editors. `board.dts` may add to it. */
export const QUALCOMM_SOC = `//- soc.dtsi
/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
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
			reg = <0x81000000 0x1080000>;
			no-map;
		};
	};
	smp2p_adsp: smp2p-adsp {
		compatible = "qcom,smp2p";
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
	soc {
		#address-cells = <1>;
		#size-cells = <1>;
		ranges = <0 0x10000000 0x10000000>;
		tcsr_mutex: hwlock@40000 {
			compatible = "qcom,tcsr-mutex";
			reg = <0x40000 0x20000>;
			#hwlock-cells = <1>;
		};
		adsp: remoteproc@300000 {
			compatible = "qcom,sm8650-adsp-pas";
			interrupts-extended = <&adsp_in 0 1>, <&adsp_in 3 1>;
			interrupt-names = "fatal", "stop-ack";
			memory-region = <&adsp_mem>;
			qcom,smem-states = <&adsp_out 0>;
			qcom,smem-state-names = "stop";
			status = "disabled";
			glink-edge {
				qcom,remote-pid = <2>;
			};
		};
	};
};
`;

/** {@link QUALCOMM_SOC} with a cursor before the first `$0` less text of `spot`, and a board that includes it. */
export function onSoc(spot: string, board = ''): string {
  const text = spot.replace('$0', '');
  const at = QUALCOMM_SOC.indexOf(text);
  if (at < 0) throw new Error(`The fixture has no ${text}`);
  const soc = QUALCOMM_SOC.slice(0, at) + spot + QUALCOMM_SOC.slice(at + text.length);
  return `${soc}//- board.dts\n#include "soc.dtsi"\n${board}`;
}

/** A board that includes {@link QUALCOMM_SOC}; the cursor is in the board. */
export function onBoard(board: string): string {
  return `${QUALCOMM_SOC}//- board.dts\n#include "soc.dtsi"\n${board}`;
}

/**
 * A base with a comment on its second line that silences a code, and an overlay by which its lock bank is disabled: the
 * composite of both needs a comment for `hwlock-provider-disabled`, the base does not.
 */
export const suppressedBase = (code: string): Readonly<Record<'evk.dts' | 'off.dtso', string>> => ({
  'evk.dts': `/dts-v1/;
// dts-analyzer-disable-file ${code}
/ {
	bank: hwlock@0 { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	user { hwlocks = <&bank 3>; };
};
`,
  'off.dtso': '/dts-v1/;\n/plugin/;\n&bank { status = "disabled"; };\n',
});

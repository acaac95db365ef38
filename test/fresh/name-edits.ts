/** A board in which much hangs on names and labels: graphs, buses, interrupts, aliases, what is omitted, and bodies by label. */
export const NAMED_BOARD = `/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	interrupt-parent = <&gic>;
	aliases { serial0 = &uart; serial1 = "/soc@0/serial@3000"; i2c0 = &i2c; };
	chosen { stdout-path = "serial0:115200n8"; };
	cpus { #address-cells = <1>; #size-cells = <0>; cpu0: cpu@0 { reg = <0>; device_type = "cpu"; }; };
	reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges; fw: fw@100 { reg = <0x100 0x100>; no-map; }; };
	gic: interrupt-controller@100 { reg = <0x100 0x10>; interrupt-controller; #interrupt-cells = <3>; };
	soc: soc@0 {
		compatible = "simple-bus";
		reg = <0 0x10000>;
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;
		clk: clock@1000 { reg = <0x1000 0x10>; #clock-cells = <1>; };
		uart: serial@2000 { reg = <0x2000 0x10>; clocks = <&clk 1>; interrupts = <0 1 4>; memory-region = <&fw>; };
		serial@3000 { reg = <0x3000 0x10>; clocks = <&clk 2>; };
		fan@5000 { reg = <0x5000 0x10>; own = &soc; bus-range = <0 &clk>; };
		i2c: i2c@7000 { #address-cells = <1>; #size-cells = <0>; reg = <0x7000 0x10>;
			cam@1a { reg = <0x1a>; port { a: endpoint { remote-endpoint = <&b>; }; }; }; };
		view { ports { #address-cells = <1>; #size-cells = <0>;
			port@0 { reg = <0>; b: endpoint { remote-endpoint = <&a>; }; }; }; };
		pins: pins { /omit-if-no-ref/ idle: idle { bias; }; /omit-if-no-ref/ up: up { below { r = <&clk>; }; }; };
		twice { x = <1>; };
	};
};
&uart { status = "okay"; pins = <&idle>; };
/ { soc@0 { twice { y = <&clk>; }; }; };
`;

/** Gives a name or a label of a text to something else, takes one away, or changes what refers to one or a number. */
export function editNames(text: string, random: () => number): string {
  const pick = <Value>(list: readonly Value[]): Value => list[Math.floor(random() * list.length)]!;
  const labels = [...(text.match(/\b\w+(?=: )/g) ?? []), 'late', 'UART'];
  const names = [...(text.match(NAME) ?? []), 'port', 'endpoint', 'i2c@0', 'SOC@0', 'chosen', 'node@1'];
  const [pattern, replaced] = pick<Edit>([
    [NAME, () => pick(names)],
    [NAME, (name) => `${name}x`],
    [NAME, (name) => name.replace(/@.*/, '')],
    [NAME, (name) => `${pick(labels)}: ${name}`],
    [/\b\w+: /g, () => ''],
    [/\b\w+(?=: )/g, () => pick(labels)],
    [/(?<=&)\w+/g, () => pick(labels)],
    [/\b(?:0x)?\d+(?=[ >])/g, () => pick(['0', '1', '2', '0x1000'])],
    [/(?<=\{ )(?=\w)/g, () => `p = <&${pick(labels)}>; `],
    [
      /(?<=\n)$/g,
      () => pick([`&${pick(labels)} { q; };\n`, `/delete-node/ &${pick(labels)};\n`, `/ { ${pick(names)} { }; };\n`]),
    ],
  ]);
  const places = [...text.matchAll(pattern)];
  if (places.length === 0) return text;
  const { 0: old, index } = pick(places);
  return text.slice(0, index) + replaced(old) + text.slice(index + old.length);
}

type Edit = readonly [pattern: RegExp, replaced: (old: string) => string];

/** The names of nodes. */
const NAME = /(?<=[\s;{])[a-z][\w,-]*(?:@\w+)?(?= \{)/gi;

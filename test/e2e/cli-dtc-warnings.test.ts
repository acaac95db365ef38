import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

/* The built command, as a person runs it. `npm test` builds it first. */

const command = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cli-dtc-warnings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const BOARDS = 'linux/arch/arm64/boot/dts/acme';

write(
  `${BOARDS}/soc.dtsi`,
  `/ {
	#address-cells = <1>;
	#size-cells = <1>;

	soc {
		compatible = "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;

		uart: serial@1000 {
			reg = <0x2000 0x100>;
		};

		i2c@3000 {
			reg = <0x3000 0x100>;
			#address-cells = <1>;
			#size-cells = <0>;

			eeprom: eeprom@50 {
				reg = <0x51>;
			};
		};
	};
};
`,
);
write(`${BOARDS}/evk.dts`, '/dts-v1/;\n#include "soc.dtsi"\n');
write(`${BOARDS}/tablet.dts`, '/dts-v1/;\n#include "soc.dtsi"\n&uart { reg = <0x2000>; };\n');
write(`${BOARDS}/quiet.dts`, '/dts-v1/;\n#include "soc.dtsi"\n');
write(
  `${BOARDS}/Makefile`,
  'dtb-y += evk.dtb tablet.dtb quiet.dtb\nDTC_FLAGS_quiet := -Wno-i2c_bus_reg\nplain-cam-dtbs := plain.dtb cam.dtbo\n',
);
write(`${BOARDS}/plain.dts`, '/dts-v1/;\n/ { ports: ports { }; };\n');
write(
  `${BOARDS}/cam.dtso`,
  `/dts-v1/;
/plugin/;
&ports {
	port@0 { };
	// dts-analyzer-disable-next-line unit-address-vs-reg -- none is known yet
	port@1 { };
};
`,
);
write(`${BOARDS}/broken.dts`, '/dts-v1/;\n/ { model = <1>; n { }; n { }; p { clocks = <&nowhere>; }; };\n');

/** The status, and `file code nodes` of each finding. */
function check(name: string, ...options: string[]) {
  const args = ['check', `${BOARDS}/${name}`, '--format', 'json', ...options];
  const { status, stdout } = spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: 'utf8' });
  const { findings }: { findings: { file: string; code: string; severity: string; nodes: string[] }[] } =
    JSON.parse(stdout);
  const rows = findings.map(({ file, code, nodes }) => `${file.replace(/^.*\//, '')} ${code} ${nodes}`);
  return { status, rows, findings };
}

describe('check --dtc-warnings', () => {
  it('kernel-w1 reports what a build with W=1 does, at the place that causes it', () => {
    const { status, rows } = check('evk.dts', '--dtc-warnings', 'kernel-w1');
    expect(rows).toEqual(['soc.dtsi simple-bus-reg /soc/serial@1000', 'soc.dtsi i2c-bus-reg /soc/i2c@3000/eeprom@50']);
    expect(status).toBe(1);
    expect(check('evk.dts', '--dtc-warnings', 'kernel').rows).toEqual(['soc.dtsi i2c-bus-reg /soc/i2c@3000/eeprom@50']);
  });

  it('leaves whole checks out as dtc does, and says so; without it single nodes are left out', () => {
    const asDtc = check('tablet.dts', '--dtc-warnings', 'kernel');
    expect(asDtc.rows).toContain('tablet.dts reg-format /soc/serial@1000');
    expect(asDtc.rows).toContain('tablet.dts i2c-bus-reg ');
    expect(asDtc.rows).not.toContain('soc.dtsi i2c-bus-reg /soc/i2c@3000/eeprom@50');
    expect(check('tablet.dts').rows).toEqual([
      'soc.dtsi i2c-bus-reg /soc/i2c@3000/eeprom@50',
      'tablet.dts reg-format /soc/serial@1000',
    ]);
  });

  it("heeds a board's flags in its Makefile, and a person's before them", () => {
    expect(check('quiet.dts', '--dtc-warnings', 'kernel')).toMatchObject({ status: 0, rows: [] });
    expect(check('quiet.dts', '--dtc-warnings', 'default').rows).toContain(
      'soc.dtsi i2c-bus-reg /soc/i2c@3000/eeprom@50',
    );
    expect(check('quiet.dts', '--dtc-warnings', 'kernel', '--rule', 'i2c-bus-reg=error').findings).toMatchObject([
      { code: 'i2c-bus-reg', severity: 'error' },
    ]);
    expect(check('evk.dts', '--dtc-warnings', 'kernel-w1', '--rule', 'simple-bus-reg=off').rows).toEqual([
      'soc.dtsi i2c-bus-reg /soc/i2c@3000/eeprom@50',
    ]);
  });

  it('reports what dtc does of an overlay, which it reads by itself', () => {
    const found = ['cam.dtso unit-address-vs-reg /fragment@0/__overlay__/port@0'];
    expect(check('cam.dtso', '--dtc-warnings', 'kernel-w1').rows).toEqual(found);
    expect(check('plain.dts', '--dtc-warnings', 'kernel-w1').rows).toEqual(found);
  });

  it('ends at the first error; without it everything is told', () => {
    expect(check('broken.dts', '--dtc-warnings', 'kernel').rows).toEqual(['broken.dts duplicate-node-names /n']);
    expect(check('broken.dts').rows.map((row) => row.split(' ')[1])).toEqual([
      'model-is-string',
      'duplicate-node-names',
      'unknown-label',
    ]);
  });

  it('knows no other sets', () => {
    const args = ['check', '.', '--dtc-warnings', 'w1'];
    const { status, stderr } = spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('kernel, kernel-w1, kernel-w2, default, all');
  });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

import { describe, expect, it } from 'vitest';
import type { CompletionItem, CompletionParams } from 'vscode-languageserver-protocol';
import { openFixture } from '../../../../test/feature-fixture.js';
import { completion } from './completion.js';

/** A processor that proves SMEM by its edge; `TYPED` is what is typed into it, and then comes what was there before. */
const soc = (typed: string, next = '\t\tstatus = "okay";\n') => `
//- soc.dtsi
/ {
	tcsr_mutex: hwlock@1f40000 {
		compatible = "qcom,tcsr-mutex";
		reg = <0x1f40000 0x20000>;
		#hwlock-cells = <1>;
	};
	spare: hwlock@2000000 {
		compatible = "sprd,hwspinlock-r3p0";
		status = "disabled";
		#hwlock-cells = <1>;
	};
	hwlock@3000000 {
		compatible = "st,stm32-hwspinlock";
		#hwlock-cells = <2>;
	};
	tcsr: syscon@4000000 { compatible = "acme,regs", "syscon"; };
	gcc: clock-controller { #clock-cells = <1>; };
	memory: smem {
		compatible = "qcom,smem";
		hwlocks = <&tcsr_mutex 3>;
	};
	adi {
		hwlocks = <&tcsr_mutex 5>;
		hwlock-names = "adi";
	};
	adsp: remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		label = "dsp";
${typed}
${next}		glink-edge { qcom,remote-pid = <2>; };
	};
	kin: remoteproc-cdsp {
		compatible = "qcom,sm8650-adsp-pas";
		firmware-name = "cdsp.mbn";
	};
};
//- board.dts
/dts-v1/;
#include "soc.dtsi"
`;

describe('the value of hwlocks', () => {
  const whole = ['<&tcsr_mutex 3>', '&tcsr_mutex', '&spare', '&{/hwlock@3000000}'];
  const inBrackets = ['&tcsr_mutex 3', ...whole.slice(1)];

  it.each([
    ['hwlocks = $0', whole],
    ['hwlocks =$0', whole],
    ['hwlocks = <$0', inBrackets],
    ['hwlocks = < $0', inBrackets],
    ['hwlocks = <&$0', inBrackets],
    ['hwlocks = <$0>;', inBrackets],
    ['hwlocks = <&tcsr$0', ['&tcsr_mutex 3', '&tcsr_mutex']],
    ['hwlocks = <&tcsr$0>;', ['&tcsr_mutex 3', '&tcsr_mutex']],
    ['hwlocks = <&tcsr_mutex 5>, <$0', inBrackets],
    ['hwlocks = <&tcsr_mutex 5 $0', inBrackets],
    ['hwlocks = <&tcsr_mutex (2 + 3) $0', inBrackets],
    ['hwlocks = <&tcsr_mutex 5>,\n\t\t\t  <$0', inBrackets],
    ['hwlocks = LOCK(<&$0', inBrackets],
    ['PROPERTY(hwlocks, &$0)', inBrackets],
    ['label: hwlocks = <$0', inBrackets],
    ['other = <1>\n\t\thwlocks = <$0', inBrackets],
    ['hwlocks = <&nothing 1>, <$0', inBrackets],
    ['hwlocks = <&tcsr_mutex 30>, <$0', inBrackets],
    ['hwlocks = <&tcsr_mutex 3>, <$0', inBrackets.slice(1)],
    ['other = <1 2\n\t\thwlocks = <$0', inBrackets],
    ['/* hwlocks; { */ hwlocks = <$0 /* first */', inBrackets],
    ['hwlocks = <&tcsr_mutex 3>$0', []],
    ['hwlocks = <&tcsr_mutex 3> $0;', []],
    ['hwlocks = <&nothing $0', []],
    ['hwlocks = "$0', []],
  ])('%j gives locks and banks', async (typed, expected) => {
    expect(await labels(soc(`\t\t${typed}`))).toEqual(expected);
  });

  it('is the same where nothing follows in the node, or in the file', async () => {
    expect(await labels(soc('\t\thwlocks = <$0', ''))).toEqual(inBrackets);
    const cut = soc('\t\thwlocks = <$0').replace(/\$0[\s\S]*?\/\/- board/, '$$0\n//- board');
    expect((await labels(cut))[0]).toBe('&tcsr_mutex');
  });

  it('has the banks of the base that the Makefile names for an overlay', async () => {
    const overlay = '//- camera.dtso\n/dts-v1/;\n/plugin/;\n&adsp {\n\thwlocks = <&$0\n};\n';
    const makefile = '//- Makefile\nboard-camera-dtbs := board.dtb camera.dtbo\n';
    expect((await labels(`${soc('')}\n${overlay}`))[0]).toBeUndefined();
    expect((await labels(`${soc('')}\n${overlay}${makefile}`)).slice(0, 2)).toEqual(inBrackets.slice(0, 2));
  });

  it('is in the arguments of macros, with whatever they write themselves', async () => {
    const head = '#define LOCKS(locks) hwlocks = locks;\n#define GROUP(name, more) name { compatible = "g"; more }\n';
    const within = (typed: string) => soc(`\t\t${typed}`).replace('\n/ {', `\n${head}/ {`);
    expect(await labels(within('LOCKS(<&tcsr_mutex $0'))).toHaveLength(32);
    expect(await labels(within('LOCKS(<&tcsr$0'))).toEqual(['&tcsr_mutex 3', '&tcsr_mutex']);
    expect(await labels(soc('\t\tUNKNOWN(<&tcsr_mutex $0'))).toHaveLength(32);
    expect(await labels(within('GROUP(group, part { hwlocks = <&tcsr$0 };)'))).toEqual(['&tcsr_mutex']);
    const generated = soc('').replace('adsp: remoteproc-adsp {', 'GENERATED {');
    expect(
      await labels(
        generated
          .replace('\n/ {', '\n#define GENERATED adsp: remoteproc-adsp\n/ {')
          .replace('glink-edge {', 'glink-edge { part { clocks = <&$0'),
      ),
    ).toEqual(['&gcc']);
    const moved = soc('\t\thwlocks = <&$0').replace('adsp: remoteproc-adsp {', 'adsp: NAME(remoteproc) {');
    expect((await labels(moved.replace('\n/ {', '\n#define NAME(n) n ## -adsp\n/ {')))[0]).toBe('&tcsr_mutex 3');
  });

  it('is whole after the first item, whatever is typed', async () => {
    for (const typed of ['hwlocks = $0', 'hwlocks = <$0>', 'hwlocks = <&tc$0sr>', 'hwlocks = <&$0>'])
      expect(await accept(soc(`\t\t${typed};`))).toContain('\t\thwlocks = <&tcsr_mutex 3>;\n');
    expect(await accept(soc('\t\thwlocks =$0;'))).toContain('\t\thwlocks = <&tcsr_mutex 3>;\n');
    expect(await accept(soc('\t\thwlocks = <&tcsr_mutex 1>,$0;'))).toContain('<&tcsr_mutex 1>, <&tcsr_mutex 3>;\n');
    expect(await accept(soc('\t\tp = <&{/hwl$0}>;'))).toContain('\t\tp = <&{/hwlock@1f40000}>;\n');
  });

  it('names who holds a lock, and puts the one of SMEM first', async () => {
    const items = await complete(soc('\t\thwlocks = <&tcsr_mutex $0'));
    expect(items.slice(0, 3).map(({ label }) => label)).toEqual(['3: SMEM /smem', '0', '1']);
    expect(items.map(({ label }) => label)).toContain('5: /adi');
    expect(items).toHaveLength(32);
    expect(items[0]?.preselect).toBe(true);
  });

  it('says what a bank is', async () => {
    const details = (await complete(soc('\t\thwlocks = <$0'))).map(({ detail }) => detail);
    expect(details.slice(1)).toEqual(['32 locks, 1 cell', '32 locks, 1 cell, disabled', '32 locks, 2 cells']);
  });

  it('offers of a second cell nothing, since only the vendor knows what it means', async () => {
    expect(await labels(soc('\t\thwlocks = <&{/hwlock@3000000} $0'))).toHaveLength(32);
    expect(await labels(soc('\t\thwlocks = <&{/hwlock@3000000} 1 $0'))).toEqual([]);
  });

  it('puts lock 3 first on an SMEM node of a Qualcomm bank', async () => {
    const text = soc('').replace('hwlocks = <&tcsr_mutex 3>', 'hwlocks = <&tcsr_mutex $0');
    expect((await labels(text))[0]).toBe('3');
  });

  it('knows nothing of SMEM on a node that does not use it', async () => {
    const text = soc('').replace('hwlocks = <&tcsr_mutex 5>', 'hwlocks = <$0');
    expect(await labels(text)).toEqual(['&tcsr_mutex', '&spare', '&{/hwlock@3000000}']);
  });

  it('does not come up in another property that names the bank', async () => {
    expect(await labels(soc('\t\tqcom,halt-regs = <&$0'))).toEqual(['&tcsr']);
  });

  it('works in a board that extends the node', async () => {
    const text = `${soc('')}&adsp {\n\thwlocks = <&$0\n};\n`;
    expect((await labels(text))[0]).toBe('&tcsr_mutex 3');
  });
});

describe('elsewhere', () => {
  it.each([
    ['clocks = <&$0', ['&gcc']],
    ['clocks = <&gcc 1 &$0', ['&gcc']],
    ['clocks = <&gcc $0', []],
    ['status = $0', ['okay', 'disabled', 'reserved', 'fail']],
    ['status = "$0', ['okay', 'disabled', 'reserved', 'fail']],
    ['status = "dis$0"', ['disabled']],
    ['hwlock-names = "$0', ['adi']],
    ['/del$0', ['/delete-node/', '/delete-property/']],
    ['/delete-property/ la$0', ['label']],
    ['/delete-node/ gl$0', ['glink-edge']],
    ['p = <&{/smem$0', ['/smem']],
    ['p = <&gc$0', ['&gcc']],
    ['/* hwlocks = <$0 */', []],
    ['// hwlocks = <$0', []],
    ['label = "clocks = <&$0', []],
    ['firm$0', ['firmware-name']],
  ])('%j', async (typed, expected) => {
    expect(await labels(soc(`\t\t${typed}`))).toEqual(expected);
  });

  it('writes hwlocks whole where the lock is known, and its names where it is there', async () => {
    expect(await accept(soc('\t\thwl$0'))).toContain('\t\thwlocks = <&tcsr_mutex 3>;\n');
    expect(await labels(soc('\t\thwlocks = <&tcsr_mutex 3>;\n\t\thwl$0'))).toEqual(['hwlock-names']);
  });

  it('keeps what follows a name', async () => {
    for (const [typed, expected] of [
      ['hwl$0;', 'hwlocks;'],
      ['hw$0l = <&tcsr_mutex 1>;', 'hwlocks = <&tcsr_mutex 1>;'],
      ['firm$0 = "x";', 'firmware-name = "x";'],
    ] as const)
      expect(await accept(soc(`\t\t${typed}`))).toContain(`\t\t${expected}\n`);
  });

  it('begins a statement on a new line although the one before has no semicolon', async () => {
    expect(await labels(soc('\t\tother = <1>\n\t\thwl$0'))).toEqual(['hwlocks']);
    expect(await labels(soc('\t\tother = "x"\n\t\tstatus = "$0'))).toHaveLength(4);
  });

  it('offers to override what the node has from elsewhere, but nothing twice in one body', async () => {
    const extended = (typed: string) => `${soc('')}&adsp {\n\t${typed}\n};\n`;
    expect(await labels(extended('stat$0'))).toEqual(['status']);
    expect((await complete(extended('stat$0')))[0]?.detail).toBe('now "okay"');
    expect(await labels(extended('status = "okay";\n\tstat$0'))).toEqual([]);
    expect(await labels(soc('\t\tstat$0'))).toEqual([]);
  });

  it('names first what a property refers to elsewhere', async () => {
    const text = '/ { a: a { }; b: b { }; c: c { friend = <&b>; }; d { friend = <&$0>; }; };\n';
    expect(await labels(text)).toEqual(['&b', '&a', '&c']);
  });

  it('takes nothing away from a body that stands behind the word', async () => {
    expect(await labels('/ { uart0: serial { p = <1>; }; };\n&ua$0 { status = "okay"; };')).toEqual(['&uart0']);
  });

  it('names macros in cells', async () => {
    expect(await labels(`#define GCC_XO 3\n/ { p = <GCC$0>; };\n`)).toEqual(['GCC_XO']);
  });

  it('names labels to extend at the top', async () => {
    expect(await labels('/ { uart0: serial { }; };\n&ua$0')).toEqual(['&uart0']);
  });

  it('stays silent after a blank that is no value', async () => {
    const { context, uri, position } = await openFixture(soc('\t\t$0'));
    const params: CompletionParams = {
      textDocument: { uri },
      position,
      context: { triggerKind: 2, triggerCharacter: ' ' },
    };
    expect(completion.handle(context, params).items).toEqual([]);
  });

  it('never fails, wherever a text ends', async () => {
    const text = `/ {\n\tlock: hwlock { #hwlock-cells = <1>; };\n\tb { a = "x", [00], <&{/hwlock} (1 < 2) 'c'>; F(<&lock 1); hwlocks = <&lock 3>; };\n};\n&lock { /delete-property/ a; };`;
    for (let end = 0; end <= text.length; end++) {
      const { context, uri, position } = await openFixture(`${text.slice(0, end)}$0`);
      expect(completion.handle(context, { textDocument: { uri }, position }).items).toBeInstanceOf(Array);
    }
  });
});

async function complete(text: string): Promise<readonly CompletionItem[]> {
  const { context, uri, position } = await openFixture(text, PLAIN);
  const { items } = completion.handle(context, { textDocument: { uri }, position });
  return [...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
}

const labels = async (text: string) => (await complete(text)).map(({ label }) => label.replace(/:.*/, ''));

/** The text of the file after the first item was accepted. */
async function accept(text: string): Promise<string> {
  const { context } = await openFixture(text, PLAIN);
  const [item] = await complete(text);
  const edit = item?.textEdit;
  if (!edit || !('range' in edit)) throw new Error('There is no item');
  const { file } = context.view;
  const [start, end] = [file.lines.offsetAt(edit.range.start), file.lines.offsetAt(edit.range.end)];
  return file.text.slice(0, start) + edit.newText + file.text.slice(end);
}

const PLAIN = { textDocument: { completion: { completionItem: { documentationFormat: ['plaintext' as const] } } } };

import { describe, expect, it } from 'vitest';
import { openFixture } from '../../../test/feature-fixture.js';
import { covered } from '../../../test/feature-places.js';
import { onBoard, onSoc } from '../../../test/qualcomm-fixture.js';
import { DEFAULT_SETTINGS, type Settings } from '../workspace/settings.js';
import { codeLenses } from './code-lenses.js';

async function lenses(text: string, settings: Partial<Settings> = {}): Promise<string[]> {
  const { context, uri } = await openFixture(text, undefined, { ...DEFAULT_SETTINGS, ...settings });
  return codeLenses
    .handle(context, { textDocument: { uri } })
    .map(({ range, command }) => `${covered(context.view.file, range)} [${command?.title}]`);
}

describe('the lens above a bank of locks', () => {
  it('has the users of each lock and how many are free', async () => {
    expect(await lenses(onSoc('$0/ {'))).toEqual(['39: hwlock@40000 [3: SMEM, 31 free]']);
    const more = '&adsp { hwlocks = <&tcsr_mutex 3>; }; / { adi { hwlocks = <&tcsr_mutex 5>; }; };';
    expect(await lenses(onSoc('$0/ {', more))).toEqual(['39: hwlock@40000 [3: SMEM + ADSP, 5: adi, 30 free]']);
  });

  it('knows at most how many are free where the number is read at run time, and nothing of an unknown bank', async () => {
    const banks = `$0/ {
      a { compatible = "ti,omap4-hwspinlock"; #hwlock-cells = <1>; };
      b { compatible = "acme,locks"; #hwlock-cells = <1>; };
    };`;
    expect(await lenses(onBoard(banks))).toEqual(['3: a [at most 256 free]', '4: b [no lock is named]']);
  });

  it('counts no lock past the end as one that is taken', async () => {
    expect(await lenses(onSoc('$0/ {', '/ { u { hwlocks = <&tcsr_mutex 99>; }; };'))).toEqual([
      '39: hwlock@40000 [3: SMEM, 99: u, 31 free]',
    ]);
  });

  it('is not above what a macro writes, nor in another file', async () => {
    expect(await lenses(onBoard('#define BANK bank { #hwlock-cells = <1>; };\n$0/ { BANK };'))).toEqual([]);
  });

  it('is off by its setting', async () => {
    expect(await lenses(onSoc('$0/ {'), { 'codeLens.lockBanks': false })).toEqual([]);
  });
});

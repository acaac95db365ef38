import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { rules } from '../rules/index.js';
import { defineRule } from '../rules/rule.js';
import { checkTree } from './check-tree.js';

const ruleOf = (code: string) => rules.find((rule) => rule.code === code)!;

/** `code path` of each finding of these rules. */
async function check(text: string, ...codes: string[]): Promise<string[]> {
  const { tree, expansion } = await evaluateFixture(text.startsWith('//- ') ? text : `/dts-v1/;\n${text}\n`);
  const findings = checkTree({ tree, expansion }, codes.map(ruleOf));
  return findings.map(({ code, nodes }) => `${code} ${nodes?.[0]}`);
}

describe('checks of dtc in an editor', () => {
  const I2C = `/ { i2c { #address-cells = <1>; #size-cells = <0>;
	a@50 { reg = <0x51>; };
	b@60 { reg = <0x61 2>, [00]; };
}; };`;

  it('are silent about the node of which a prerequisite has found something, and only there', async () => {
    const two = I2C.replace('<0x61 2>, [00]', '<>');
    expect(await check(two, 'i2c-bus-reg')).toEqual(['i2c-bus-reg /i2c/a@50', 'i2c-bus-reg /i2c/b@60']);
    expect(await check(two, 'reg-format', 'i2c-bus-reg')).toEqual(['reg-format /i2c/b@60', 'i2c-bus-reg /i2c/a@50']);
  });

  it('speak of a node whatever other rules found of it', async () => {
    expect(await check(I2C, 'unit-address-vs-reg', 'chosen-node-is-root', 'i2c-bus-reg')).toEqual([
      'i2c-bus-reg /i2c/a@50',
    ]);
    expect(await check('/ { n_o@1 { }; };', 'node-name-chars-strict', 'unit-address-vs-reg')).toEqual([
      'node-name-chars-strict /n_o@1',
      'unit-address-vs-reg /n_o@1',
    ]);
  });
});

describe('what a rule can judge', () => {
  const MISSING = '#include "missing.dtsi"\n/ { model = <1>; n { interrupts = <1>; }; };';
  const whole = defineRule({
    ...ruleOf('hwlock-names-mismatch'),
    *check({ tree }) {
      yield { at: tree.originOf({ start: 0, end: 1 }), message: 'Something lacks', nodes: ['/'] };
    },
  });

  it('is the node itself where a file is missing', async () => {
    expect(await check(MISSING, 'model-is-string', 'interrupts-property')).toEqual(['model-is-string /']);
    expect(await check(MISSING.replace(/^.*\n/, ''), 'model-is-string', 'interrupts-property')).toEqual([
      'model-is-string /',
      'interrupts-property /n',
    ]);
  });

  it('is a whole board, for what a board may lack', async () => {
    const found = async (text: string) => {
      const { tree, expansion } = await evaluateFixture(text);
      return checkTree({ tree, expansion }, [whole]).length;
    };
    expect(await found('/dts-v1/;\n/ { };\n')).toBe(1);
    expect(await found(`/dts-v1/;\n${MISSING}\n`)).toBe(0);
    expect(await found('//- overlay.dtso\n/dts-v1/;\n/plugin/;\n/ { };\n')).toBe(0);
  });
});

it('a finding has the severity of its rule, unless it says otherwise', async () => {
  const { tree, expansion } = await evaluateFixture(
    '/dts-v1/;\n/ { a { #hwlock-cells = <1>; phandle = <5>; }; b { hwlocks = <5>; }; };\n',
  );
  const findings = checkTree({ tree, expansion }, [ruleOf('hwlocks-property')]);
  expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'error']);
});

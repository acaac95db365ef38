import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

/* The colours of an editor before the server has looked at a file: what the TextMate grammar calls each word. */

interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

let lines: readonly (readonly Token[])[];

beforeAll(async () => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  const grammarFile = new URL('../../grammars/devicetree.tmLanguage.json', import.meta.url);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(grammarFile, 'utf8'), grammarFile.pathname),
  });
  const grammar = await registry.loadGrammar('source.dts');
  const text = readFileSync(new URL('highlighting.dts', import.meta.url), 'utf8');
  let state = textmate.INITIAL;
  lines = text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar!.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
  });
});

/** The innermost scope of a word in the first line that holds it (and the text of `line`, if given). */
function scopeOf(word: string, line = word): string | undefined {
  for (const tokens of lines) {
    const text = tokens.map((token) => token.text).join('');
    const token = text.includes(line) ? tokens.find((candidate) => candidate.text.trim() === word) : undefined;
    if (token) return token.scopes.at(-1);
  }
  return undefined;
}

describe('the TextMate grammar', () => {
  it.each([
    ['SPDX-License-Identifier: MIT', 'comment.line.double-slash.dts'],
    ['/dts-v1/', 'keyword.control.version.dts'],
    ['/plugin/', 'keyword.control.version.dts'],
    ['include', 'keyword.control.directive.include.dts'],
    ['dt-bindings/acme.h', 'string.quoted.other.lt-gt.include.dts'],
    ['ac100.dtsi', 'string.quoted.double.dts'],
    ['define', 'keyword.control.directive.define.dts'],
    ['IRQ', 'entity.name.function.preprocessor.dts'],
    ['level', 'variable.other.constant.macro.dts', '\t<(n) (level)>'],
    ['if', 'keyword.control.directive.conditional.dts', '#if defined'],
    ['defined', 'keyword.operator.word.dts'],
    ['/memreserve/', 'keyword.control.memory-reservation.dts'],
    ['/include/', 'keyword.control.include.dts'],
    ['#address-cells', 'support.type.property-name.dts'],
    ['#if-cells', 'support.type.property-name.dts'],
    ['compatible', 'support.type.property-name.dts'],
    ['acme,ac100', 'string.quoted.double.dts'],
    ['\\t', 'constant.character.escape.dts'],
    ['qcom,smem-states', 'support.type.property-name.dts'],
    ['smp2p_out', 'variable.other.reference.label.dts'],
    ['/soc/serial@1000', 'variable.other.reference.path.dts'],
    ['<<', 'keyword.operator.dts'],
    ['chosen', 'entity.name.type.node.dts'],
    ['soc', 'entity.name.label.dts', 'soc: uart0'],
    ['uart0', 'entity.name.label.dts', 'soc: uart0'],
    ['serial', 'entity.name.type.node.dts', 'serial@1000 {'],
    ['1000', 'constant.numeric.unit-address.dts', 'serial@1000 {'],
    ['reg', 'support.type.property-name.dts'],
    ['0x0', 'constant.numeric.hex.dts'],
    ['ACME_BASE', 'variable.other.constant.macro.dts'],
    ['IRQ', 'entity.name.function.preprocessor.dts', 'reg = '],
    ['1a', 'constant.numeric.hex.dts'],
    ['/bits/', 'keyword.control.bits.dts'],
    ['10', 'constant.numeric.decimal.dts', '/bits/'],
    ["'a'", 'string.quoted.single.dts'],
    ['/incbin/', 'keyword.control.include.dts'],
    ['dma-names', 'support.type.property-name.dts'],
    ['port', 'entity.name.type.node.dts'],
    ['0', 'constant.numeric.unit-address.dts', 'port@0'],
    ['/omit-if-no-ref/', 'keyword.control.omit.dts'],
    ['spare-node', 'entity.name.type.node.dts'],
    ['ACME_NODES', 'variable.other.constant.macro.dts'],
    ['ACME_NODE', 'entity.name.function.preprocessor.dts', 'ACME_NODE(5)'],
    ['whole', 'support.type.property-name.dts'],
    ['uart0', 'variable.other.reference.label.dts', '&uart0 {'],
    ['comment', 'comment.block.dts', 'comment */'],
    ['disabled', 'support.type.property-name.dts', 'disabled;'],
  ])('%s is %s', (word, scope, line = word) => {
    expect(scopeOf(word, line)).toBe(scope);
  });

  it('is back among statements at the end, whatever was half written', () => {
    expect(lines.at(-2)!.at(-1)!.scopes).toEqual(['source.dts', 'punctuation.terminator.statement.dts']);
  });
});

describe('the language configuration', () => {
  const configuration = JSON.parse(
    readFileSync(new URL('../../language-configuration.json', import.meta.url), 'utf8'),
  ) as { wordPattern: string; indentationRules: Record<string, string> };

  it.each([
    ['\tqcom,smem-states = <&smp2p_out 0>, <1>;', ['qcom,smem-states', 'smp2p_out', '0', '1']],
    ['#hwlock-cells = <1>;', ['#hwlock-cells', '1']],
    ['uart0: serial@1000 {', ['uart0', 'serial@1000']],
    ['IRQ(a, b)', ['IRQ', 'a', 'b']],
    ['qcom,', ['qcom,']],
  ])('takes %j apart into words', (text, words) => {
    expect(text.match(new RegExp(configuration.wordPattern, 'g'))).toEqual(words);
  });

  it('indents bodies', () => {
    const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
    const increases = new RegExp(increaseIndentPattern!);
    expect(['/ {', 'a: b@1 { // c', 'x = "{";', 'n { };'].map((line) => increases.test(line))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(new RegExp(decreaseIndentPattern!).test('\t};')).toBe(true);
  });
});

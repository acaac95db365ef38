import { describe, expect, it } from 'vitest';
import { rankBoards } from './board-choice.js';

const at = (name: string) => `file:///dts/${name}`;

describe('the boards of a shared file are ranked', () => {
  it.each([
    ['qcom/sm8650.dtsi', ['qcom/sm8550-mtp.dts', 'qcom/sm8650-mtp.dts', 'qcom/sm8650-hdk.dts'], 'qcom/sm8650-hdk.dts'],
    ['qcom/pm8550.dtsi', ['qcom/sm8650-mtp.dts', 'qcom/sm8550-hdk.dts'], 'qcom/sm8550-hdk.dts'],
    ['imx8mp.dtsi', ['imx8mm-evk.dts', 'imx8mp-evk.dts'], 'imx8mp-evk.dts'],
    ['arm/soc.dtsi', ['arm64/soc-kit.dts', 'arm/soc-kit.dts'], 'arm/soc-kit.dts'],
  ])('by likeness: %s', (file, boards, best) => {
    expect(rankBoards(at(file), boards.map(at), [])[0]).toBe(at(best));
  });

  it('by use before anything else, the last first', () => {
    const boards = ['soc-a.dts', 'zebra.dts', 'yak.dts'].map(at);
    expect(rankBoards(at('soc.dtsi'), boards, [at('yak.dts'), at('zebra.dts')])).toEqual(
      ['yak.dts', 'zebra.dts', 'soc-a.dts'].map(at),
    );
  });

  it('by use, then built ones before others', () => {
    const boards = ['soc-a.dts', 'yak.dts', 'zebra.dts'].map(at);
    expect(rankBoards(at('soc.dtsi'), boards, [at('zebra.dts')], new Set([at('yak.dts')]))).toEqual(
      ['zebra.dts', 'yak.dts', 'soc-a.dts'].map(at),
    );
  });
});

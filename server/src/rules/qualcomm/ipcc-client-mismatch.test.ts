import { describe, expect, it } from 'vitest';
import { changed, faultsIn } from '../../../../test/ipc-fixture.js';
import { ipccClientMismatch } from './ipcc-client-mismatch.js';

/** Clients of the link's interrupt, its mailbox, the edge's interrupt, its mailbox; of the ADSP and of the CDSP. */
function board(adsp: readonly (string | number)[], cdsp: readonly (string | number)[]): string {
  const bells = (interrupt: string | number, mailbox: string | number) =>
    `interrupts-extended = <&ipcc ${interrupt} 2 1>;\n\t\tmboxes = <&ipcc ${mailbox} 2>;`;
  const change = (name: string, [a, b, c, d]: readonly (string | number)[]) =>
    [
      [`smp2p-${name} {\n`, `smp2p-${name} {\n\t\t${bells(a!, b!)}\n`],
      [`${name}_edge: glink-edge {\n`, `${name}_edge: glink-edge {\n\t\t${bells(c!, d!)}\n`],
    ] as const;
  const ipcc =
    'ipcc: ipcc { compatible = "qcom,ipcc"; interrupt-controller; #interrupt-cells = <3>; #mbox-cells = <2>; };';
  const defines = '#define LPASS 3\n#define CDSP 6';
  return changed(
    ['/dts-v1/;\n/ {', `/dts-v1/;\n${defines}\n/ {\n\t${ipcc}`],
    ...change('adsp', adsp),
    ...change('cdsp', cdsp),
  );
}

const GOOD_ADSP = ['LPASS', 'LPASS', 'LPASS', 'LPASS'];
const GOOD_CDSP = ['CDSP', 'CDSP', 'CDSP', 'CDSP'];
const GOOD = board(GOOD_ADSP, GOOD_CDSP);
const faults = (...clients: Parameters<typeof board>) => faultsIn(ipccClientMismatch, board(...clients));

describe('ipcc-client-mismatch', () => {
  it.each([0, 1, 2, 3])('finds the one doorbell of four that names another client: %i', async (at) => {
    const found = await faults(GOOD_ADSP.with(at, 'CDSP'), GOOD_CDSP);
    expect(found).toMatchObject([
      {
        at: 'CDSP',
        message:
          'IPCC client CDSP is not the one that the other doorbells of SMEM host 2 (ADSP) name, LPASS: interrupts go to and come from another processor, and the start times out (-110)',
        fixed: { 'Name client LPASS': GOOD },
      },
    ]);
  });

  it('takes the client that no other host has for the right one, where two stand against two', async () => {
    const found = await faults(['CDSP', 'CDSP', 'LPASS', 'LPASS'], GOOD_CDSP);
    expect(found.map(({ at }) => at)).toEqual(['CDSP', 'CDSP']);
  });

  it('has no fix where that does not help', async () => {
    const found = await faults([7, 7, 'LPASS', 'LPASS'], GOOD_CDSP);
    expect(found).toMatchObject([{ at: 'LPASS', fixed: {} }]);
  });

  it('finds one client that stands for two processors', async () => {
    const found = await faults(GOOD_ADSP, GOOD_ADSP);
    expect(found).toMatchObject([
      {
        at: 'LPASS',
        message:
          'IPCC client LPASS stands for two processors, SMEM hosts 2 (ADSP) and 5 (CDSP): one of them is never woken, and its start times out (-110)',
        fixed: {},
      },
    ]);
  });

  it('says nothing where every processor has a client of its own', async () => {
    expect(await faultsIn(ipccClientMismatch, GOOD)).toEqual([]);
    expect(await faults([3, 'LPASS', 3, 3], GOOD_CDSP)).toEqual([]);
  });

  it('says nothing of a client that is not known, nor of another controller', async () => {
    expect(await faults(GOOD_ADSP.with(0, 'UNKNOWN'), GOOD_CDSP)).toEqual([]);
    expect(
      await faultsIn(ipccClientMismatch, GOOD.replace('LPASS', '9').replace('"qcom,ipcc"', '"acme,ipcc"')),
    ).toEqual([]);
  });

  it('says nothing of a link whose host is in dispute, which is another mistake', async () => {
    expect(await faultsIn(ipccClientMismatch, GOOD.replace('qcom,remote-pid = <2>', 'qcom,remote-pid = <5>'))).toEqual(
      [],
    );
  });
});

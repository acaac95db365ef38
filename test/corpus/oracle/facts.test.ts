import { describe, expect, test } from 'vitest';
import { readBoardFacts } from './facts.js';
import { type Sketch, tree } from './sketch.js';

const bank = { compatible: 'qcom,tcsr-mutex', '#hwlock-cells': [1], phandle: [1] };
const smem = { compatible: 'qcom,smem', hwlocks: [1, 3] };
const link = {
  compatible: 'qcom,smp2p',
  'qcom,remote-pid': [2],
  'qcom,smem': [443, 429],
  out: { '#qcom,smem-state-cells': [1], phandle: [2], 'qcom,entry-name': 'master-kernel' },
  in: { 'interrupt-controller': [], '#interrupt-cells': [2], phandle: [3], 'qcom,entry-name': 'slave-kernel' },
};
const adsp = {
  compatible: 'qcom,sm8650-adsp-pas|qcom,sm8550-adsp-pas',
  status: 'disabled',
  'interrupts-extended': [4, 0, 162, 1, 3, 0, 0, 3, 1, 0],
  'qcom,smem-states': [2, 0],
  'qcom,smem-state-names': 'stop',
  'glink-edge': { 'qcom,remote-pid': [2] },
};
const interruptController = { '#interrupt-cells': [3], phandle: [4], 'interrupt-controller': [] };
const board = { bank, smem, link, adsp, interruptController };
const read = (sketch: Sketch) => readBoardFacts(tree(sketch));
const processor = (sketch: Sketch) => read({ ...board, adsp: sketch }).processors[0];

test('a whole board', () => {
  expect(read(board)).toEqual({
    providers: [{ path: '/bank', compatible: ['qcom,tcsr-mutex'], cells: 1, live: true, locks: 32 }],
    hwlocks: [{ user: '/smem', index: 0, provider: '/bank', args: [3] }],
    smem: [{ path: '/smem', live: true, lock: { provider: '/bank', args: [3] } }],
    smp2p: [
      {
        path: '/link',
        live: true,
        host: 2,
        items: [443, 429],
        entries: [
          { path: '/link/in', name: 'slave-kernel', direction: 'inbound' },
          { path: '/link/out', name: 'master-kernel', direction: 'outbound' },
        ],
      },
    ],
    smsm: [],
    processors: [
      {
        path: '/adsp',
        compatible: ['qcom,sm8650-adsp-pas', 'qcom,sm8550-adsp-pas'],
        live: false,
        namesHwlocks: false,
        host: 2,
        evidence: [
          { kind: 'glink-edge', node: '/adsp/glink-edge', host: 2 },
          { kind: 'smp2p-interrupt', node: '/link/in', host: 2 },
          { kind: 'smem-state', node: '/link/out', host: 2 },
        ],
      },
    ],
    missingHwlocks: ['/adsp'],
  });
});

describe('no lock is missing', () => {
  test.each<[string, Sketch]>([
    ['where the processor names one', { ...board, adsp: { ...adsp, hwlocks: [1, 3] } }],
    ['without an SMEM node', { bank, link, adsp, interruptController }],
    ['with two live SMEM nodes', { ...board, other: smem }],
    ['where the only SMEM node is not live', { ...board, smem: { ...smem, status: 'disabled' } }],
    ['where SMEM names two locks', { ...board, smem: { ...smem, hwlocks: [1, 3, 1, 4] } }],
    ['where SMEM names half a lock', { ...board, smem: { ...smem, hwlocks: [1] } }],
    ['where nothing proves SMEM', { ...board, adsp: { compatible: 'qcom,sm8650-adsp-pas' } }],
  ])('%s', (_, sketch) => {
    expect(read(sketch).missingHwlocks).toEqual([]);
  });

  test('but it is beside an SMEM node that is not live', () => {
    expect(read({ ...board, other: { ...smem, status: 'disabled' } }).missingHwlocks).toEqual(['/adsp']);
  });
});

describe('phandle lists', () => {
  const hwlocks = (...list: number[]) =>
    read({ bank, user: { hwlocks: list } }).hwlocks.map(({ provider, args }) => [provider, args]);

  test('a hole is an entry of its own', () => {
    expect(hwlocks(0, 1, 5)).toEqual([
      [null, []],
      ['/bank', [5]],
    ]);
  });

  test('an unknown phandle ends the list', () => {
    expect(hwlocks(1, 5, 99, 1, 6)).toEqual([
      ['/bank', [5]],
      [null, []],
    ]);
  });

  test('a last entry may be short', () => {
    expect(hwlocks(1)).toEqual([['/bank', []]]);
  });
});

describe('evidence', () => {
  const kinds = (sketch: Sketch) => processor(sketch)?.evidence.map(({ kind }) => kind);

  test('interrupts go to the interrupt parent of the nearest ancestor', () => {
    const sketch = {
      ...board,
      soc: { 'interrupt-parent': [3], adsp: { compatible: 'qcom,a-pil', interrupts: [0, 0] } },
    };
    expect(read(sketch).processors[1]?.evidence).toEqual([{ kind: 'smp2p-interrupt', node: '/link/in', host: 2 }]);
  });

  test('interrupts-extended silences interrupts', () => {
    expect(
      kinds({
        compatible: 'qcom,a-pil',
        'interrupt-parent': [3],
        interrupts: [0, 0],
        'interrupts-extended': [4, 0, 1, 2],
      }),
    ).toEqual([]);
  });

  test('a link over another memory is none, yet makes a processor', () => {
    expect(kinds({ 'glink-edge': { reg: [1] } })).toEqual([]);
    expect(kinds({ 'glink-edge': { transport: 'spss' } })).toEqual([]);
    expect(kinds({ 'glink-edge': { transport: 'smem' } })).toEqual(['glink-edge']);
  });

  test('SMSM proves without a host, the edge beside it names one', () => {
    const smsm = {
      compatible: 'qcom,smsm',
      wcnss: { 'interrupt-controller': [], '#interrupt-cells': [2], phandle: [5] },
    };
    const riva = {
      compatible: 'qcom,riva-pil',
      'interrupts-extended': [5, 6, 1],
      'smd-edge': { 'qcom,remote-pid': [4] },
    };
    const facts = read({ ...board, smsm, riva });
    expect(facts.smsm).toEqual([{ path: '/smsm', live: true, entries: ['/smsm/wcnss'] }]);
    expect(facts.processors.find(({ path }) => path === '/riva')).toMatchObject({
      host: 4,
      evidence: [
        { kind: 'smd-edge', node: '/riva/smd-edge', host: 4 },
        { kind: 'smsm-interrupt', node: '/smsm/wcnss', host: null },
      ],
    });
  });

  test('where link and edge disagree, the link counts', () => {
    expect(processor({ ...adsp, 'glink-edge': { 'qcom,remote-pid': [7] } })?.host).toBe(2);
  });
});

test.each<[string, Sketch]>([
  ['the RPM', { compatible: 'qcom,msm8916-rpm-proc|qcom,rpm-proc', 'smd-edge': {} }],
  ['who talks to the RPM over message RAM', { 'glink-edge': { 'qcom,rpm-msg-ram': [9] } }],
  ['who has its requests node', { 'smd-edge': { 'rpm-requests': {} } }],
  ['a user of states without stop', { 'qcom,smem-states': [2, 0], 'qcom,smem-state-names': 'ipa-clock-enabled' }],
  ["another maker's processor", { compatible: 'ti,omap4-dsp' }],
])('%s is no processor', (_, sketch) => {
  expect(processor(sketch)).toBeUndefined();
});

test.each([
  ['okay', true],
  ['ok', true],
  ['okay|x', true],
  ['', false],
  ['disabled', false],
  ['reserved', false],
])('status "%s" below a live parent', (status, live) => {
  expect(read({ soc: { bank: { ...bank, status } } }).providers[0]?.live).toBe(live);
});

test('nothing below a disabled node is live', () => {
  expect(read({ soc: { status: 'disabled', bank } }).providers[0]?.live).toBe(false);
});

test('the lock count is that of the first compatible that the table knows', () => {
  const locks = (compatible: string) => read({ bank: { ...bank, compatible } }).providers[0]?.locks;
  expect(locks('vendor,new|sirf,hwspinlock')).toBe(30);
  expect(locks('ti,omap4-hwspinlock')).toBeNull();
  expect(locks('toString')).toBeNull();
});

import { expect, test } from 'vitest';
import { readIpcMap } from './ipc-map.js';
import { type Sketch, tree } from './sketch.js';

const board: Sketch = {
  '#address-cells': [1],
  '#size-cells': [1],
  'reserved-memory': {
    '#address-cells': [1],
    '#size-cells': [1],
    'late@3000': { reg: [0x3000, 0x1000], phandle: [9] },
    'smem@1000': { compatible: 'qcom,smem', reg: [0x1000, 0x1000], 'no-map': [], hwlocks: [1, 3] },
    'over@3800': { reg: [0x3800, 0x100] },
    'off@2000': { reg: [0x2000, 0x100], status: 'disabled' },
    dynamic: { size: [0x100] },
  },
  soc: {
    '#address-cells': [1],
    '#size-cells': [1],
    ranges: [0, 0x10000000, 0x100000],
    bank: { compatible: 'acme|qcom,tcsr-mutex', '#hwlock-cells': [1], phandle: [1], reg: [0x40000, 0x20000] },
  },
  link: {
    compatible: 'qcom,smp2p',
    'qcom,remote-pid': [2],
    'qcom,smem': [443, 429],
    mboxes: [5, 10],
    'qcom,ipc': [5, 8, 13],
    out: { '#qcom,smem-state-cells': [1], phandle: [2], 'qcom,entry-name': 'master-kernel' },
    in: { 'interrupt-controller': [], '#interrupt-cells': [2], phandle: [3] },
    odd: {},
  },
  apcs: { '#mbox-cells': [1], phandle: [5] },
  adsp: {
    compatible: 'qcom,sm8750-adsp-pas|qcom,sm8650-adsp-pas',
    'interrupts-extended': [0, 3, 3, 1],
    'interrupt-names': 'none|stop-ack',
    'qcom,smem-states': [2, 0],
    'qcom,smem-state-names': 'stop',
    'memory-region': [9],
    hwlocks: [1, 3],
    'hwlock-names': 'smem',
    'glink-edge': { 'qcom,remote-pid': [2], transport: 'spss', mboxes: [5, 9] },
  },
};

test('a whole board', () => {
  const lock = { provider: '/soc/bank', args: [3] };
  const range = (address: string, size: string) => ({ address, size });
  const region = (path: string, ...ranges: readonly object[]) => ({
    path,
    live: true,
    noMap: false,
    ranges,
    owners: [],
  });
  expect(readIpcMap(tree(board))).toEqual({
    providers: [
      { path: '/soc/bank', compatible: ['acme', 'qcom,tcsr-mutex'], live: true, cells: 1, locks: 32, exact: true },
    ],
    hwlocks: [
      {
        user: '/reserved-memory/smem@1000',
        index: 0,
        name: null,
        provider: '/soc/bank',
        lock: 3,
        register: '0x10043000',
      },
      { user: '/adsp', index: 0, name: 'smem', provider: '/soc/bank', lock: 3, register: '0x10043000' },
    ],
    hosts: [{ number: 2, name: 'adsp', links: ['/link'], edges: [], remoteprocs: ['/adsp'] }],
    smem: [
      {
        path: '/reserved-memory/smem@1000',
        live: true,
        form: 'reserved-memory',
        ranges: [range('0x1000', '0x1000')],
        lock,
        messageRam: null,
      },
    ],
    smp2p: [
      {
        path: '/link',
        live: true,
        host: 2,
        items: [443, 429],
        usualItems: true,
        entries: [
          { path: '/link/out', name: 'master-kernel', direction: 'outbound', item: 429 },
          { path: '/link/in', name: null, direction: 'inbound', item: 443 },
          { path: '/link/odd', name: null, direction: null, item: null },
        ],
        doorbells: [
          { kind: 'mailbox', controller: '/apcs', args: [10] },
          { kind: 'register', controller: '/apcs', args: [8, 13] },
        ],
      },
    ],
    smsm: [],
    remoteprocs: [
      {
        path: '/adsp',
        compatible: ['qcom,sm8750-adsp-pas', 'qcom,sm8650-adsp-pas'],
        live: true,
        host: 2,
        evidence: [
          { kind: 'smp2p-interrupt', node: '/link/in', host: 2 },
          { kind: 'smem-state', node: '/link/out', host: 2 },
        ],
        smemLock: lock,
        named: true,
        driverReleases: true,
        smemHostId: 2,
        interrupts: [{ name: 'stop-ack', controller: '/link/in', args: [3, 1] }],
        states: [{ name: 'stop', entry: '/link/out', args: [0] }],
        edges: [
          {
            path: '/adsp/glink-edge',
            kind: 'glink-edge',
            host: 2,
            overSmem: false,
            doorbells: [{ kind: 'mailbox', controller: '/apcs', args: [9] }],
          },
        ],
        regions: ['/reserved-memory/late@3000'],
      },
    ],
    regions: [
      {
        ...region('/reserved-memory/smem@1000', range('0x1000', '0x1000')),
        noMap: true,
        owners: ['/reserved-memory/smem@1000'],
      },
      { ...region('/reserved-memory/off@2000', range('0x2000', '0x100')), live: false },
      { ...region('/reserved-memory/late@3000', range('0x3000', '0x1000')), owners: ['/adsp'] },
      region('/reserved-memory/over@3800', range('0x3800', '0x100')),
      region('/reserved-memory/dynamic'),
    ],
    gaps: [
      { address: '0x2000', size: '0x1000', after: '/reserved-memory/smem@1000', before: '/reserved-memory/late@3000' },
    ],
    overlaps: [
      { address: '0x3800', size: '0x100', after: '/reserved-memory/late@3000', before: '/reserved-memory/over@3800' },
    ],
  });
});

test('a register that no bus passes on, a lock past the end, and the older form in a system controller', () => {
  const bank = { compatible: 'qcom,tcsr-mutex', '#hwlock-cells': [1], phandle: [1] };
  const registers = (sketch: Sketch) =>
    readIpcMap(tree(sketch)).hwlocks.map((lock) => ({ ...lock }) as { register: unknown });
  const user = { hwlocks: [1, 3] };
  expect(registers({ bus: { bank: { ...bank, reg: [0, 0, 1] } }, user })).toMatchObject([{ register: null }]);
  expect(registers({ bank: { ...bank, reg: [0, 0, 1] }, user: { hwlocks: [1, 32] } })).toMatchObject([
    { register: null },
  ]);
  const block = { reg: [0, 0x5000, 1], phandle: [7] };
  expect(registers({ bank: { ...bank, syscon: [7, 0x80, 0x40] }, block, user })).toMatchObject([
    { register: '0x5140' },
  ]);
});

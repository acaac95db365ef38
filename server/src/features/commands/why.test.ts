import { describe, expect, it } from 'vitest';
import { openFixture } from '../../../../test/feature-fixture.js';
import { onBoard, QUALCOMM_SOC } from '../../../../test/qualcomm-fixture.js';
import type { BindingStore } from '../../bindings/store.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import type { CheckedView } from '../../workspace/file-view.js';
import type { ServerFacts } from '../command.js';
import type { Explanation } from '../requests.js';
import { why } from './why.js';

/** The command asks nothing of the server itself. */
const NO_SERVER = {} as ServerFacts;

const ADSP = '/soc/remoteproc@300000';

/** Explains a node of {@link QUALCOMM_SOC} with what a board adds, on a view that may be changed before. */
async function explain(
  board = '',
  node = ADSP,
  change: (view: CheckedView) => Partial<CheckedView> = () => ({}),
): Promise<Explanation> {
  const { context, uri } = await openFixture(onBoard(`$0${board}`));
  const view = { ...context.view, ...change(context.view) };
  const { title, markdown } = why.handle({ ...context, view }, { uri, node }, NO_SERVER);
  return { title, markdown: markdown.replaceAll('file:///fixture/', '') };
}

const bindings = (allows: boolean) => (view: CheckedView) => {
  const store: BindingStore = { forCompatible: () => ({ file: view.file, allows: () => allows }) };
  return { bindings: store };
};

describe('why a processor is flagged', () => {
  it('goes through the conditions, with what shows each', async () => {
    const { title, markdown } = await explain();
    expect(title).toBe('Why the ADSP is flagged');
    expect(markdown).toBe(`**Flagged** by \`remoteproc-missing-hwlocks\` in [soc.dtsi:44](soc.dtsi#L44,9).

[\`/soc/remoteproc@300000\`](soc.dtsi#L44,9) (\`qcom,sm8650-adsp-pas\`)

1. **Is it a remote processor? Yes:** its compatible is that of one, Linux can tell it to stop (\`"stop"\` among \`qcom,smem-state-names\`), it has its glink-edge.

2. **Does its firmware use SMEM? Yes:**

   - Its interrupts come from the SMP2P entry adsp_in, whose item in SMEM the firmware allocates (host 2, [soc.dtsi:46](soc.dtsi#L46,27))
   - Linux signals it through adsp_out, an entry that lies in SMEM (host 2, [soc.dtsi:49](soc.dtsi#L49,24))
   - G-Link has its FIFOs in SMEM (host 2, [soc.dtsi:52](soc.dtsi#L52,4))

3. **Is SMEM's lock known? Yes:** [\`/reserved-memory/smem@80000000\`](soc.dtsi#L9,9) takes \`<&tcsr_mutex 3>\` ([soc.dtsi:13](soc.dtsi#L13,4)).

4. **Does the node name no lock? Yes:** it has no \`hwlocks\`.

5. **Is the tree certain where this rests on it? Yes.**

**Severity: warning.** This tree has no bindings, so that nothing in it speaks against the property.

If the firmware dies holding the lock, mainline finds it through SMEM by host number for this compatible (smem_host_id 2). When it stops \`qcom,sm8650-adsp-pas\`, \`qcom_q6v5_pas\` has \`hwspin_lock_bust\` free the lock if its register holds **3** (the call is there since Linux 6.11).`);
  });

  it('says why it is information only where the binding refuses the property', async () => {
    const { markdown } = await explain('', ADSP, bindings(false));
    expect(markdown).toContain(
      "**Severity: information.** This tree's binding refuses the property, so that the line would make dtbs_check fail.",
    );
    expect(markdown).toContain(
      '`hwlocks` is not in the binding of its compatible ([board.dts](board.dts#L1,1)): version 1 of "Add support for hwspinlock bust" (May 2024) proposed it, the maintainers refused it (NAK), and it was not merged.',
    );
  });

  it('says that the binding allows it, or that none documents the compatible', async () => {
    expect((await explain('', ADSP, bindings(true))).markdown).toContain(
      "**Severity: warning.** This tree's binding allows the property.",
    );
    const none = await explain('', ADSP, () => ({ bindings: { forCompatible: () => undefined } }));
    expect(none.markdown).toContain('**Severity: information.** This tree has bindings, and none for this compatible.');
  });

  it('says who else names the lock', async () => {
    const other =
      '/ { cdsp { compatible = "qcom,x-cdsp-pas"; hwlocks = <&tcsr_mutex 3>; glink-edge { qcom,remote-pid = <5>; }; }; };';
    const { markdown } = await explain(other, ADSP, bindings(false));
    expect(markdown).toContain("**Severity: warning.** Another processor of this board names SMEM's lock");
    expect(markdown).toContain('Named by [`/cdsp`](board.dts#L2,5).');
  });

  it('tells the other rule about the wrong lock', async () => {
    const { title, markdown } = await explain('&adsp { hwlocks = <&tcsr_mutex 5>; };');
    expect(title).toBe('Why the ADSP is flagged');
    expect(markdown).toContain('**Flagged** by `remoteproc-wrong-hwlock` in [board.dts:2](board.dts#L2,20).');
    expect(markdown).toContain(
      '**Does the node name no lock? No:** it names `<&tcsr_mutex 5>` ([board.dts:2](board.dts#L2,9)).',
    );
    expect(markdown).toContain('**Severity: warning.** ADSP firmware (SMEM host 2) allocates');
  });
});

describe('why a processor is not flagged', () => {
  it.each([
    ['&adsp { hwlocks = <&tcsr_mutex 3>; };', '**Not flagged:** the node names its lock.'],
    ['&smem { status = "disabled"; };', "**Not flagged:** this tree does not tell SMEM's lock."],
    ['&smem { status = "disabled"; };', "**Is SMEM's lock known? No:** no SMEM node is enabled ("],
    ['/delete-node/ &smem;', "**Is SMEM's lock known? No:** the tree has no SMEM node."],
    ['&smem { /delete-property/ hwlocks; };', 'is not one entry that can be read.'],
    [
      '/ { smem { compatible = "qcom,smem"; hwlocks = <&tcsr_mutex 3>; }; };',
      "**Is SMEM's lock known? No:** several SMEM nodes are enabled",
    ],
    [
      '&adsp { /delete-property/ qcom,smem-states; /delete-property/ interrupts-extended; /delete-node/ glink-edge; };',
      '**Does its firmware use SMEM? Nothing shows it:**',
    ],
    ['&adsp { x = <&none>; };', '**Not flagged:** something that this rests on is not certain.'],
    [
      '&adsp { x = <&none>; };',
      '   - `x` of [`/soc/remoteproc@300000`](soc.dtsi#L44,9) has a mistake or leads to nothing: [board.dts:2](board.dts#L2,9)',
    ],
    ['#include "none.dtsi"\n', '**Not flagged:** the board is not wholly known'],
    ['#include "none.dtsi"\n', '   - An include brings nothing: [board.dts:2](board.dts#L2,10)'],
  ])('%s', async (board, expected) => {
    const { title, markdown } = await explain(board);
    expect(title).toBe('Why the ADSP is not flagged');
    expect(markdown).toContain(expected);
  });

  it('says that a setting silences the rule, or makes it something else', async () => {
    const { context, uri } = await openFixture(
      QUALCOMM_SOC.replace('/dts-v1/;', '$0/dts-v1/;').replace('soc.dtsi', 'board.dts'),
    );
    const ask = (view: CheckedView) => why.handle({ ...context, view }, { uri, node: ADSP }, NO_SERVER);
    const { view } = context;
    expect(ask({ ...view, findings: [] })).toMatchObject({
      title: 'Why the ADSP is not flagged',
      markdown: expect.stringContaining(
        '**Not flagged:** the setting `dts-analyzer.rules` turns `remoteproc-missing-hwlocks` off.',
      ),
    });
    const graver = view.findings.map((finding) => ({ ...finding, severity: 'error' as const }));
    expect(ask({ ...view, findings: graver }).markdown).toContain('The setting `dts-analyzer.rules` makes it error.');
  });

  it('says of another node that it is no processor, and of a path that there is none', async () => {
    expect((await explain('', '/soc')).markdown).toMatch(/^`\/soc` is no remote processor/);
    expect((await explain('', '/`')).markdown).toBe(
      'The tree of this board has no node ``` /` ```.'.replaceAll('```', '``'),
    );
  });

  it('knows nothing of a file without a board', async () => {
    const { context, uri } = await openFixture('//- lone.dtsi\n$0/ { };');
    const nothing = { title: 'Nothing is known of this node', markdown: 'No board that is known includes the file.' };
    expect(why.handle(context, { uri, node: '/' }, NO_SERVER)).toEqual(nothing);
    expect(why.handle(undefined, { uri, node: '/' }, NO_SERVER)).toEqual(nothing);
  });
});

describe('why', () => {
  it('agrees with what is found, on every processor of changed boards', async () => {
    const changes = [
      '',
      '&adsp { hwlocks = <&tcsr_mutex 3>; };',
      '&adsp { hwlocks = <&tcsr_mutex 9>; };',
      '&smem { status = "fail"; };',
    ];
    for (const change of changes) {
      const text = `${QUALCOMM_SOC.replace('soc.dtsi', 'board.dts').replace('/dts-v1/;', '$0/dts-v1/;')}${change}`;
      const { context, uri } = await openFixture(text);
      for (const { node } of ipcTopology(context.view.unit!.tree).processors) {
        const found = context.view.findings.some(
          ({ code, nodes }) => code.startsWith('remoteproc-') && nodes?.includes(node.path),
        );
        const { title } = why.handle(context, { uri, node: node.path }, NO_SERVER);
        expect(title, change).toBe(`Why the ADSP is ${found ? 'flagged' : 'not flagged'}`);
      }
    }
  });

  it.each([undefined, null, 1, 'x', {}, { uri: 1, node: '/' }, { uri: 'file:///a' }])('refuses %j', (argument) => {
    expect(why.accepts(argument)).toBe(false);
  });
});

import { cellText, replaceCell } from '../../devicetree/edits.js';
import { type DeviceTree, valueOrigin } from '../../devicetree/tree.js';
import { type IpccDoorbell, ipccDoorbells } from '../../platforms/qualcomm/doorbells.js';
import { disputedWitnesses } from '../../platforms/qualcomm/host-testimony.js';
import type { Fix } from '../../text/finding.js';
import { defineRule, type RuleFinding } from '../rule.js';
import { hostText, shortNameOf } from './wording.js';

/** Every IPCC doorbell between Linux and one host names one client, and no other host has it. */
export const ipccClientMismatch = defineRule({
  code: 'ipcc-client-mismatch',
  severity: 'warning',
  basis: 'qcom-ipcc.yaml; include/dt-bindings/mailbox/qcom-ipcc.h; all 671 doorbells of mainline',
  docs: `The interrupts between Linux and one remote processor name different clients of the IPCC, or one client stands for two
processors.

Each processor is one client. What is sent to another client wakes that one, and what comes from another client is taken for
this one's: SMP2P waits for interrupts that go elsewhere, and the processor's start times out ("start timed out", -110).

\`\`\`dts
/ {
	ipcc: mailbox {
		compatible = "qcom,sm8650-ipcc", "qcom,ipcc";
		interrupt-controller;
		#interrupt-cells = <3>;
		#mbox-cells = <2>;
	};
	smp2p-adsp {
		compatible = "qcom,smp2p";
		interrupts-extended = <&ipcc 3 2 1>;
		mboxes = <&ipcc 3 2>;
		qcom,remote-pid = <2>;
	};
	remoteproc-adsp {
		glink-edge {
			interrupts-extended = <&ipcc 3 0 1>;
			mboxes = <&ipcc 6 0>;
			//              ^ warning(ipcc-client-mismatch): IPCC client 6 is not the one that the other doorbells of SMEM host 2 (ADSP) name, 3: …
			qcom,remote-pid = <2>;
		};
	};
};
\`\`\`

\`\`\`dts
/ {
	ipcc: mailbox {
		compatible = "qcom,sm8650-ipcc", "qcom,ipcc";
		interrupt-controller;
		#interrupt-cells = <3>;
		#mbox-cells = <2>;
	};
	smp2p-adsp {
		compatible = "qcom,smp2p";
		interrupts-extended = <&ipcc 3 2 1>;
		mboxes = <&ipcc 3 2>;
		qcom,remote-pid = <2>;
	};
	remoteproc-adsp {
		glink-edge {
			interrupts-extended = <&ipcc 3 0 1>;
			mboxes = <&ipcc 3 0>;
			qcom,remote-pid = <2>;
		};
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    const groups = groupsOf(tree);
    for (const group of groups) if (clientsOf(group).length > 1) yield* disagreements(tree, group, groups);
    yield* sharedClients(tree, groups);
  },
});

/** The doorbells of each host, of which those of a link or edge with a disputed or unknown host are left out. */
function groupsOf(tree: DeviceTree): readonly (readonly IpccDoorbell[])[] {
  const disputed = disputedWitnesses(tree);
  const groups = new Map<number, IpccDoorbell[]>();
  for (const doorbell of ipccDoorbells(tree)) {
    const { host, owner } = doorbell;
    if (host === undefined || disputed.has(owner)) continue;
    const group = groups.get(host);
    if (group) group.push(doorbell);
    else groups.set(host, [doorbell]);
  }
  return [...groups.values()];
}

/** Clients of two controllers are two. */
const clientOf = ({ controller, client }: IpccDoorbell) => `${controller.path}\0${client.value}`;
const clientsOf = (group: readonly IpccDoorbell[]) => [...new Set(group.map(clientOf))];

function* disagreements(
  tree: DeviceTree,
  group: readonly IpccDoorbell[],
  groups: readonly (readonly IpccDoorbell[])[],
): Iterable<RuleFinding> {
  const right = likelyClient(group, groups);
  const sound = group.find((doorbell) => clientOf(doorbell) === right);
  const odd = sound ? group.filter((doorbell) => clientOf(doorbell) !== right) : group.slice(-1);
  const reference = sound ?? group.find((doorbell) => clientOf(doorbell) !== clientOf(odd[0]!))!;
  for (const doorbell of odd) {
    const { client, owner, property } = doorbell;
    const fix = sound ? fixOf(tree, doorbell, sound) : undefined;
    yield {
      at: valueOrigin(tree, property, client),
      message: `IPCC client ${nameOf(tree, doorbell)} is not the one that the other doorbells of SMEM host ${hostText(doorbell.host!)} name, ${nameOf(tree, reference)}: interrupts go to and come from another processor, and the start times out (-110)`,
      nodes: [owner.path],
      related: group
        .filter((other) => other !== doorbell)
        .map((other) => ({
          at: valueOrigin(tree, other.property, other.client),
          message: `${shortNameOf(other.owner)} names client ${nameOf(tree, other)}`,
        })),
      ...(fix && { fixes: [fix] }),
    };
  }
}

/** What most doorbells of the host name; where that is undecided, what no other host's name. */
function likelyClient(
  group: readonly IpccDoorbell[],
  groups: readonly (readonly IpccDoorbell[])[],
): string | undefined {
  const clients = clientsOf(group);
  const uses = (client: string) => group.filter((doorbell) => clientOf(doorbell) === client).length;
  const most = Math.max(...clients.map(uses));
  const frequent = clients.filter((client) => uses(client) === most);
  if (frequent.length === 1) return frequent[0];
  const others = new Set(groups.filter((other) => other !== group).flatMap(clientsOf));
  const own = frequent.filter((client) => !others.has(client));
  return own.length === 1 ? own[0] : undefined;
}

/** One client of two hosts, of which each is at one with itself. */
function* sharedClients(tree: DeviceTree, groups: readonly (readonly IpccDoorbell[])[]): Iterable<RuleFinding> {
  const first = new Map<string, IpccDoorbell>();
  for (const group of groups) {
    const [client, ...others] = clientsOf(group);
    const doorbell = group[0]!;
    if (client === undefined || others.length > 0) continue;
    const known = first.get(client);
    if (!known) {
      first.set(client, doorbell);
      continue;
    }
    yield {
      at: valueOrigin(tree, doorbell.property, doorbell.client),
      message: `IPCC client ${nameOf(tree, doorbell)} stands for two processors, SMEM hosts ${hostText(known.host!)} and ${hostText(doorbell.host!)}: one of them is never woken, and its start times out (-110)`,
      nodes: [doorbell.owner.path],
      related: [
        {
          at: valueOrigin(tree, known.property, known.client),
          message: `${shortNameOf(known.owner)} names the same client`,
        },
      ],
    };
  }
}

function fixOf(tree: DeviceTree, { property, client }: IpccDoorbell, sound: IpccDoorbell): Fix | undefined {
  const name = nameOf(tree, sound);
  const here = valueOrigin(tree, property, client).span.file;
  // The macro that the other place uses is known here if the file is the same.
  const isSameFile = valueOrigin(tree, sound.property, sound.client).span.file === here;
  const edit = replaceCell(tree, property, client, isSameFile ? name : `${sound.client.value}`);
  return edit && { title: `Name client ${name}`, edits: [edit], preferred: true };
}

const nameOf = (tree: DeviceTree, { property, client }: IpccDoorbell) => cellText(tree, property, client);

import { deletionOf } from '../../devicetree/deletions.js';
import { removeProperty, replaceValue } from '../../devicetree/edits.js';
import { wholeValueOrigin } from '../../devicetree/places.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import { specifiersOf } from '../../devicetree/specifiers.js';
import { nameOrigin } from '../../devicetree/tree.js';
import { stringsOf } from '../../devicetree/values.js';
import { defineRule } from '../rule.js';

/** `hwlock-names` has one name for each entry of `hwlocks`. */
export const hwlockNamesMismatch = defineRule({
  code: 'hwlock-names-mismatch',
  severity: 'warning',
  basis: 'hwlock.txt; of_hwspin_lock_get_id_byname in drivers/hwspinlock/hwspinlock_core.c',
  docs: `\`hwlock-names\` does not name the locks of \`hwlocks\` one by one.

Linux looks a lock up by the position of its name, so a name too many finds no lock, and a lock without name can only be
found by its position.

\`\`\`dts
/ {
	hwlock: hwlock { #hwlock-cells = <1>; };
	adi {
		hwlocks = <&hwlock 0>;
		hwlock-names = "adi", "bus";
		//             ^^^^^^^^^^^^ warning(hwlock-names-mismatch): \`hwlock-names\` has 2 names for 1 lock
	};
};
\`\`\`

Give each lock a name, in the same order:

\`\`\`dts
/ {
	hwlock: hwlock { #hwlock-cells = <1>; };
	adi {
		hwlocks = <&hwlock 0>;
		hwlock-names = "adi";
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const property of propertyIndexOf(tree).named('hwlock-names')) {
      const { node } = property;
      if (property.doubtful) continue;
      const names = stringsOf(property);
      // A value that is no list of strings is another mistake, which dtc has a check for.
      if (names.length === 0 && property.value.length > 0) continue;
      const hwlocks = node.properties.get('hwlocks');
      if (!hwlocks) {
        const deletion = deletionOf(node, 'hwlocks');
        const edit = deletion ? undefined : removeProperty(tree, property);
        yield {
          at: deletion ? tree.originOf(deletion.nameRange) : nameOrigin(tree, property),
          message: '`hwlock-names` names nothing: the node has no `hwlocks`',
          tags: deletion ? [] : ['unnecessary'],
          nodes: [node.path],
          ...(edit && { fixes: [{ title: 'Delete `hwlock-names`', edits: [edit], preferred: true }] }),
        };
        continue;
      }
      const locks = specifiersOf(tree, hwlocks, '#hwlock-cells');
      if (locks.some(({ defect }) => defect) || locks.length === names.length) continue;
      const kept = names.slice(0, locks.length).map((name) => `"${name}"`);
      // Which name is one too many cannot be told, but nobody finds a lock by one of the last.
      const edit = names.length > locks.length ? replaceValue(tree, property, kept.join(', ')) : undefined;
      yield {
        at: wholeValueOrigin(tree, property),
        message: `\`hwlock-names\` has ${count(names.length, 'name')} for ${count(locks.length, 'lock')}`,
        nodes: [node.path],
        related: [{ at: wholeValueOrigin(tree, hwlocks), message: 'The locks' }],
        ...(edit && { fixes: [{ title: `Leave ${kept.join(', ')}`, edits: [edit] }] }),
      };
    }
  },
});

const count = (number: number, thing: string) => `${number} ${thing}${number === 1 ? '' : 's'}`;

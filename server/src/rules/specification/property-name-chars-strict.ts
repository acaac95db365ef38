import { propertyIndexOf } from '../../devicetree/property-index.js';
import { atPropertyName } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** The name of a property consists of letters, digits, comma and dash. */
export const propertyNameCharsStrict = defineRule({
  code: 'property-name-chars-strict',
  severity: 'warning',
  basis: 'dts-coding-style.rst, "Naming and Valid Characters"; dtc property_name_chars_strict (W=2)',
  dtc: { level: 'off', isLocal: true },
  docs: `The name of a property has a character that the kernel's coding style avoids. It consists of letters, digits, \`,\` and
\`-\`; a \`#\` may begin it, or stand behind the vendor's prefix. \`device_type\` is excepted. Where a binding has the name, it
is the binding that would have to change.

\`\`\`dts
/ {
	clock_rate = <1>;
//      ^^^^^^^^^^ warning(property-name-chars-strict): The character '_' is not recommended in a property's name
};
\`\`\`

\`\`\`dts
/ { clock-rate = <1>; acme,#led-cells = <0>; device_type = "acme"; };
\`\`\``,
  *check({ tree }) {
    const index = propertyIndexOf(tree);
    for (const name of index.names()) {
      const character = unusualCharacter(name);
      if (character === undefined) continue;
      for (const property of index.named(name)) {
        yield {
          ...atPropertyName(tree, property),
          message: `The character '${character}' is not recommended in a property's name`,
        };
      }
    }
  },
});

function unusualCharacter(name: string): string | undefined {
  if (name === 'device_type') return undefined;
  const first = name.search(UNUSUAL);
  if (first < 0) return undefined;
  // Only the first unusual character is forgiven, and only as the mark of a name like '#address-cells'.
  const isMark = name[first] === '#' && (first === 0 || name[first - 1] === ',');
  return isMark ? UNUSUAL.exec(name.slice(first + 1))?.[0] : name[first];
}

const UNUSUAL = /[^a-zA-Z0-9,-]/;

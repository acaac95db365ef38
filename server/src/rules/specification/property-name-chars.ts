import { unusualNodesOf } from '../../devicetree/unusual-nodes.js';
import { ODD_LETTER } from '../../syntax/body-index.js';
import { atPropertyName } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** The name of a property consists of the characters that the Specification allows. */
export const propertyNameChars = defineRule({
  code: 'property-name-chars',
  severity: 'error',
  basis: 'DTSpec v0.4 §2.2.4 table 2.2; dtc property_name_chars',
  dtc: { level: 'error', isLocal: true },
  docs: `The name of a property has a character that no property name can have. Letters, digits and \`,._+*#?-\` are allowed.
dtc refuses anything else.

\`\`\`dts
/ {
	led@0;
//      ^^^^^ error(property-name-chars): A property's name cannot have the character '@'
};
\`\`\`

\`\`\`dts
/ { #led-cells = <0>; };
\`\`\``,
  *check({ tree }) {
    for (const node of unusualNodesOf(tree)) {
      for (const property of node.properties.values()) {
        const character = ODD_LETTER.exec(property.name)?.[0];
        if (character === undefined) continue;
        yield {
          ...atPropertyName(tree, property),
          message: `A property's name cannot have the character '${character}'`,
        };
      }
    }
  },
});

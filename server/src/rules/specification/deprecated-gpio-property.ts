import { propertyIndexOf } from '../../devicetree/property-index.js';
import { atPropertyName } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { isGpioList } from './specifier-lists.js';

/** A list of GPIOs is called `…-gpios`. */
export const deprecatedGpioProperty = defineRule({
  code: 'deprecated-gpio-property',
  severity: 'warning',
  basis: 'gpio.txt; dtc deprecated_gpio_property',
  dtc: { level: 'off', isLocal: true },
  docs: `The name of a list of GPIOs ends in \`gpio\`, which is deprecated: new bindings have \`…-gpios\`, for one GPIO too. Linux
reads both, but the node's binding may know one name only; look there before you rename it.

\`\`\`dts
/ {
	gpio: gpio { #gpio-cells = <1>; };
	led { enable-gpio = <&gpio 1>; };
	//    ^^^^^^^^^^^ warning(deprecated-gpio-property): The property is called \`enable-gpios\` in new bindings
};
\`\`\`

\`\`\`dts
/ {
	gpio: gpio { #gpio-cells = <1>; };
	led { enable-gpios = <&gpio 1>; };
};
\`\`\``,
  *check({ tree }) {
    const index = propertyIndexOf(tree);
    for (const name of index.names()) {
      if (!name.endsWith('gpio') || !isGpioList(name)) continue;
      for (const property of index.named(name)) {
        const message = `The property is called \`${name}s\` in new bindings`;
        yield { ...atPropertyName(tree, property), message };
      }
    }
  },
});

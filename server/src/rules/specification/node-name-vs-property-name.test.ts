import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { nodeNameVsPropertyName } from './node-name-vs-property-name.js';

describe('node-name-vs-property-name', () => {
  it('finds a node of the name of a property, whichever file wrote which', async () => {
    await checkRule(
      nodeNameVsPropertyName,
      `
//- soc.dtsi
/dts-v1/;
/ {
	clocks: clocks { osc { }; };
	//               ^^^ warning(node-name-vs-property-name): The parent has a property of the same name
	led {
		color;
		color { };
	//      ^^^^^ warning(node-name-vs-property-name): The parent has a property of the same name
	};
};
//- board.dts
#include "soc.dtsi"
&clocks { osc = <1>; };
`,
    );
  });

  it("accepts properties that were deleted, other nodes' properties, and a name that says nothing new", async () => {
    await checkRule(
      nodeNameVsPropertyName,
      `
//- soc.dtsi
/dts-v1/;
/ {
	power { key; };
	key { };
	n { name = "n"; name { }; };
	led: led { color; };
};
//- board.dts
#include "soc.dtsi"
&led { /delete-property/ color; color { }; };
`,
    );
  });
});

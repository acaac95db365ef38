import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { nodeNameCharsStrict } from './node-name-chars-strict.js';

const check = (text: string) => checkRule(nodeNameCharsStrict, `/dts-v1/;${text}`);

describe('node-name-chars-strict', () => {
  it('finds the first unusual character before the unit address', async () => {
    await check(`
/ {
	a.b { };
//      ^^^ warning(node-name-chars-strict): The character '.' is not recommended in a node's name
	c+d_e { };
//      ^^^^^ warning(node-name-chars-strict): The character '+' is not recommended in a node's name
	f_g@1_2 { };
//      ^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
};
`);
  });

  it('writes a dash for each underscore where nothing else has the name', async () => {
    await check(`
/ {
	power_key_long@1_2 { };
//      ^^^^^^^^^^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
	power_key { };
//      ^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
};
//- board.dts => fixed
/dts-v1/;
/ {
	power-key-long@1_2 { };
//      ^^^^^^^^^^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
	power-key { };
//      ^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
};
`);
  });

  it('has no fix where other text means the node, a sibling or a property has the new name, or another character is left', async () => {
    await check(`
/ {
	dark-red;
	aliases { key0 = "/volume_up"; };
	volume_up { };
//      ^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
	a_b { };
//      ^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
	a-b { };
	dark_red { };
//      ^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
	c_d.e { };
//      ^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
};
//- board.dts => fixed
/dts-v1/;
/ {
	dark-red;
	aliases { key0 = "/volume_up"; };
	volume_up { };
//      ^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
	a_b { };
//      ^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
	a-b { };
	dark_red { };
//      ^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
	c_d.e { };
//      ^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
};
`);
  });

  it('has no fix where a macro wrote the name', async () => {
    await check(`
#define KEY power_key
/ {
	KEY { };
//      ^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
};
//- board.dts => fixed
/dts-v1/;
#define KEY power_key
/ {
	KEY { };
//      ^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
};
`);
  });

  it("has no fix in an overlay, where the node may be another tree's", async () => {
    await checkRule(
      nodeNameCharsStrict,
      `
//- overlay.dtso
/dts-v1/;
/plugin/;
/ {
	fragment@0 {
		target-path = "/keys";
		__overlay__ { power_key { }; };
	//      ^^^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
		//            ^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
	};
};
//- overlay.dtso => fixed
/dts-v1/;
/plugin/;
/ {
	fragment@0 {
		target-path = "/keys";
		__overlay__ { power_key { }; };
	//      ^^^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
		//            ^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
	};
};
`,
    );
  });

  it('stands where the node was written first', async () => {
    await checkRule(
      nodeNameCharsStrict,
      `
//- soc.dtsi
/dts-v1/;
/ {
	key: power_key { };
	//   ^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
};
//- board.dts
#include "soc.dtsi"
&key { label = "Power"; };
`,
    );
  });

  it('accepts letters, digits, commas and dashes', async () => {
    await check(`
/ {
	acme,led-0@1_2.3+4 { };
};
`);
  });
});

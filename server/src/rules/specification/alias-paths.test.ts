import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { aliasPaths } from './alias-paths.js';

const check = (text: string) => checkRule(aliasPaths, `/dts-v1/;${text}`);

describe('alias-paths', () => {
  it('finds paths that lead nowhere, and values that are no paths', async () => {
    await check(`
/ {
	aliases {
		a = "/soc/serial";
		//  ^^^^^^^^^^^^^ warning(alias-paths): No node has the path '/soc/serial'
		b = "serial";
		//  ^^^^^^^^ warning(alias-paths): No node has the path 'serial'
		c = "/";
		//  ^^^ warning(alias-paths): No node has the path '/'
		d;
	//      ^ warning(alias-paths): An alias has a path
		e = <1>;
	};
	soc { };
};
`);
  });

  it('finds names with other characters, but tells of a wrong path first', async () => {
    await check(`
/ {
	aliases {
		Serial0 = "/soc";
	//      ^^^^^^^ warning(alias-paths): The name of an alias has lower-case letters, digits and '-' only
		i2c_1 = "/soc";
	//      ^^^^^ warning(alias-paths): The name of an alias has lower-case letters, digits and '-' only
		SPI = "/nowhere";
		//    ^^^^^^^^^^ warning(alias-paths): No node has the path '/nowhere'
	};
	soc { };
};
`);
  });

  it('stands where the alias was written last', async () => {
    await checkRule(
      aliasPaths,
      `
//- soc.dtsi
/dts-v1/;
/ {
	aliases: aliases { serial0 = &uart; };
	uart: serial { };
};
//- board.dts
#include "soc.dtsi"
&aliases { serial0 = "/uart"; };
//                   ^^^^^^^ warning(alias-paths): No node has the path '/uart'
`,
    );
  });

  it('accepts references, a slash too much, text behind a NUL, and its own phandle', async () => {
    await check(`
/ {
	aliases: aliases {
		phandle = <1>;
		serial0 = &uart;
		serial1 = "//soc//serial/";
		serial2 = "/soc", "/nowhere";
	};
	soc { uart: serial { }; };
	other { aliases = <&aliases>; };
};
`);
  });

  it('leaves labels that nobody has to the error that says so', async () => {
    await check(`
/ {
	aliases { serial0 = &nowhere; };
	//                  ^^^^^^^^ error(unknown-label): No node has the label 'nowhere'
};
`);
  });
});

import { describe, expect, it } from 'vitest';
import { newParser, parserModules, testParser } from '../../../test/parser.js';
import { seededRandom } from '../../../test/random.js';
import { randomEdit } from '../../../test/random-edits.js';
import type * as ast from './ast.js';
import { loadGrammar, parserWithoutMemory } from './parser.js';

const SOURCE = `/dts-v1/;
/memreserve/ 0x10000000 0x4000;
/ {
	#address-cells = <2>;
	empty;
	a: b: soc@0 {
		reg = <0 0x1000>, <0 0x2000>;
		/delete-property/ status;
		/omit-if-no-ref/ pins: state { x; };
		/delete-node/ old@1;
	};
};
top: &a { status = "okay"; };
&{/soc@0} { };
/delete-node/ &b;
/omit-if-no-ref/ &a;
`;

async function parse(text: string): Promise<ast.Document> {
  const session = (await testParser()).open();
  const document = session.update(text);
  session.close();
  return document;
}

/** The items of a list with their text, so that every offset is shown to be right. */
function outline(list: ast.ItemList, text: string, base = 0): string[] {
  return list.items.flatMap((item, index) => {
    const start = base + list.starts[index]!;
    const line = `${item.kind} ${JSON.stringify(text.slice(start, start + Math.min(item.length, 24)))}`;
    return item.kind === 'node' ? [line, ...outline(item, text, start).map((inner) => `  ${inner}`)] : [line];
  });
}

describe('parsing', () => {
  it('gives every kind of item, each where its text is', async () => {
    const document = await parse(SOURCE);
    expect(document.hasErrors).toBe(false);
    expect(outline(document, SOURCE)).toMatchInlineSnapshot(`
      [
        "file-version "/dts-v1/;"",
        "memory-reservation "/memreserve/ 0x10000000 "",
        "node "/ {\\n\\t#address-cells = <2"",
        "  property "#address-cells = <2>;"",
        "  property "empty;"",
        "  node "a: b: soc@0 {\\n\\t\\treg = <0"",
        "    property "reg = <0 0x1000>, <0 0x2"",
        "    delete-property "/delete-property/ status"",
        "    node "/omit-if-no-ref/ pins: s"",
        "      property "x;"",
        "    delete-node "/delete-node/ old@1;"",
        "node "top: &a { status = \\"okay"",
        "  property "status = \\"okay\\";"",
        "node "&{/soc@0} { };"",
        "delete-node "/delete-node/ &b;"",
        "omit-node "/omit-if-no-ref/ &a;"",
      ]
    `);
  });

  it('reads names, labels and references', async () => {
    const { items } = await parse(SOURCE);
    const root = items.find((item) => item.kind === 'node')!;
    const soc = root.items.find((item) => item.kind === 'node')!;
    expect(root.target).toEqual({ kind: 'root' });
    expect(soc).toMatchObject({ target: { kind: 'child', name: 'soc@0' }, labels: [{ name: 'a' }, { name: 'b' }] });
    expect(soc.items.find((item) => item.kind === 'node')).toMatchObject({
      omitIfNoRef: true,
      labels: [{ name: 'pins' }],
    });
    const references = items.flatMap((item) =>
      item.kind === 'node' && item.target.kind === 'reference' ? [item.target.reference] : [],
    );
    expect(references).toMatchObject([{ label: 'a' }, { path: '/soc@0' }]);
    expect(items.find((item) => item.kind === 'memory-reservation')).toMatchObject({
      address: 0x10000000n,
      size: 0x4000n,
    });
  });

  it('the text of an item that an edit did not touch keeps its object', async () => {
    const session = (await testParser()).open();
    const before = session.update(SOURCE);
    const after = session.update(SOURCE.replace('"okay"', '"disabled"'));
    session.close();
    const changed = before.items.filter((item, index) => item !== after.items[index]);
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatchObject({ kind: 'node', target: { reference: { label: 'a' } } });
  });

  it('refuses properties behind child nodes, as dtc does', async () => {
    const document = await parse('/ { a { }; x = <1>; };');
    const root = document.items[0] as ast.Node;
    expect(root.errors).toMatchObject([{ message: 'Properties must precede subnodes', start: 11, end: 12 }]);
  });

  it('an edited text lowers to the same as a fresh parse', async () => {
    const random = seededRandom(7);
    const session = (await testParser()).open();
    let text = SOURCE;
    for (let edit = 0; edit < 500; edit++) {
      text = edit % 6 === 5 ? SOURCE : randomEdit(text, random);
      expect(session.update(text), `edit ${edit}: ${text}`).toEqual(await parse(text));
    }
    session.close();
  });

  it('a text that is made of the same items in another order lowers to the same as a fresh parse', async () => {
    const random = seededRandom(11);
    const session = (await testParser()).open();
    const fresh = await newParser();
    const names = Array.from({ length: 40 }, (_, index) => `device${index}`);
    const properties = names.map((name) => `\tcompatible = "vendor,${name}";\n\treg = <0x${name.length} 1>;\n`);
    const items = [
      ...names.map((name, index) => `&${name} {\n${properties[index]}\tchild { ${name}; };\n};\n`),
      `/ {\n${names.map((name, index) => `${name} {\n${properties[index]}};\n`).join('')}};\n`,
      '/ {\n\tbroken {\n};\n',
      '/delete-node/ &device3;\n',
      '\n\n\n',
    ];
    for (let round = 0; round < 60; round++) {
      const chosen = items.filter(() => random() < 0.8);
      for (let moves = Math.floor(random() * 3); moves > 0; moves--)
        chosen.splice(Math.floor(random() * chosen.length), 0, ...chosen.splice(0, 3));
      const text = `/dts-v1/;\n${chosen.join('')}`;
      const other = fresh.open();
      expect(session.update(text), `round ${round}`).toEqual(other.update(text));
      other.close();
    }
    session.close();
  });

  describe('a key that changes much, and the next that takes it back', () => {
    /** A board in whose lines a macro stands, as it is and as its include is broken. */
    const board = (macro: string, more = '') =>
      `/dts-v1/;\n/ {\n${Array.from({ length: 300 }, (_, at) => `\tn${at} { x = <${macro} ${at}>; };\n`).join('')}};\n${more}`;

    it('give what was there before', async () => {
      const session = (await testParser()).open();
      const before = session.update(board('1'));
      const broken = session.update(board('CLOCK'));
      expect(session.update(board('1'))).toBe(before);
      expect(session.update(board('CLOCK'))).toBe(broken);
      session.close();
    });

    it('lower to the same as a fresh parse, whatever is typed meanwhile', async () => {
      const random = seededRandom(5);
      const session = (await testParser()).open();
      let more = '&a { };\n';
      for (let edit = 0; edit < 60; edit++) {
        if (random() < 0.4) more = randomEdit(more, random);
        const macro = ['1', 'CLOCK', '(2 + 3)'][Math.floor(random() * 3)]!;
        expect(session.update(board(macro, more)), `edit ${edit}: ${macro} ${more}`).toEqual(
          await parse(board(macro, more)),
        );
      }
      session.close();
    });
  });

  it('equal nodes at one depth are one object', async () => {
    const { items } = await parse('/dts-v1/;\n/ { a { n { x; }; }; b { n { x; }; }; };');
    const root = items[1] as ast.Node;
    const [a, b] = root.items as ast.Node[];
    expect(a!.items[0]).toBe(b!.items[0]);
  });

  it('a text with mistakes is read as if nothing had been read before it', async () => {
    const before = '/dts-v1/;\n/ {\n\ta {\n\t\tb = <1>;\n\t};\n\td: e@1 {\n\t\tf = "g";;\n#};\n';
    const after = '/dts-v1/;#include <a/g\n/ {\n\ta {\n\t\tb = <1>;\n\t};\n\td: e@1 {\n\t\tf = "g";;\n#';
    const session = (await newParser()).open();
    session.update(before);
    const fresh = (await newParser()).open();
    expect(session.update(after)).toEqual(fresh.update(after));
    session.close();
    fresh.close();
  });

  it.each(['# a\n', '#include <a '])('of %j and nothing else, no more is read than can be in time', async (mistake) => {
    const text = mistake.repeat(5000);
    const parser = await newParser();
    const session = parser.open();
    session.update(text.slice(0, 1000), 'raw');
    const fresh = (await newParser()).open();
    const document = session.update(text, 'raw');
    expect(document).toEqual(fresh.update(text, 'raw'));
    for (const errors of [document.errors, parser.findErrors(text)])
      expect(errors.at(-1)).toMatchObject({ message: expect.stringContaining('so many mistakes'), end: text.length });
    session.close();
    fresh.close();
  });

  it('looks for the end of one long word again and again no more often than for anything else', async () => {
    const { parser } = await loadGrammar(parserModules());
    const parse = parser.parse.bind(parser);
    let reads = 0;
    parser.parse = (text, old, options) => {
      const read = text as (index: number) => string;
      const count = (index: number) => {
        reads++;
        return read(index);
      };
      return parse(count, old, options);
    };
    const text = `/dts-v1/;\n/ { };\n&${'#a'.repeat(20_000)}`;
    const session = parserWithoutMemory({ parser }).open();
    const { errors } = session.update(text);
    expect(errors.at(-1)).toMatchObject({ message: expect.stringContaining('so many mistakes'), end: text.length });
    // It would be the square of the length otherwise, which is 800,000 here.
    expect(reads).toBeLessThan(20_000);
    session.close();
  });

  it.each(['raw', 'expanded'] as const)('of a text that is %s, it says where it stops', async (kind) => {
    const text = '# a\n'.repeat(5000);
    const session = (await newParser()).open();
    for (const each of [text.slice(0, 1000), text, `${text} `]) {
      const { errors, length } = session.update(each, kind);
      expect(length).toBe(each.length);
      if (each.length > 1000)
        expect(errors.at(-1)).toMatchObject({ message: expect.stringContaining('so many mistakes'), end: each.length });
    }
    session.close();
  });
});

describe('what no repair makes clear', () => {
  const mistakes = (count: number) => `/dts-v1/;\n/ {\n${'a b c >;\n) d {\n};\n'.repeat(count)}};\n`;

  /** How many times each of the texts, one after the other, was read from nothing. */
  async function readings(...texts: string[]): Promise<number[]> {
    const { parser } = await loadGrammar(parserModules());
    const read = parser.parse.bind(parser);
    let count = 0;
    parser.parse = (text, old, options) => {
      if (!old) count++;
      return read(text, old, options);
    };
    const session = parserWithoutMemory({ parser }).open();
    const counts = texts.map((text) => {
      count = 0;
      session.update(text);
      return count;
    });
    session.close();
    return counts;
  }

  it('is read once as it is and once repaired', async () => {
    const text = mistakes(200);
    expect(await readings(text, `${text}>`)).toEqual([2, 2]);
  });

  it('is not repaired where it is longer than any board', async () => {
    const text = mistakes(200) + '\n'.repeat(600_000);
    expect(await readings(text, `${text}>`)).toEqual([1, 1]);
  });

  it('is repaired however long it is where the parser makes sense of that', async () => {
    const text = `/dts-v1/;\n/ {\n\tp = <x ${'x '.repeat(400_000)};\n\tq;\n};\n`;
    const { items } = await parse(text);
    expect((items[1] as ast.Node).items.map((item) => item.kind === 'property' && item.name)).toEqual(['p', 'q']);
  });
});
